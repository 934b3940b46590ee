/** Schedules the return of batches that a push service could not take. */
export interface Comebacks {
  /** Takes the next free place at `earliest` or after it; milliseconds of the same clock as `now`. */
  next(earliest: number, now: number): number
}

// With 500 deliveries each that is the speed of an engine, and when nothing can be sent it costs a tenth of its time.
const IN_A_SECOND = 20
/** Above this many, places are random. */
const HORIZON_S = 60

/**
 * Lines up batches that come back, so that a few come back at once and a thousand do not keep coming in vain. An
 * exponential backoff, which does not know their number, leaves the last few waiting for a minute after their service
 * has recovered. Each engine lines up its own.
 */
export function createComebacks(random: () => number): Comebacks {
  const taken = new Map<number, number>()

  return {
    next(earliest, now) {
      for (const second of taken.keys()) if ((second + 1) * 1000 < now) taken.delete(second)
      const first = Math.floor(earliest / 1000)
      for (let second = first; second < first + HORIZON_S; second += 1) {
        const place = taken.get(second) ?? 0
        if (place === IN_A_SECOND) continue
        taken.set(second, place + 1)
        return Math.max(earliest, (second + place / IN_A_SECOND) * 1000)
      }
      return earliest + random() * HORIZON_S * 1000
    },
  }
}
