export type Labels = Readonly<Record<string, string>>

/** Counts business events. Labels are few and take few values: never an id, an endpoint or a name. */
export interface Metrics {
  count(name: string, labels?: Labels, by?: number): void
  /** What was counted so far, `name{label="value"}` → total. */
  totals(): ReadonlyMap<string, number>
}

// A label that is fed with something unbounded by mistake must cost a line in the log, not the memory.
const SERIES_KEPT = 2000

export function createMetrics(): Metrics {
  const totals = new Map<string, number>()
  return {
    count(name, labels = {}, by = 1) {
      const pairs = Object.keys(labels)
        .toSorted()
        .map((key) => `${key}=${JSON.stringify(labels[key])}`)
      const series = pairs.length > 0 ? `${name}{${pairs.join(',')}}` : name
      const kept =
        totals.has(series) || totals.size < SERIES_KEPT ? series : 'belfry_series_dropped_total'
      totals.set(kept, (totals.get(kept) ?? 0) + by)
    },
    totals: () => totals,
  }
}
