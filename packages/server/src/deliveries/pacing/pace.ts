/** How often the gates look at what was answered. */
export const TICK_MS = 500

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

// The streams must not run dry across the edge of a batch. What waits longer than it takes V8 to fill its young
// generation, some 70 ms at full speed, costs more in garbage collection.
const LEAST_AHEAD = 100
const MOST_AHEAD = 500

/**
 * Whether it will soon have nothing to start. `hurried`: somebody waits for a message of their own meanwhile, and
 * loading a batch keeps the loop for some milliseconds: only if the streams would run dry.
 */
export function isDry({ soon, flow }: Pace, hurried: boolean): boolean {
  return soon < (hurried ? LEAST_AHEAD : Math.min(MOST_AHEAD, Math.max(LEAST_AHEAD, flow / 2)))
}
