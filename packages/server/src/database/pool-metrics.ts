import { gauge, reading, type MetricFamily } from '../telemetry/metric.ts'
import type { OpenedDatabase } from './open-database.ts'

export const POOL_METRICS = {
  connections: gauge(
    'belfry_database_connections',
    'PostgreSQL: connections of the thread that answers HTTP, by state: in-use, idle.',
    ['state'],
  ),
  limit: gauge('belfry_database_connections_limit', 'PostgreSQL: connections that this thread may open.'),
  waiting: gauge('belfry_database_connections_waiting', 'PostgreSQL: requests that wait for a connection.'),
}

/** The connections of the thread that answers HTTP; each thread that sends has its own. Nothing on SQLite. */
export function readPoolMetrics(database: OpenedDatabase): MetricFamily[] {
  if (database.dialect === 'sqlite') return []
  const { limit, inUse, idle, waiting } = database.poolFigures()
  return [
    reading(POOL_METRICS.connections, [
      { labels: { state: 'in-use' }, value: inUse },
      { labels: { state: 'idle' }, value: idle },
    ]),
    reading(POOL_METRICS.limit, limit),
    reading(POOL_METRICS.waiting, waiting),
  ]
}
