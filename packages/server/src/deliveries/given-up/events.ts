import { engineEvent, type EventSinks } from '../events.ts'
import { JOB_COUNTERS } from './counters.ts'
import type { JobSettlement } from './given-up-jobs.ts'

/** Somebody revived or discarded dead jobs. */
export function jobsSettled({ what, jobs, finished }: JobSettlement, sinks: EventSinks): void {
  sinks.metrics.count(JOB_COUNTERS.settled, { by: what }, jobs.length)
  sinks.log.info({ jobs: jobs.map(({ id }) => id) }, `dead jobs ${what}`)
  for (const notification of finished) {
    engineEvent({ name: 'notification-finished', notification }, sinks)
  }
}
