/** Subscriptions for which their push service asked to wait, as Apple does device by device. */
export interface HeldSubscriptions {
  hold(subscription: number, retryAfterMs: number | undefined, now: number): void
  /** The time before which nothing may be sent to it; undefined: it is free. */
  until(subscription: number, now: number): number | undefined
}

/** Enough for every device that complains at once; a forgotten hold only means a slightly early attempt. */
const MAX_HELD = 10_000
const DEFAULT_HOLD_MS = 1000
// As with whole services: after a Retry-After of a day it is tried sooner.
const MAX_HOLD_MS = 15 * 60_000
// A pass over all of them takes 0.1 ms, too long for each of thousands of complaints in a second: it makes room for
// many.
const KEPT = 9000

/** The delivery that met the complaint is retried in its time anyway: this is for the other notifications. */
export function createHeldSubscriptions(): HeldSubscriptions {
  const held = new Map<number, number>()

  function makeRoom(now: number): void {
    if (held.size < MAX_HELD) return
    for (const [subscription, until] of held) if (until <= now) held.delete(subscription)
    for (const subscription of held.keys()) {
      if (held.size <= KEPT) return
      held.delete(subscription) // the oldest
    }
  }

  return {
    hold(subscription, retryAfterMs = DEFAULT_HOLD_MS, now) {
      makeRoom(now)
      const until = now + Math.min(retryAfterMs, MAX_HOLD_MS)
      held.set(subscription, Math.max(until, held.get(subscription) ?? 0))
    },
    until(subscription, now) {
      const until = held.get(subscription)
      if (until === undefined || until > now) return until
      held.delete(subscription)
      return undefined
    },
  }
}
