export interface CircuitBreakerOptions {
  /** Consecutive failures that open it. */
  threshold?: number | (() => number)
  openMs?: number
  maxOpenMs?: number
  random?: () => number
}

export type CircuitState = 'closed' | 'open' | 'half-open'

/** Stops calling a service that is down, and probes with a single request whether it is back. */
export interface CircuitBreaker {
  readonly state: CircuitState
  /** While open: when a probe is let through. */
  readonly retryAt: number
  /** Whether a request may start; while half-open, one. The result of each must be reported. */
  pass(now: number): boolean
  succeeded(): void
  failed(now: number): void
  /** A request ended without showing anything about the service. */
  abandoned(): void
}

/**
 * Closed until `threshold` failures in a row; then open for `openMs`, doubled each time the probe fails, up to
 * `maxOpenMs`, and a random half of it, so that many workers do not probe in the same instant.
 */
export function createCircuitBreaker(options: CircuitBreakerOptions = {}): CircuitBreaker {
  const { threshold: most = 10, openMs = 5000, maxOpenMs = 60_000, random = Math.random } = options
  const threshold = typeof most === 'number' ? () => most : most
  let state: CircuitState = 'closed'
  let failures = 0
  let openings = 0
  let retryAt = 0
  let probing = false

  function open(now: number): void {
    const period = Math.min(maxOpenMs, openMs * 2 ** Math.min(openings, 30))
    state = 'open'
    openings += 1
    retryAt = now + Math.ceil(period * (0.5 + random() / 2))
    probing = false
  }

  return {
    get state() {
      return state
    },
    get retryAt() {
      return retryAt
    },
    pass(now) {
      if (state === 'closed') return true
      if (state === 'open' && now >= retryAt) state = 'half-open'
      if (state === 'open' || probing) return false
      probing = true
      return true
    },
    succeeded() {
      // An earlier request may still succeed: as good as a probe.
      state = 'closed'
      failures = 0
      openings = 0
      probing = false
    },
    failed(now) {
      failures += 1
      if (state === 'half-open' || (state === 'closed' && failures >= threshold())) open(now)
    },
    abandoned() {
      probing = false
    },
  }
}
