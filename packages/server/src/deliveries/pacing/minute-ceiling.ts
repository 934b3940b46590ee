/** A bound on what one site sends in any sixty seconds. */
export interface MinuteCeiling {
  readonly perSecond: number
  /** 0: one may leave now. Otherwise the milliseconds to wait. */
  wait(now: number): number
  /** One leaves; when it did not wait, the others wait longer for it. */
  count(now: number): void
}

/**
 * An even flow: a minute's worth is not sent in its first second, because that is what push services take for abuse.
 * In no sixty seconds do more than `perMinute` leave that wait when they are told to.
 */
export function createMinuteCeiling(perMinute: number): MinuteCeiling {
  const burst = Math.max(1, Math.floor(perMinute / 60))
  const perMs = Math.max(perMinute - burst, 0.5) / 60_000
  let tokens = burst
  let refilledAt: number | undefined

  function refill(now: number): void {
    const elapsed = Math.max(0, now - (refilledAt ?? now))
    refilledAt = now
    tokens = Math.min(burst, tokens + elapsed * perMs)
  }

  return {
    perSecond: perMs * 1000,
    wait(now) {
      refill(now)
      return tokens >= 1 ? 0 : Math.max(1, Math.ceil((1 - tokens) / perMs))
    },
    count(now) {
      refill(now)
      tokens -= 1
    },
  }
}
