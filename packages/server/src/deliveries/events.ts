import { SUBSCRIPTION_COUNTERS } from '../subscriptions/counters.ts'
import type { Log } from '../telemetry/logger.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import type { Alarm, RingAlarm } from '../telemetry/alarms.ts'
import { recordSpan } from '../telemetry/traces.ts'
import { DELIVERY_COUNTERS } from './counters.ts'
import type { EngineEvent } from './engine-event.ts'

/** Where the engine's business events go. */
export interface EventSinks {
  log: Log
  metrics: Metrics
  ring?: RingAlarm | undefined
}

/** Logs and counts an engine's events; alarms come through `alarmRaised`, once for all engines. */
export function engineEvent(event: Exclude<EngineEvent, { name: 'alarm' }>, sinks: EventSinks): void {
  const { log, metrics } = sinks
  const { name, ...fields } = event
  switch (event.name) {
    case 'outcomes':
      metrics.count(DELIVERY_COUNTERS.tried, { service: event.service, outcome: event.outcome }, event.count)
      return
    case 'subscriptions-gone':
      metrics.count(SUBSCRIPTION_COUNTERS.retired, { site: event.site, reason: 'gone' }, event.count)
      log.info(fields, 'subscriptions retired: their push service says they are gone')
      return
    case 'notification-planned':
      log.info(fields, 'notification planned')
      return
    case 'notification-finished':
      metrics.count(DELIVERY_COUNTERS.notificationsFinished, { state: event.notification.state })
      log.info(fields, 'notification finished')
      return
    case 'circuit-opened':
      metrics.count(DELIVERY_COUNTERS.circuitsOpened, { service: event.service })
      log.warn(fields, 'a push service does not answer as it should: held back, and asked again')
      return
    case 'circuit-closed':
      log.info(fields, 'the push service answers again')
      return
    case 'job-failed':
      metrics.count(DELIVERY_COUNTERS.jobsFailed, { kind: event.kind })
      log.warn(fields, 'job failed: tried again later')
      return
    case 'job-dead':
      metrics.count(DELIVERY_COUNTERS.jobsDead, { kind: event.kind })
      log.error(fields, 'job dead: it waits for a person, see the guide to operations')
      return
    case 'lease-lost':
      metrics.count(DELIVERY_COUNTERS.leasesLost)
      log.warn(fields, 'the lease of a job was lost: another worker goes on')
      return
    case 'announcements-lost':
      log.warn(fields, 'new work is not announced at present: it is looked for each second')
      return
    case 'store-failed':
      metrics.count(DELIVERY_COUNTERS.storeFailures, {}, event.count)
      log.error({ event: name, ...fields }, 'the database does not take what was done: sending waits')
      return
    case 'store-recovered':
      log.info(fields, 'the database takes writes again: sending goes on')
      return
    case 'span':
      recordSpan(event.parent, event.span)
      return
    case 'encryption-unfit':
      log.warn(fields, 'the native part is installed and does not run here: encrypted without it, only slower')
  }
}

/** A problem that an operator has to fix, once for each cause. */
export function alarmRaised({ cause, details, count }: Alarm, { log, metrics, ring }: EventSinks): void {
  metrics.count(DELIVERY_COUNTERS.alarmsRaised, { reason: details['reason'] ?? 'other' })
  const { summary, ...rest } = details
  const message =
    summary === undefined ? 'deliveries wait for somebody to mend this' : `messages do not arrive: ${summary}`
  log.error({ alarm: cause, ...rest, count }, message)
  const title =
    summary === undefined ? 'Deliveries wait for somebody' : summary.replace(/^./, (first) => first.toUpperCase())
  // What to do comes first: systems cut what is long.
  const text = [details['help'], cause].filter((part) => part !== undefined).join(' ')
  ring?.({ cause, title, text, screen: 'system', site: details['site'] })
}

/** An engine's thread ended without being asked to. */
export function engineDied(
  fields: { instance: string; error: string; restartInMs: number },
  { log, metrics }: EventSinks,
): void {
  metrics.count(DELIVERY_COUNTERS.enginesDied)
  log.error(fields, 'the delivery engine died: started again, its jobs go on')
}

/** Somebody cancelled a notification: it has ended, though not in an engine. */
export function notificationCancelled(
  { id, progress }: { id: string; progress: object },
  { log, metrics }: EventSinks,
): void {
  metrics.count(DELIVERY_COUNTERS.notificationsFinished, { state: 'cancelled' })
  log.info({ notification: { id, state: 'cancelled', ...progress } }, 'notification cancelled')
}
