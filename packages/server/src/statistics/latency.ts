import { z } from 'zod'
import { framed, frameOf } from './frame.ts'
import type { Period } from './period.ts'
import { notificationFilter, periodQuery, topicFilter, type Selection } from './query.ts'
import { readPoints, sumUp, type Sums } from './read-sums.ts'
import { LATENCY_BOUNDS, LATENCY_KINDS } from './rollup/kinds.ts'
import type { Statistic, StatisticNeeds } from './statistic.ts'

const percentile = z
  .int()
  .nullable()
  .describe('Milliseconds: the upper bound of its bucket, so at most so long; of the last bucket its lower one.')
const point = { count: z.int().describe('Accepted deliveries.'), p50: percentile, p95: percentile, p99: percentile }

const schema = framed('LatencyStats', {
  point,
  totals: { ...point, p90: percentile },
  more: {
    buckets: z.array(
      z.object({ upToMs: z.int().nullable().describe('null: longer than all the others.'), count: z.int() }),
    ),
  },
})

/** GET /v1/stats/latency */
export function latencyStatistic({ database }: StatisticNeeds): Statistic<z.output<typeof schema>> {
  return {
    name: 'latency',
    id: 'LatencyStats',
    summary: 'How long it took until push services had accepted notifications',
    description:
      'From the making of the notification to the acceptance of each delivery, its retries, caps and quiet hours ' +
      'included. Percentiles and never a mean: one browser that waits for the morning says nothing of the others.',
    query: periodQuery.extend({ ...topicFilter, ...notificationFilter }),
    schema,
    async answer(selection, periods) {
      const points = await read(selection, periods.period)
      const before = await read(selection, periods.previous)
      const all = sumUp(points)
      const shown = frameOf(
        periods,
        { points: points.map(viewPoint), totals: viewTotals(all) },
        { points: before.map(viewPoint), totals: viewTotals(sumUp(before)) },
      )
      const buckets = LATENCY_KINDS.map((kind, index) => ({
        upToMs: LATENCY_BOUNDS[index] ?? null,
        count: all.get(kind) ?? 0,
      }))
      return { ...shown, buckets }
    },
  }

  function read(selection: Selection, period: Period) {
    return readPoints(database, selection, period, { kinds: LATENCY_KINDS, byDevice: 'days' })
  }
}

function viewTotals(sums: Sums) {
  return { ...viewPoint(sums), p90: percentileOf(sums, 0.9) }
}

function viewPoint(sums: Sums) {
  return {
    count: countOf(sums),
    p50: percentileOf(sums, 0.5),
    p95: percentileOf(sums, 0.95),
    p99: percentileOf(sums, 0.99),
  }
}

function countOf(sums: Sums): number {
  return LATENCY_KINDS.reduce((sum, kind) => sum + (sums.get(kind) ?? 0), 0)
}

/** The bound of the first bucket up to which at least this part of all lies. */
function percentileOf(sums: Sums, part: number): number | null {
  const wanted = Math.ceil(countOf(sums) * part)
  if (wanted === 0) return null
  let seen = 0
  for (const [index, kind] of LATENCY_KINDS.entries()) {
    seen += sums.get(kind) ?? 0
    if (seen >= wanted) return LATENCY_BOUNDS[index] ?? LATENCY_BOUNDS.at(-1) ?? null
  }
  return null
}
