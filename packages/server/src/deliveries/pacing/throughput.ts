/** The observed throughput of a push service. */
export interface Throughput {
  /** Recent answers a second. */
  readonly flow: number
  /** An answer came. */
  count(): void
  /** All its streams were in use. */
  saturated(now: number): void
  /** Ends the measurement. */
  forget(): void
  /** Call about twice a second. */
  tick(now: number): void
  /** Messages a second at most; Infinity while it has free streams: then it is as fast as it is asked to be. */
  bound(now: number): number
}

// For so long after all streams were in use, a service counts as no faster than it was then.
const SATURATION_COUNTS_MS = 10_000

export function createThroughput(): Throughput {
  let ended = 0
  let flow = 0
  /** Measured while all streams were in use. */
  let perSecond: number | undefined
  let saturatedAt = Number.NEGATIVE_INFINITY
  let tickedAt: number | undefined

  return {
    get flow() {
      return flow
    },
    count: () => void (ended += 1),
    saturated: (now) => void (saturatedAt = now),
    forget: () => void (perSecond = undefined),
    tick(now) {
      const since = tickedAt ?? now
      if (now > since) {
        const measured = (ended / (now - since)) * 1000
        flow = (flow + measured) / 2
        if (saturatedAt >= since) perSecond = ((perSecond ?? measured) + measured) / 2
      }
      ended = 0
      tickedAt = now
    },
    bound: (now) => (now - saturatedAt < SATURATION_COUNTS_MS ? (perSecond ?? Infinity) : Infinity),
  }
}
