export interface AdaptiveRateOptions {
  /** Never slower than this, messages per second. */
  floor?: number
}

/** How fast one push service lets one site send: as fast as it goes, until the service says it is too fast. */
export interface AdaptiveRate {
  /** Messages per second; Infinity while nobody has complained. */
  readonly perSecond: number
  readonly pausedUntil: number
  /** 0: one message may leave now. Otherwise the milliseconds to wait before asking again. */
  wait(now: number): number
  /** One message leaves. */
  count(now: number): void
  /** The service said "too fast", and perhaps for how long to be silent. */
  throttled(now: number, pauseMs?: number): void
}

const WINDOW_MS = 1000
// All that was in flight comes back refused: one complaint, not a hundred.
const ONE_COMPLAINT_MS = 1000
const DECREASE = 0.5
// RFC 9438 section 4.1.2: messages a second, by the cube of the seconds.
const CUBIC = 0.4
// More than an engine sends: then there is no limit any more.
const FREE_AT = 10_000
const DEFAULT_PAUSE_MS = 1000
// A service that says "in a day" is asked again sooner: it may have meant the one message.
const MAX_PAUSE_MS = 15 * 60_000

/**
 * As TCP's CUBIC does it (RFC 9438): halved at each complaint, then quickly back to where the complaint was, slowly past
 * that, and ever faster beyond: after ten seconds at some hundred a second however little it was, after a minute at most
 * without a limit. Rising evenly by a share of what was too much, as in RFC 5681, takes minutes, and for ever after a few
 * complaints about single messages. Pure but for its own memory; `now` in milliseconds never goes back further than it
 * forgives.
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
