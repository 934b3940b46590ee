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
