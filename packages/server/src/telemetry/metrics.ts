import { counter, reading, type Counter, type Labels, type MetricFamily, type Sample } from './metric.ts'

/** Counts business events. */
export interface Metrics {
  count<Label extends string>(counter: Counter<Label>, ...counted: Counted<Label>): void
  /** The counts so far. A counter without labels reads 0 before its first event. */
  read(counters: readonly Counter[]): MetricFamily[]
}

type Counted<Label extends string> = [Label] extends [never]
  ? [labels?: Record<string, never>, by?: number]
  : [labels: Labels<NoInfer<Label>>, by?: number]

// A label with unbounded values by mistake must cost a line here, not the memory.
const SERIES_KEPT = 5000

type Series = Sample & { labels: Labels }

export const TELEMETRY_COUNTERS = {
  dropped: counter('belfry_series_dropped_total', 'Counts that came with too many different labels, by metric.', [
    'metric',
  ]),
}

export function createMetrics(): Metrics {
  const all = new Map<string, Map<string, Series>>()
  const seriesOf = ({ name }: Counter): Map<string, Series> => {
    const known = all.get(name) ?? new Map<string, Series>()
    all.set(name, known)
    return known
  }
  const metrics: Metrics = {
    count(counter: Counter, labels: Labels = {}, by: number = 1) {
      const known = seriesOf(counter)
      const key = counter.labels.map((label) => labels[label]).join('\n')
      const series = known.get(key)
      if (series !== undefined) series.value += by
      else if (known.size < SERIES_KEPT) known.set(key, { labels, value: by })
      else metrics.count(TELEMETRY_COUNTERS.dropped, { metric: counter.name }, by)
    },
    read: (counters) =>
      counters.map((one) => {
        const series = [...seriesOf(one).values()]
        return reading(one, one.labels.length === 0 && series.length === 0 ? 0 : series)
      }),
  }
  return metrics
}
