/** The clocks of an engine, for a test that lets minutes and hours pass without waiting for them. */
export interface ForwardClock {
  /** The time on the wall. */
  now: () => number
  /** Milliseconds of a clock that nobody sets. */
  elapsed: () => number
  forward(ms: number): void
}

export function forwardClock(): ForwardClock {
  let ahead = 0
  return {
    now: () => Date.now() + ahead,
    elapsed: () => performance.now() + ahead,
    forward(ms) {
      ahead += ms
    },
  }
}
