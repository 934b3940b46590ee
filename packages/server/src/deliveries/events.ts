import type { Log } from '../logger.ts'
import type { Metrics } from '../metrics.ts'
import type { Alarm } from './alarms.ts'
import type { EngineEvent } from './engine-event.ts'
import type { JobSettlement } from './given-up/given-up-jobs.ts'

/** Where the engine's business events go. */
export interface EventSinks {
  log: Log
  metrics: Metrics
}

/** Logs and counts what an engine tells; alarms come through `alarmRaised`, once for all engines. */
export function engineEvent(
  event: Exclude<EngineEvent, { name: 'alarm' }>,
  sinks: EventSinks,
): void {
  const { log, metrics } = sinks
  const { name, ...fields } = event
  switch (event.name) {
    case 'outcomes':
      metrics.count(
        'belfry_deliveries_total',
        { service: event.service, outcome: event.outcome },
        event.count,
      )
      return
    case 'subscriptions-gone':
      metrics.count('belfry_subscriptions_retired_total', { reason: 'gone' }, event.count)
      log.info(fields, 'subscriptions retired: their push service says they are gone')
      return
    case 'notification-planned':
      log.info(fields, 'notification planned')
      return
    case 'notification-finished':
      metrics.count('belfry_notifications_finished_total', { state: event.notification.state })
      log.info(fields, 'notification finished')
      return
    case 'circuit-opened':
      metrics.count('belfry_circuits_opened_total', { service: event.service })
      log.warn(fields, 'a push service does not answer as it should: held back, and asked again')
      return
    case 'circuit-closed':
      log.info(fields, 'the push service answers again')
      return
    case 'job-failed':
      metrics.count('belfry_jobs_failed_total', { kind: event.kind })
      log.warn(fields, 'job failed: tried again later')
      return
    case 'job-dead':
      metrics.count('belfry_jobs_dead_total', { kind: event.kind })
      log.error(fields, 'job given up: it waits for a person, see the guide to operations')
      return
    case 'lease-lost':
      metrics.count('belfry_leases_lost_total')
      log.warn(fields, 'the lease of a job was lost: another worker goes on')
      return
    case 'announcements-lost':
      log.warn(fields, 'new work is not announced at present: it is looked for each second')
      return
    case 'store-failed':
      metrics.count('belfry_store_failures_total', {}, event.count)
      log.error(
        { event: name, ...fields },
        'the database does not take what was done: sending waits',
      )
      return
    case 'store-recovered':
      log.info(fields, 'the database takes writes again: sending goes on')
  }
}

/** Something that an operator has to put right, once for each cause. */
export function alarmRaised({ cause, details, count }: Alarm, { log, metrics }: EventSinks): void {
  metrics.count('belfry_alarms_total', { reason: details['reason'] ?? 'other' })
  log.error(
    { alarm: cause, ...details, count },
    'deliveries fail for a reason that retrying does not cure',
  )
}

/** An engine's thread ended without being asked to. */
export function engineDied(
  fields: { instance: string; error: string; restartInMs: number },
  { log, metrics }: EventSinks,
): void {
  metrics.count('belfry_engines_died_total')
  log.error(fields, 'the delivery engine died: started again, its jobs go on')
}

/** Somebody cancelled a notification: it has ended, though not in an engine. */
export function notificationCancelled(
  { id, progress }: { id: string; progress: object },
  { log, metrics }: EventSinks,
): void {
  metrics.count('belfry_notifications_finished_total', { state: 'cancelled' })
  log.info({ notification: { id, state: 'cancelled', ...progress } }, 'notification cancelled')
}

/** Somebody revived or discarded jobs that had been given up. */
export function jobsSettled({ what, jobs, finished }: JobSettlement, sinks: EventSinks): void {
  sinks.metrics.count('belfry_jobs_settled_total', { by: what }, jobs.length)
  sinks.log.info({ jobs: jobs.map(({ id }) => id) }, `dead jobs ${what}`)
  for (const notification of finished) {
    engineEvent({ name: 'notification-finished', notification }, sinks)
  }
}
