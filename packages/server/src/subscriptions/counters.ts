import { counter } from '../telemetry/metric.ts'

export const SUBSCRIPTION_COUNTERS = {
  created: counter('belfry_subscriptions_created_total', 'Subscriptions made, by site and push service.', [
    'site',
    'service',
  ]),
  refreshed: counter(
    'belfry_subscriptions_refreshed_total',
    'Visits that told of a subscription that is known, by site and push service.',
    ['site', 'service'],
  ),
  moved: counter(
    'belfry_subscriptions_moved_total',
    'Subscriptions that changed their owner, by site, push service and new owner: named or anonymous.',
    ['site', 'service', 'to'],
  ),
  retired: counter(
    'belfry_subscriptions_retired_total',
    'Subscriptions that ended, by site and reason: unsubscribed, signed-out, replaced, ended (over the API), aged \
(not seen for the stated time), never-accepted (tried for the stated time, and taken by no push service), or gone \
(their push service says so).',
    ['site', 'reason'],
  ),
  topicsTakenBack: counter(
    'belfry_topics_taken_back_total',
    'Topics that were turned off because the app grants them no more, by site.',
    ['site'],
  ),
}
