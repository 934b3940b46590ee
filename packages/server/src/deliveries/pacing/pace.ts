/** How a gate is doing. */
export interface Pace {
  /** How many of those that wait will have started in half a second, at the speeds that are known. */
  soon: number
  /** So much waits that it would take ten seconds to start it. */
  isClogged: boolean
  /** Answers a second. */
  flow: number
  /** Something is being sent, or was a moment ago. */
  isActive: boolean
}
