import type { GateDecision } from '../deliveries/delivery-gate.ts'
import type { NotificationPreview } from './answer-schema.ts'

interface Held {
  count: number
  from: number
  until: number
}

/** What becomes of one: where it waits for a digest, it is held until that. */
export type TalliedDecision = Exclude<GateDecision, { kind: 'digest' }>

/** Counts what the gates decide. */
export class Tally {
  examined = 0
  #sent = 0
  readonly #held = new Map<string, Held>()
  readonly #skipped = new Map<string, number>()

  add(decision: TalliedDecision | undefined): void {
    this.examined += 1
    switch (decision?.kind) {
      case undefined:
      case 'send':
        this.#sent += 1
        break
      case 'skip':
        this.#skipped.set(decision.reason, (this.#skipped.get(decision.reason) ?? 0) + 1)
        break
      case 'hold':
        this.#hold(decision.reason, decision.until)
        break
    }
  }

  #hold(reason: string, at: number): void {
    const { count, from, until } = this.#held.get(reason) ?? { count: 0, from: at, until: at }
    this.#held.set(reason, { count: count + 1, from: Math.min(from, at), until: Math.max(until, at) })
  }

  /** The figures for an audience of this size. */
  of(audience: number): Pick<NotificationPreview, 'sent' | 'held' | 'skipped'> {
    const share = (count: number) => (this.examined === 0 ? 0 : Math.round((count * audience) / this.examined))
    return {
      sent: share(this.#sent),
      held: [...this.#held].map(([reason, { count, from, until }]) => ({
        reason,
        count: share(count),
        from: new Date(from).toISOString(),
        until: new Date(until).toISOString(),
      })),
      skipped: [...this.#skipped].map(([reason, count]) => ({ reason, count: share(count) })),
    }
  }
}
