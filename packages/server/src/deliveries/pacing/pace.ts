/** The state of a gate. */
export interface Pace {
  /** The number of waiting deliveries that will start within half a second, at the known speeds. */
  soon: number
  /** True when starting all waiting deliveries would take ten seconds. */
  isClogged: boolean
  /** Answers a second. */
  flow: number
  /** Something is being sent, or was a moment ago. */
  isActive: boolean
}

// The streams must not run dry across the edge of a batch; more ahead only holds memory.
const LEAST_AHEAD = 100
const MOST_AHEAD = 1000

/** Whether it will soon have nothing to start. */
export function isDry({ soon, flow }: Pace): boolean {
  return soon < Math.min(MOST_AHEAD, Math.max(LEAST_AHEAD, flow / 2))
}
