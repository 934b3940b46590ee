import { SUBSCRIPTION_COUNTERS } from '../subscriptions/counters.ts'
import type { Log } from '../telemetry/logger.ts'
import type { Metrics } from '../telemetry/metrics.ts'

interface Ended {
  site: string
  subscriptions: number
}

/** Subscriptions of a site ended, because their browsers were not seen for the stated time. */
export function subscriptionsAged(
  { site, subscriptions }: Ended,
  { log, metrics }: { log: Log; metrics: Metrics },
): void {
  log.info({ site, subscriptions }, 'subscriptions ended: their browsers were not seen for the stated time')
  metrics.count(SUBSCRIPTION_COUNTERS.retired, { site, reason: 'aged' }, subscriptions)
}

/** Subscriptions of a site ended, because attempts failed for the stated time and none had ever been accepted. */
export function neverAccepted({ site, subscriptions }: Ended, { log, metrics }: { log: Log; metrics: Metrics }): void {
  log.info({ site, subscriptions }, 'subscriptions ended: no push service has ever accepted anything for them')
  metrics.count(SUBSCRIPTION_COUNTERS.retired, { site, reason: 'never-accepted' }, subscriptions)
}
