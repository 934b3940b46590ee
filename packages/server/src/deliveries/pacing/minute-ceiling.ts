/** A bound on the messages of one site in any sixty seconds. */
export interface MinuteCeiling {
  readonly perSecond: number
  /** 0: one may leave now. Otherwise the milliseconds to wait. */
  wait(now: number): number
  /** Counts one message; if it did not wait, the others wait longer. */
  count(now: number): void
  /** Another bound from now on; Infinity: none. */
  set(perMinute: number): void
}

/**
 * An even flow: a minute's worth is not sent in its first second, because push services take that for abuse. Of
 * messages that wait when told to, no sixty seconds have more than `perMinute`. Infinity: no bound.
 */
export function createMinuteCeiling(perMinute: number): MinuteCeiling {
  let { burst, perMs } = flowOf(perMinute)
  let tokens = burst
  let refilledAt: number | undefined

  function refill(now: number): void {
    const elapsed = Math.max(0, now - (refilledAt ?? now))
    refilledAt = now
    tokens = Math.min(burst, tokens + elapsed * perMs)
  }

  return {
    get perSecond() {
      return perMs * 1000
    },
    wait(now) {
      if (perMs === Infinity) return 0
      refill(now)
      return tokens >= 1 ? 0 : Math.max(1, Math.ceil((1 - tokens) / perMs))
    },
    count(now) {
      if (perMs === Infinity) return
      refill(now)
      tokens -= 1
    },
    set(next) {
      ;({ burst, perMs } = flowOf(next))
      // Unused capacity of an earlier bound is not caught up.
      tokens = Math.min(tokens, burst)
    },
  }
}

function flowOf(perMinute: number): { burst: number; perMs: number } {
  const burst = Math.max(1, Math.floor(perMinute / 60))
  return { burst, perMs: perMinute === Infinity ? Infinity : Math.max(perMinute - burst, 0.5) / 60_000 }
}
