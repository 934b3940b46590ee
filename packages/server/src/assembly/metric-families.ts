import type { OpenedDatabase } from '../database/open-database.ts'
import { readPoolMetrics } from '../database/pool-metrics.ts'
import { readEngineMetrics } from '../deliveries/engine/engine-metrics.ts'
import type { EngineStats } from '../deliveries/sending/delivery-engine.ts'
import { readQueueMetrics } from '../queue/queue-metrics.ts'
import { createSubscriptionCounts } from '../subscriptions/subscription-metrics.ts'
import type { MetricFamily } from '../telemetry/metric.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import { createProcessMetrics } from '../telemetry/process-metrics.ts'
import { DECLARED_COUNTERS } from './metric-catalogue.ts'

export interface MetricSources {
  metrics: Metrics
  database: OpenedDatabase
  stats: () => readonly EngineStats[]
  now: () => number
}

/** Everything that /metrics shows, gathered at each request. */
export interface MetricFamilies extends Disposable {
  gather(): Promise<MetricFamily[]>
}

export function createMetricFamilies({ metrics, database, stats, now }: MetricSources): MetricFamilies {
  const ownProcess = createProcessMetrics()
  const subscriptions = createSubscriptionCounts(database, now)
  return {
    gather: async () => [
      ...metrics.read(DECLARED_COUNTERS),
      ...(await readQueueMetrics(database, now())),
      ...(await subscriptions.read()),
      ...readPoolMetrics(database),
      ...readEngineMetrics(stats()),
      ...(await ownProcess.read()),
    ],
    [Symbol.dispose]: () => ownProcess[Symbol.dispose](),
  }
}
