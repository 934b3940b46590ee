import { shortEndpoint, type Log } from '../logger.ts'
import type { Metrics } from '../metrics.ts'

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
  unsubscribed(facts: { site: string; endpoint: string }): void
  topicsTakenBack(facts: { site: string; topics: readonly string[] }): void
}

export function createSubscriptionEvents(log: Log, metrics: Metrics): SubscriptionEvents {
  return {
    subscribed({ site, endpoint, service, named }) {
      log.info({ site, subscription: shortEndpoint(endpoint), named }, 'subscribed')
      metrics.count('belfry_subscribed_total', { site, service })
    },
    // Every page visit of a subscriber comes by here, so it is for debugging only.
    refreshed({ site, endpoint, service }) {
      log.debug({ site, subscription: shortEndpoint(endpoint) }, 'subscription refreshed')
      metrics.count('belfry_subscription_refreshed_total', { site, service })
    },
    moved({ site, endpoint, service, to }) {
      log.info(
        { site, subscription: shortEndpoint(endpoint), to },
        'subscription changed its owner',
      )
      metrics.count('belfry_subscription_moved_total', { site, service, to })
    },
    replaced({ site, endpoint }) {
      log.info(
        { site, subscription: shortEndpoint(endpoint) },
        'subscription replaced by a new one',
      )
      metrics.count('belfry_subscription_retired_total', { site, reason: 'replaced' })
    },
    unsubscribed({ site, endpoint }) {
      log.info({ site, subscription: shortEndpoint(endpoint) }, 'unsubscribed')
      metrics.count('belfry_subscription_retired_total', { site, reason: 'unsubscribed' })
    },
    topicsTakenBack({ site, topics }) {
      log.info(
        { site, topics },
        'topics turned off: the app grants them to this subscriber no more',
      )
      for (const topic of topics) metrics.count('belfry_topics_taken_back_total', { site, topic })
    },
  }
}
