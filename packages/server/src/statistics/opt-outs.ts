import { z } from 'zod'
import type { Database } from '../database/database.ts'
import { statement } from '../database/statement.ts'
import { countColumns, framed, frameOf, rate, rateOf } from './frame.ts'
import type { Period } from './period.ts'
import { periodQuery, topicFilter, type Selection } from './query.ts'
import { readPoints, sumUp, type Sums } from './read-sums.ts'
import { CHOICE_KINDS, OUTCOME_KINDS } from './rollup/kinds.ts'
import type { Statistic, StatisticNeeds } from './statistic.ts'

const KINDS = Object.values(CHOICE_KINDS)

const columns = countColumns({
  on: 'Turned on by people.',
  off: 'Turned off by people.',
  muted: 'Turned off because a person has called two notifications irrelevant.',
  takenBack: 'Turned off because the site’s app no longer grants it.',
})

const schema = framed('OptOutStats', {
  point: columns,
  totals: columns,
  more: {
    topics: z.array(
      z.object({
        topic: z.string(),
        ...columns,
        accepted: z.int().describe('Deliveries of the topic that were accepted.'),
        rate: rate.describe('Turned off or muted, of the accepted deliveries.'),
      }),
    ),
  },
})

/** The sums of each topic, in whole hours. */
const BY_TOPIC = statement(`
  select topic_id as topic, kind, sum(count)::bigint as count from belfry.stats_hours
  where site_id = :site and kind = any(:kinds::smallint[]) and hour >= :from and hour < :to
    and (:topic = '*' or topic_id = :topic)
  group by 1, 2`)

/** GET /v1/stats/opt-outs */
export function optOutStatistic({ database }: StatisticNeeds): Statistic<z.output<typeof schema>> {
  return {
    name: 'opt-outs',
    id: 'OptOutStats',
    summary: 'Which topics people turn off, and on',
    query: periodQuery.extend(topicFilter),
    schema,
    async answer(selection, periods) {
      const now = await countPeriod(selection, periods.period)
      const before = await countPeriod(selection, periods.previous)
      const byTopic = await readTopics(database, selection, periods.period)
      const topics = Array.from(byTopic, ([topic, sums]) => {
        const counts = viewCounts(sums)
        const accepted = sums.get(OUTCOME_KINDS.accepted) ?? 0
        return { topic, ...counts, accepted, rate: rateOf(counts.off + counts.muted, accepted) }
      })
      return {
        ...frameOf(periods, now, before),
        topics: topics.toSorted((a, b) => b.off + b.muted - a.off - a.muted || (a.topic < b.topic ? -1 : 1)),
      }
    },
  }

  async function countPeriod(selection: Selection, period: Period) {
    const points = await readPoints(database, selection, period, { kinds: KINDS, byDevice: 'days' })
    return { points: points.map(viewCounts), totals: viewCounts(sumUp(points)) }
  }
}

async function readTopics(
  database: Pick<Database, 'read'>,
  { siteId, topic = '*' }: Selection,
  { starts }: Period,
): Promise<Map<string, Sums>> {
  const [from, to] = [starts[0] ?? 0, starts.at(-1) ?? 0]
  const kinds = [...KINDS, OUTCOME_KINDS.accepted]
  const rows = await database.read<{ topic: string; kind: number; count: number }>(BY_TOPIC, {
    site: siteId,
    kinds,
    from,
    to,
    topic,
  })
  const groups = Map.groupBy(
    rows.filter((row) => row.topic !== ''),
    (row) => row.topic,
  )
  return new Map(Array.from(groups, ([name, own]) => [name, new Map(own.map(({ kind, count }) => [kind, count]))]))
}

function viewCounts(sums: Sums) {
  return {
    on: sums.get(CHOICE_KINDS.on) ?? 0,
    off: sums.get(CHOICE_KINDS.off) ?? 0,
    muted: sums.get(CHOICE_KINDS.muted) ?? 0,
    takenBack: sums.get(CHOICE_KINDS['taken-back']) ?? 0,
  }
}
