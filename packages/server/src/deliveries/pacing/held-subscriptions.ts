/** Subscriptions whose push service asked to leave them alone for a while, as Apple does device by device. */
export interface HeldSubscriptions {
  hold(subscription: number, retryAfterMs: number | undefined, now: number): void
  /** Until when nothing is to be sent to it; undefined: it is free. */
  until(subscription: number, now: number): number | undefined
}

/** Enough for every device that complains at once; whose hold is forgotten is only asked a little early. */
const MAX_HELD = 10_000
const DEFAULT_HOLD_MS = 1000
// As with whole services: one that says "in a day" is asked again sooner.
const MAX_HOLD_MS = 15 * 60_000
// To look through all of them takes 0.1 ms, too long for each of thousands of complaints in a second: room is made for many.
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
