const ONE_BREAK_MS = 250

/**
 * Tells failures of one connection from failures of several. All that is under way on a connection fails with it: that is
 * one failure, or the one message that a service cannot take without breaking the connection would hold back everybody
 * else's. `now` in milliseconds.
 */
export function createConnectionBreaks() {
  let brokenAt = Number.NEGATIVE_INFINITY
  return {
    /** Whether a failure for this reason comes of the break before; never while the circuit is not closed. */
    isSame(reason: string, now: number, isClosed: boolean): boolean {
      if (reason !== 'reset' && reason !== 'protocol') return false
      const isSame = isClosed && now - brokenAt < ONE_BREAK_MS
      if (!isSame) brokenAt = now
      return isSame
    },
  }
}
