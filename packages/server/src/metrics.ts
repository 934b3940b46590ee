export type Labels = Readonly<Record<string, string>>

/** One count: a name with its labels. */
export interface CounterSeries {
  name: string
  labels: Labels
  total: number
}

/** Counts business events. Labels are few and take few values: never an id, an endpoint or a name. */
export interface Metrics {
  count(name: string, labels?: Labels, by?: number): void
  /** What was counted so far, `name{label="value"}` → total. */
  totals(): ReadonlyMap<string, number>
  /** The same, in parts. */
  series(): CounterSeries[]
}

// A label that is fed with something unbounded by mistake must cost a line in the log, not the memory.
const SERIES_KEPT = 2000
const DROPPED = 'belfry_series_dropped_total'

export function createMetrics(): Metrics {
  const all = new Map<string, CounterSeries>()
  return {
    count(name, labels = {}, by = 1) {
      const pairs = Object.keys(labels)
        .toSorted()
        .map((key) => `${key}=${JSON.stringify(labels[key])}`)
      const key = pairs.length > 0 ? `${name}{${pairs.join(',')}}` : name
      const isKept = all.has(key) || all.size < SERIES_KEPT
      const kept = isKept ? key : DROPPED
      const series = all.get(kept) ?? (isKept ? { name, labels, total: 0 } : { name: DROPPED, labels: {}, total: 0 }) // prettier-ignore
      series.total += by
      all.set(kept, series)
    },
    totals: () => new Map(Array.from(all, ([key, { total }]) => [key, total])),
    series: () => [...all.values()],
  }
}
