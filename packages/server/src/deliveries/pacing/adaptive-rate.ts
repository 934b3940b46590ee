export interface AdaptiveRateOptions {
  /** Never slower than this, messages per second. */
  floor?: number
}

/** The rate at which one push service lets one site send: unlimited, until the service complains. */
export interface AdaptiveRate {
  /** Messages per second; Infinity without a complaint. */
  readonly perSecond: number
  readonly pausedUntil: number
  /** 0: one message may leave now. Otherwise the milliseconds to wait before asking again. */
  wait(now: number): number
  /** One message leaves. */
  count(now: number): void
  /** The service complained of the rate, perhaps with a time to wait. */
  throttled(now: number, pauseMs?: number): void
}

const WINDOW_MS = 1000
// All requests in flight come back refused: one complaint, not a hundred.
const ONE_COMPLAINT_MS = 1000
const DECREASE = 0.5
// RFC 9438 section 4.1.2: messages a second, by the cube of the seconds.
const CUBIC = 0.4
// Above the rate of an engine: the limit is then removed.
const FREE_AT = 10_000
const DEFAULT_PAUSE_MS = 1000
// After a Retry-After of a day the service is tried sooner: it may have meant only the one message.
const MAX_PAUSE_MS = 15 * 60_000

/**
 * As TCP's CUBIC does (RFC 9438): halved at each complaint, then quickly back to the rate of the complaint, slowly past
 * it, and ever faster beyond: some hundred a second after ten seconds from any rate, and unlimited after at most a
 * minute. A linear rise by a share of that rate, as in RFC 5681, takes minutes, and for ever after a few complaints
 * about single messages. Pure except for its own state; `now` in milliseconds may only go back a little.
 */
export function createAdaptiveRate({ floor = 1 }: AdaptiveRateOptions = {}): AdaptiveRate {
  let rate = Number.POSITIVE_INFINITY
  let peak = 0 // the rate at which the service complained
  let risesSince = 0
  let tokens = 0
  let refilledAt = 0
  let pausedUntil = 0
  let complainedAt = Number.NEGATIVE_INFINITY
  let windowStart = 0
  let inWindow = 0
  let lastWindow = 0

  function observe(now: number): void {
    const age = now - windowStart
    if (age >= WINDOW_MS || age < 0) {
      lastWindow = age < 2 * WINDOW_MS && age >= 0 ? inWindow : 0
      windowStart = now
      inWindow = 0
    }
    inWindow += 1
  }

  function refill(now: number): void {
    const seconds = Math.min(Math.max(0, now - refilledAt) / 1000, 10)
    refilledAt = now
    if (now < pausedUntil) return
    tokens = Math.min(Math.max(1, rate / 10), tokens + rate * seconds) // a tenth of a second's worth at once, at most
    const rising = Math.max(0, now - risesSince) / 1000 - Math.cbrt((peak * (1 - DECREASE)) / CUBIC)
    rate = Math.max(floor, peak + CUBIC * rising ** 3)
    if (rate > Math.max(FREE_AT, 2 * peak)) rate = Number.POSITIVE_INFINITY
  }

  return {
    get perSecond() {
      return rate
    },
    get pausedUntil() {
      return pausedUntil
    },
    wait(now) {
      if (now < pausedUntil) return pausedUntil - now
      if (rate !== Number.POSITIVE_INFINITY) refill(now)
      if (rate === Number.POSITIVE_INFINITY || tokens >= 1) return 0
      return Math.max(1, Math.ceil(((1 - tokens) / rate) * 1000))
    },
    count(now) {
      if (rate !== Number.POSITIVE_INFINITY) tokens -= 1
      observe(now)
    },
    throttled(now, pauseMs = DEFAULT_PAUSE_MS) {
      pausedUntil = Math.max(pausedUntil, now + Math.min(pauseMs, MAX_PAUSE_MS))
      risesSince = pausedUntil
      if (Math.abs(now - complainedAt) < ONE_COMPLAINT_MS) return
      complainedAt = now
      peak = Math.min(rate, Math.max(inWindow, lastWindow, floor))
      rate = Math.max(floor, peak * DECREASE)
      tokens = 0
      refilledAt = pausedUntil
    },
  }
}
