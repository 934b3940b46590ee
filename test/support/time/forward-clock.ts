/** The clocks of an engine, for a test in which minutes and hours pass without waiting. */
export interface ForwardClock {
  /** Wall-clock time. */
  now: () => number
  /** Monotonic milliseconds. */
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
