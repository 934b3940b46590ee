import { z } from 'zod'
import { KeptCounts } from '../database/kept-counts.ts'
import { countSubscribed, estimateSubscribed } from '../subscriptions/subscription-metrics.ts'
import { groupDevices, readByDevice } from './breakdown.ts'
import { countColumns, framed, frameOf } from './frame.ts'
import type { Period } from './period.ts'
import { deviceFilter, periodQuery, type Selection } from './query.ts'
import { readPoints, sumUp, type Sums } from './read-sums.ts'
import { GROWTH_KINDS } from './rollup/kinds.ts'
import type { Statistic, StatisticNeeds } from './statistic.ts'

const KINDS = Object.values(GROWTH_KINDS)
/** Why subscriptions were lost, for people: a replaced one goes on as another. */
const LOSSES = ['gone', 'unsubscribed', 'signed-out', 'ended', 'aged', 'never-accepted', 'erased'] as const
const COUNTED_AT_ONCE = 20_000

const columns = countColumns({
  new: 'Browsers that were not there before.',
  imported: '',
  returned: 'That had ended before.',
  renewed: 'A browser’s new subscription in place of its old one: no growth.',
  lost: 'Of all reasons; `lostBy` of the totals tells them apart.',
  net: 'By how much the number of subscriptions has changed.',
})
const totals = { ...columns, lostBy: z.object(countColumns(lossColumns())) }
const part = z.object({ name: z.string().describe('As in the filter.'), ...totals })

const schema = framed('GrowthStats', {
  point: columns,
  totals,
  more: {
    active: z.int().describe('Active subscriptions of the site now, whatever the filter; of many, up to a minute ago.'),
    isActiveEstimate: z
      .boolean()
      .describe('True where `active` is right within one per cent: many are counted behind the first answer.'),
    breakdown: z
      .object({ pushService: z.array(part), browser: z.array(part), system: z.array(part) })
      .describe('In the days of UTC.'),
  },
})

/** GET /v1/stats/growth */
export function growthStatistic({ database, now }: StatisticNeeds): Statistic<z.output<typeof schema>> {
  const active = new KeptCounts(now)
  return {
    name: 'growth',
    id: 'GrowthStats',
    summary: 'How the number of subscriptions grew and shrank',
    query: periodQuery.extend(deviceFilter),
    schema,
    async answer(selection, periods) {
      const counted = await countPeriod(selection, periods.period)
      const before = await countPeriod(selection, periods.previous)
      const byDevice = await readByDevice(database, selection, periods.period, { kinds: KINDS, of: 'outcomes' })
      const parts = (by: 'pushService' | 'browser' | 'system') =>
        Array.from(groupDevices(byDevice, by), ([name, group]) => ({
          name,
          ...viewTotals(sumUp([...group.values()])),
        })).toSorted((a, b) => b.new - a.new || (a.name < b.name ? -1 : 1))
      const { siteId } = selection
      const subscribed = await active.read(siteId, {
        count: () => countSubscribed(database, { site: siteId, atOnce: COUNTED_AT_ONCE }),
        estimate: () => estimateSubscribed(database, siteId),
      })
      return {
        ...frameOf(periods, counted, before),
        active: subscribed.value,
        isActiveEstimate: subscribed.isEstimate,
        breakdown: { pushService: parts('pushService'), browser: parts('browser'), system: parts('system') },
      }
    },
  }

  async function countPeriod(selection: Selection, period: Period) {
    const points = await readPoints(database, selection, period, { kinds: KINDS, byDevice: 'days' })
    return { points: points.map(viewCounts), totals: viewTotals(sumUp(points)) }
  }
}

function viewTotals(sums: Sums) {
  const lostBy = Object.fromEntries(LOSSES.map((reason) => [nameOf(reason), sums.get(GROWTH_KINDS[reason]) ?? 0]))
  return { ...viewCounts(sums), lostBy: lostBy as Record<keyof ReturnType<typeof lossColumns>, number> }
}

function viewCounts(sums: Sums) {
  const of = (kind: keyof typeof GROWTH_KINDS) => sums.get(GROWTH_KINDS[kind]) ?? 0
  const lost = LOSSES.reduce((sum, reason) => sum + of(reason), 0)
  const grown = of('new') + of('imported') + of('returned')
  return {
    new: of('new'),
    imported: of('imported'),
    returned: of('returned'),
    renewed: of('renewed'),
    lost,
    net: grown + of('renewed') - lost - of('replaced'),
  }
}

function lossColumns() {
  return {
    gone: 'The push service says that they have ended: 404 or 410.',
    unsubscribed: 'By the person.',
    signedOut: '',
    ended: 'By the site, for the person.',
    aged: 'Not seen for a stated time.',
    neverAccepted: 'No push service has ever taken anything for them, for a stated time.',
    erased: 'With all that is known of the person.',
  }
}

function nameOf(reason: (typeof LOSSES)[number]): keyof ReturnType<typeof lossColumns> {
  if (reason === 'signed-out') return 'signedOut'
  return reason === 'never-accepted' ? 'neverAccepted' : reason
}
