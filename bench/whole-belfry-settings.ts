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
