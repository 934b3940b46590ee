import type { Log } from '../telemetry/logger.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import { SUBSCRIBER_COUNTERS } from './counters.ts'

export interface SubscriberEvents {
  /** On their own wish: without the name, which has just been erased. */
  erased(facts: { site: string; subscriptions: number; notifications: number }): void
}

export function createSubscriberEvents(log: Log, metrics: Metrics): SubscriberEvents {
  return {
    erased(facts) {
      log.info(facts, 'a subscriber was erased over the API')
      metrics.count(SUBSCRIBER_COUNTERS.erased, { site: facts.site })
    },
  }
}
