/** How long a browser may stay away, in days without a visit, or be out of reach; 0: for ever. */
export interface AgeingPolicy {
  /** From then on it is stale: it counts as probably lost, and is sent to as before. */
  readonly staleDays: number
  /** Then its subscription is retired, with the reason `aged`. */
  readonly removeDays: number
  /**
   * So long may attempts fail for a subscription for which no push service has ever taken anything; then it is retired
   * with the reason `never-accepted`. Its address was probably made up.
   */
  readonly neverAcceptedDays: number
}

const DAY_MS = 86_400_000
// A run a day; a machine that was off for two of them is no reason to doubt its clock.
const BELIEVED_MS = 3 * DAY_MS

/** The times before which a browser was last seen when it is stale, or over; 0: none is. Pure. */
export function agesAt(
  { staleDays, removeDays }: Pick<AgeingPolicy, 'staleDays' | 'removeDays'>,
  now: number,
): { stale: number; over: number } {
  const before = (days: number) => (days === 0 ? 0 : now - days * DAY_MS)
  return { stale: before(staleDays), over: before(removeDays) }
}

/**
 * Whether subscriptions may be retired by this clock: only where the run before was lately by the same clock. One that
 * has jumped a year ahead would otherwise retire everybody; it has to stay wrong for a day, and the first run only
 * counts. Pure.
 */
export function isClockBelieved(lastRun: number | undefined, now: number): boolean {
  return lastRun !== undefined && lastRun <= now && now - lastRun <= BELIEVED_MS
}
