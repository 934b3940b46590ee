const ONE_BREAK_MS = 250

/**
 * Distinguishes failures of one connection from failures of several. All requests under way on a connection fail with
 * it: that counts as one failure. Otherwise one message that makes a service break the connection would hold back all
 * others. `now` in milliseconds.
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
