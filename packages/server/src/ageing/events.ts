import { SUBSCRIPTION_COUNTERS } from '../subscriptions/counters.ts'
import type { Log } from '../telemetry/logger.ts'
import type { Metrics } from '../telemetry/metrics.ts'

/** Subscriptions of a site ended, because their browsers were not seen for the stated time. */
export function subscriptionsAged(
  { site, subscriptions }: { site: string; subscriptions: number },
  { log, metrics }: { log: Log; metrics: Metrics },
): void {
  log.info({ site, subscriptions }, 'subscriptions ended: their browsers were not seen for the stated time')
  metrics.count(SUBSCRIPTION_COUNTERS.retired, { site, reason: 'aged' }, subscriptions)
}
