import type { OpenedDatabase } from '../database/open-database.ts'
import { gauge, reading, type MetricFamily } from '../telemetry/metric.ts'
import { queueFigures } from './queue-figures.ts'

export const QUEUE_METRICS = {
  answers: gauge('belfry_database_answers', 'Whether the queue could be read: 1 or 0.'),
  jobs: gauge('belfry_queue_jobs', 'Jobs in the queue, by lane and state: ready, scheduled, running, dead.', [
    'lane',
    'state',
  ]),
  oldest: gauge('belfry_queue_oldest_seconds', 'Age of the oldest due job, by lane.', ['lane']),
}

const STATES = ['ready', 'scheduled', 'running', 'dead'] as const

/** The size of the queue. While the database is away, only that fact. */
export async function readQueueMetrics(database: OpenedDatabase, now: number): Promise<MetricFamily[]> {
  const lanes = await queueFigures(database, now).catch(() => undefined)
  if (lanes === undefined) return [reading(QUEUE_METRICS.answers, 0)]
  return [
    reading(QUEUE_METRICS.answers, 1),
    reading(
      QUEUE_METRICS.jobs,
      lanes.flatMap((lane) => STATES.map((state) => ({ labels: { lane: lane.lane, state }, value: lane[state] }))),
    ),
    reading(
      QUEUE_METRICS.oldest,
      lanes.map(({ lane, oldestMs }) => ({ labels: { lane }, value: oldestMs / 1000 })),
    ),
  ]
}
