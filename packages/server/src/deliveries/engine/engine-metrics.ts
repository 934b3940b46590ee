import { gauge, histogram, reading, type MetricFamily } from '../../telemetry/metric.ts'
import type { EngineStats } from '../sending/delivery-engine.ts'
import { SEND_TIME_BOUNDS_S } from '../sending/send-times.ts'

export const ENGINE_METRICS = {
  engines: gauge('belfry_engines', 'Delivery threads that run.'),
  unrecorded: gauge('belfry_outcomes_unrecorded', 'Outcomes that are not written down yet.'),
  recording: gauge('belfry_outcomes_recording', 'Whether all threads can write outcomes down: 1 or 0.'),
  inFlight: gauge('belfry_push_in_flight', 'Requests under way, by push service.', ['service']),
  waiting: gauge('belfry_push_waiting', 'Deliveries in memory that have not started, by push service.', ['service']),
  circuitsOpen: gauge('belfry_push_circuits_open', 'Open and half-open circuits, by push service.', ['service']),
  rateLimited: gauge('belfry_push_rate_limited', 'Sites that a push service slows down at present.', ['service']),
  alarms: gauge('belfry_alarms', 'Causes that keep messages from people at present, by outcome and push service.', [
    'outcome',
    'reason',
    'service',
  ]),
  sendTimes: histogram(
    'belfry_push_seconds',
    'From the request to the answer of the push service, or to giving up on it.',
    ['service'],
  ),
}

/** The figures of the threads that send, summed up. */
export function readEngineMetrics(engines: readonly EngineStats[]): MetricFamily[] {
  const services = engines.flatMap((engine) => engine.services)
  const byService = (of: (one: (typeof services)[number]) => number) =>
    Array.from(
      Map.groupBy(services, ({ service }) => service),
      ([service, all]) => ({ labels: { service }, value: sum(all, of) }),
    )
  return [
    reading(ENGINE_METRICS.engines, engines.length),
    reading(
      ENGINE_METRICS.unrecorded,
      sum(engines, ({ unrecorded }) => unrecorded),
    ),
    reading(ENGINE_METRICS.recording, Number(engines.every(({ records }) => records))),
    reading(
      ENGINE_METRICS.inFlight,
      byService(({ inFlight }) => inFlight),
    ),
    reading(
      ENGINE_METRICS.waiting,
      byService(({ waiting }) => waiting),
    ),
    reading(
      ENGINE_METRICS.circuitsOpen,
      byService(({ circuitsOpen }) => circuitsOpen),
    ),
    reading(
      ENGINE_METRICS.rateLimited,
      byService(({ slowed }) => slowed),
    ),
    readAlarms(engines),
    readSendTimes(engines),
  ]
}

function sum<One>(all: readonly One[], of: (one: One) => number): number {
  return all.reduce((total, one) => total + of(one), 0)
}

function readAlarms(engines: readonly EngineStats[]): MetricFamily {
  const causes = new Map(engines.flatMap(({ alarms }) => alarms.map(({ cause, details }) => [cause, details] as const)))
  const labelled = Map.groupBy(causes.values(), ({ outcome, reason, service }) => `${outcome} ${reason} ${service}`)
  return reading(
    ENGINE_METRICS.alarms,
    Array.from(labelled.values(), (all) => {
      const { outcome = '', reason = '', service = '' } = all[0] ?? {}
      return { labels: { outcome, reason, service }, value: all.length }
    }),
  )
}

function readSendTimes(engines: readonly EngineStats[]): MetricFamily {
  const services = Map.groupBy(
    engines.flatMap(({ sendTimes }) => sendTimes),
    ({ service }) => service,
  )
  const series = Array.from(services, ([service, times]) => {
    const count = sum(times, (one) => one.count)
    const bucket = (le: string, value: number) => ({ suffix: '_bucket' as const, labels: { service, le }, value })
    return [
      ...SEND_TIME_BOUNDS_S.map((bound, at) =>
        bucket(
          String(bound),
          sum(times, ({ buckets }) => buckets[at] ?? 0),
        ),
      ),
      bucket('+Inf', count),
      { suffix: '_sum' as const, labels: { service }, value: sum(times, ({ sumS }) => sumS) },
      { suffix: '_count' as const, labels: { service }, value: count },
    ]
  })
  return reading(ENGINE_METRICS.sendTimes, series.flat())
}
