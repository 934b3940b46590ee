import { readdir } from 'node:fs/promises'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { COUNTERS } from './counters.ts'
import type { OpenedDatabase } from './database/open-database.ts'
import type { EngineStats } from './deliveries/delivery-engine.ts'
import { SEND_TIME_BOUNDS_S } from './deliveries/send-times.ts'
import type { MetricFamily } from './metrics-text.ts'
import type { Metrics } from './metrics.ts'
import { queueFigures } from './queue/queue-figures.ts'

export interface MetricSources {
  metrics: Metrics
  database: OpenedDatabase
  stats: () => readonly EngineStats[]
  now: () => number
}

/** Everything /metrics shows, gathered when it is asked for. Dispose of it to stop watching the event loop. */
export function createMetricFamilies(sources: MetricSources) {
  const loop = monitorEventLoopDelay({ resolution: 20 })
  loop.enable()
  return {
    async gather(): Promise<MetricFamily[]> {
      const { metrics, database, stats, now } = sources
      return [
        ...countersOf(metrics),
        // While the database is away everything else is still worth knowing.
        ...(await queueFigures(database, now()).then(queueFamilies, () => [gauge('belfry_database_answers', 'Whether the queue could be read.', [{ value: 0 }])])), // prettier-ignore
        ...poolFamilies(database),
        ...engineFamilies(stats()),
        ...(await processFamilies(loop)),
      ]
    },
    [Symbol.dispose]: () => void loop.disable(),
  }
}

function countersOf(metrics: Metrics): MetricFamily[] {
  const names = Map.groupBy(metrics.series(), ({ name }) => name)
  return Array.from(names, ([name, series]) => ({
    name,
    type: 'counter' as const,
    help: COUNTERS[name] ?? name,
    series: series.map(({ labels, total }) => ({ labels, value: total })),
  }))
}

function queueFamilies(lanes: Awaited<ReturnType<typeof queueFigures>>): MetricFamily[] {
  const states = ['ready', 'scheduled', 'running', 'dead'] as const
  return [
    gauge('belfry_database_answers', 'Whether the queue could be read.', [{ value: 1 }]),
    gauge(
      'belfry_queue_jobs',
      'Jobs in the queue, by lane and state.',
      lanes.flatMap((lane) =>
        states.map((state) => ({ labels: { lane: lane.lane, state }, value: lane[state] })),
      ),
    ),
    gauge(
      'belfry_queue_oldest_seconds',
      'For how long the job has been due that has waited longest.',
      lanes.map(({ lane, oldestMs }) => ({ labels: { lane }, value: oldestMs / 1000 })),
    ),
  ]
}

// Of the thread that answers HTTP; each thread that sends has connections of its own.
function poolFamilies(database: OpenedDatabase): MetricFamily[] {
  if (database.dialect === 'sqlite') return []
  const { limit, inUse, idle, waiting } = database.poolFigures()
  return [
    gauge('belfry_database_connections', 'Connections to PostgreSQL of the thread that answers HTTP, by state.', [{ labels: { state: 'in-use' }, value: inUse }, { labels: { state: 'idle' }, value: idle }]), // prettier-ignore
    gauge('belfry_database_connections_limit', 'As many there may be.', [{ value: limit }]),
    gauge('belfry_database_connections_waited_for', 'Requests that wait for a connection.', [{ value: waiting }]), // prettier-ignore
  ]
}

function engineFamilies(engines: readonly EngineStats[]): MetricFamily[] {
  const sum = (of: (stats: EngineStats) => number) =>
    engines.reduce((total, stats) => total + of(stats), 0)
  const services = engines.flatMap((engine) => engine.services)
  const byService = (
    of: (one: (typeof services)[number]) => number,
    merge: (a: number, b: number) => number,
  ) =>
    // prettier-ignore
    Array.from(
      Map.groupBy(services, ({ service }) => service),
      ([service, all]) => ({ labels: { service }, value: all.map(of).reduce(merge) }),
    )
  const add = (a: number, b: number) => a + b
  return [
    gauge('belfry_engines', 'Delivery threads that run.', [{ value: engines.length }]),
    gauge('belfry_outcomes_unrecorded', 'Outcomes that are not written down yet.', [{ value: sum(({ unrecorded }) => unrecorded) }]), // prettier-ignore
    gauge('belfry_outcomes_recording', 'Whether all threads can write outcomes down.', [{ value: Number(engines.every(({ records }) => records)) }]), // prettier-ignore
    gauge('belfry_push_in_flight', 'Requests under way, by push service.', byService(({ inFlight }) => inFlight, add)), // prettier-ignore
    gauge('belfry_push_waiting', 'Deliveries in memory that have not started, by push service.', byService(({ waiting }) => waiting, add)), // prettier-ignore
    gauge('belfry_push_circuits_open', 'Ways to a push service that are held back: open or half-open circuits.', byService(({ circuitsOpen }) => circuitsOpen, add)), // prettier-ignore
    gauge('belfry_push_rate_limited', 'Sites that a push service has slowed down at present.', byService(({ slowed }) => slowed, add)), // prettier-ignore
    sendTimesOf(engines),
  ]
}

function sendTimesOf(engines: readonly EngineStats[]): MetricFamily {
  const all = Map.groupBy(
    engines.flatMap(({ sendTimes }) => sendTimes),
    ({ service }) => service,
  )
  const series = Array.from(all, ([service, times]) => {
    const total = (of: (one: (typeof times)[number]) => number) =>
      times.reduce((sum, one) => sum + of(one), 0)
    const count = total((one) => one.count)
    return [
      ...SEND_TIME_BOUNDS_S.map((bound, at) => ({
        suffix: '_bucket' as const,
        labels: { service, le: String(bound) },
        value: total(({ buckets }) => buckets[at] ?? 0),
      })),
      { suffix: '_bucket' as const, labels: { service, le: '+Inf' }, value: count },
      { suffix: '_sum' as const, labels: { service }, value: total(({ sumS }) => sumS) },
      { suffix: '_count' as const, labels: { service }, value: count },
    ]
  })
  return {
    name: 'belfry_push_seconds',
    type: 'histogram',
    help: 'From the request to the answer of the push service, or to giving up on it.',
    series: series.flat(),
  }
}

async function processFamilies(
  loop: ReturnType<typeof monitorEventLoopDelay>,
): Promise<MetricFamily[]> {
  const { rss, heapUsed } = process.memoryUsage()
  const { user, system } = process.cpuUsage()
  const descriptors = await readdir('/proc/self/fd').catch(() => undefined) // only Linux tells so
  const families = [
    gauge('process_resident_memory_bytes', 'Resident memory.', [{ value: rss }]),
    gauge('nodejs_heap_size_used_bytes', 'Heap in use, of the thread that answers HTTP.', [{ value: heapUsed }]), // prettier-ignore
    gauge('nodejs_eventloop_lag_p99_seconds', 'Delay of the event loop that answers HTTP, 99th percentile since the last time it was asked.', [{ value: loop.percentile(99) / 1e9 }]), // prettier-ignore
    gauge('nodejs_eventloop_lag_max_seconds', 'The same, the longest.', [{ value: loop.count === 0 ? 0 : loop.max / 1e9 }]), // prettier-ignore
    { name: 'process_cpu_seconds_total', type: 'counter' as const, help: 'CPU time of all threads.', series: [{ value: (user + system) / 1e6 }] }, // prettier-ignore
  ]
  loop.reset()
  return descriptors === undefined
    ? families
    : [...families, gauge('process_open_fds', 'Open descriptors.', [{ value: descriptors.length }])]
}

function gauge(name: string, help: string, series: MetricFamily['series']): MetricFamily {
  return { name, type: 'gauge', help, series }
}
