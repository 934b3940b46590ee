import { shortEndpoint, type Log } from '../telemetry/logger.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import { SUBSCRIPTION_COUNTERS } from './counters.ts'

// One function per business event: the log line and the counter together (S75).

export interface SubscriptionFacts {
  site: string
  endpoint: string
  service: string
}

export interface SubscriptionEvents {
  subscribed(facts: SubscriptionFacts & { named: boolean }): void
  refreshed(facts: SubscriptionFacts): void
  moved(facts: SubscriptionFacts & { to: 'named' | 'anonymous' }): void
  replaced(facts: { site: string; endpoint: string }): void
  unsubscribed(facts: { site: string; endpoint: string; reason: 'unsubscribed' | 'signed-out' }): void
  /** By the site, for their owner. */
  ended(facts: { site: string; subscriptions: number }): void
  topicsTakenBack(facts: { site: string; topics: readonly string[] }): void
}

export function createSubscriptionEvents(log: Log, metrics: Metrics): SubscriptionEvents {
  return {
    subscribed({ site, endpoint, service, named }) {
      log.info({ site, subscription: shortEndpoint(endpoint), named }, 'subscribed')
      metrics.count(SUBSCRIPTION_COUNTERS.created, { site, service })
    },
    // Every page visit of a subscriber comes by here, so it is for debugging only.
    refreshed({ site, endpoint, service }) {
      log.debug({ site, subscription: shortEndpoint(endpoint) }, 'subscription refreshed')
      metrics.count(SUBSCRIPTION_COUNTERS.refreshed, { site, service })
    },
    moved({ site, endpoint, service, to }) {
      log.info({ site, subscription: shortEndpoint(endpoint), to }, 'subscription changed its owner')
      metrics.count(SUBSCRIPTION_COUNTERS.moved, { site, service, to })
    },
    replaced({ site, endpoint }) {
      log.info({ site, subscription: shortEndpoint(endpoint) }, 'subscription replaced by a new one')
      metrics.count(SUBSCRIPTION_COUNTERS.retired, { site, reason: 'replaced' })
    },
    // Signing out is no opt-out: they are counted separately, or every shared computer would count as many opt-outs.
    unsubscribed({ site, endpoint, reason }) {
      log.info({ site, subscription: shortEndpoint(endpoint), reason }, 'unsubscribed')
      metrics.count(SUBSCRIPTION_COUNTERS.retired, { site, reason })
    },
    ended({ site, subscriptions }) {
      log.info({ site, subscriptions }, 'subscriptions ended over the API')
      metrics.count(SUBSCRIPTION_COUNTERS.retired, { site, reason: 'ended' }, subscriptions)
    },
    topicsTakenBack({ site, topics }) {
      log.info({ site, topics }, 'topics turned off: the app grants them to this subscriber no more')
      metrics.count(SUBSCRIPTION_COUNTERS.topicsTakenBack, { site }, topics.length)
    },
  }
}
