import type { Settings } from './settings.ts'

/** Of the whole pipeline. */
export interface WholeBelfrySettings {
  engine: Settings['engine']
  /** Engine threads; on PostgreSQL, processes of one each. */
  workers: number
  rounds: number
  subscribers: number
  /** Of latency: reports to be taken in beside the broadcast. */
  interactions?: number
  /** Of latency: notifications to one person beside broadcasts, at least. */
  messages?: number
}

/** A broadcast to so many shows how much more memory and time a large one takes. */
export const SMALL = 10_000
/** A peak is the highest of many collections of garbage, and a single one of these has few. */
export const SMALL_TIMES = 10
