import { ACCOUNT_COUNTERS } from '../accounts/counters.ts'
import { POOL_METRICS } from '../database/pool-metrics.ts'
import { DELIVERY_COUNTERS } from '../deliveries/counters.ts'
import { ENGINE_METRICS } from '../deliveries/engine/engine-metrics.ts'
import { JOB_COUNTERS } from '../deliveries/given-up/counters.ts'
import { HTTP_COUNTERS } from '../http/counters.ts'
import { INTERACTION_COUNTERS } from '../interactions/counters.ts'
import { PREFERENCES_COUNTERS } from '../preferences/counters.ts'
import { DETAILS_COUNTERS } from '../details/counters.ts'
import { INBOX_COUNTERS } from '../inbox/counters.ts'
import { QUEUE_METRICS } from '../queue/queue-metrics.ts'
import { REPUTATION_COUNTERS } from '../statistics/counters.ts'
import { SUBSCRIBER_COUNTERS } from '../subscribers/counters.ts'
import { SUBSCRIPTION_COUNTERS } from '../subscriptions/counters.ts'
import { SUBSCRIPTION_METRICS } from '../subscriptions/subscription-metrics.ts'
import type { Counter, Metric } from '../telemetry/metric.ts'
import { TELEMETRY_COUNTERS } from '../telemetry/metrics.ts'
import { PROCESS_METRICS } from '../telemetry/process-metrics.ts'

/** The metrics of each room. docs/reference/metrics.md is made from it, in this order. */
export const DECLARED_METRICS: readonly Metric[] = [
  SUBSCRIPTION_METRICS,
  SUBSCRIPTION_COUNTERS,
  SUBSCRIBER_COUNTERS,
  INBOX_COUNTERS,
  DETAILS_COUNTERS,
  PREFERENCES_COUNTERS,
  INTERACTION_COUNTERS,
  REPUTATION_COUNTERS,
  DELIVERY_COUNTERS,
  ENGINE_METRICS,
  QUEUE_METRICS,
  JOB_COUNTERS,
  HTTP_COUNTERS,
  ACCOUNT_COUNTERS,
  POOL_METRICS,
  PROCESS_METRICS,
  TELEMETRY_COUNTERS,
].flatMap((declared) => Object.values<Metric>(declared))

/** Metrics that are counted as events happen; the others are read when /metrics is. */
export const DECLARED_COUNTERS: readonly Counter[] = DECLARED_METRICS.filter(isCounted)

function isCounted(metric: Metric): metric is Counter {
  return metric.type === 'counter' && metric !== PROCESS_METRICS.cpu
}
