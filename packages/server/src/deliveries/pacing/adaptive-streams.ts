/** The useful number of concurrent requests to a push service. */
export interface AdaptiveStreams {
  readonly limit: number
  /** All of them are in use, and there is more to send. */
  reached(): void
  /** A request had its answer after so long. */
  answered(tookMs: number): void
  /** Call about twice a second. */
  tick(now: number): void
}

// Answers of the real services take 30 to 150 ms. The measured time includes this machine's own delays: with 100 ms, an
// overloaded machine sent a fifth of its possible rate.
const TOLERATED_MS = 500
const TOLERATED_TIMES = 3
const LEAST = 16
const DECREASE = 0.7
const INCREASE = 8
const WINDOW_MS = 30_000

/**
 * As many as `most`, until answers take several times as long as the fastest did: then requests queue at the service,
 * more of them gain nothing, and all of them may come twice when a process or a connection dies. The idea of TCP Vegas
 * (Brakmo and Peterson, 1995): the delay shows a queue before anything is lost. A service that is slow by nature keeps
 * all.
 */
export function createAdaptiveStreams(most: number): AdaptiveStreams {
  let limit = most
  let sum = 0
  let count = 0
  let isReached = false
  /** Of this window and of the one before: a service may become slower for good. */
  let fastest = [Infinity, Infinity] as [number, number]
  let windowStart: number | undefined

  return {
    get limit() {
      return limit
    },
    reached: () => void (isReached = true),
    answered(tookMs) {
      sum += tookMs
      count += 1
      fastest[0] = Math.min(fastest[0], tookMs)
    },
    tick(now) {
      if (count > 0) {
        const tolerated = Math.max(TOLERATED_MS, TOLERATED_TIMES * Math.min(...fastest))
        if (sum / count > tolerated) limit = Math.max(LEAST, Math.floor(limit * DECREASE))
        // Quick answers to a few messages prove nothing about many (RFC 7661).
        else if (isReached) limit = Math.min(most, limit + INCREASE)
      }
      isReached = false
      sum = 0
      count = 0
      windowStart ??= now
      if (now - windowStart < WINDOW_MS) return
      windowStart = now
      fastest = [Infinity, fastest[0]]
    },
  }
}
