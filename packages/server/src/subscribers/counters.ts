import { counter } from '../telemetry/metric.ts'

export const SUBSCRIBER_COUNTERS = {
  erased: counter('belfry_subscribers_erased_total', 'Subscribers erased on their own wish, by site.', ['site']),
}
