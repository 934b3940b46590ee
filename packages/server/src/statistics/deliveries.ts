import { z } from 'zod'
import { groupDevices, readByDevice, readByTopic } from './breakdown.ts'
import { countColumns, framed, frameOf, rate, rateOf } from './frame.ts'
import type { Period } from './period.ts'
import { deviceFilter, notificationFilter, periodQuery, topicFilter, type Selection } from './query.ts'
import { readPoints, sumUp, type Sums } from './read-sums.ts'
import { OUTCOME_KINDS } from './rollup/kinds.ts'
import type { Statistic, StatisticNeeds } from './statistic.ts'

const KINDS = Object.values(OUTCOME_KINDS)

const columns = countColumns({
  accepted: 'Taken by the push service.',
  gone: '',
  keyMismatch: '',
  rejected: '',
  tooLarge: '',
  expired: 'Not sent before the notification’s ttl was over.',
  skipped: 'Nothing was to be sent: the subscription had ended, or left the audience.',
  throttled: 'Attempts that the push service put off (429); these three count each time.',
  failed: 'Attempts that met an error of the push service or the network, and are repeated.',
  held: 'Put off by a cap, quiet hours or a pause.',
})
const totals = {
  ...columns,
  successRate: rate.describe('The accepted part of what has ended and was not skipped.'),
}
const part = z.object({ name: z.string().describe('As in the filter; "": other audiences than topics.'), ...totals })

const schema = framed('DeliveryStats', {
  point: columns,
  totals,
  more: {
    breakdown: z
      .object({
        topic: z.array(part).describe('Empty for a single notification.'),
        pushService: z.array(part),
        browser: z.array(part),
        system: z.array(part),
      })
      .describe('In the days of UTC.'),
  },
})

/** GET /v1/stats/deliveries */
export function deliveryStatistic({ database }: StatisticNeeds): Statistic<z.output<typeof schema>> {
  return {
    name: 'deliveries',
    id: 'DeliveryStats',
    summary: 'How deliveries ended',
    description:
      'Each delivery ends once, however often it is tried or recorded. The sums stay when notifications are deleted.',
    query: periodQuery.extend({ ...topicFilter, ...deviceFilter, ...notificationFilter }),
    schema,
    async answer(selection, periods) {
      const now = await countPeriod(selection, periods.period)
      const before = await countPeriod(selection, periods.previous)
      const asked = { kinds: KINDS, of: 'outcomes' } as const
      const byDevice = await readByDevice(database, selection, periods.period, asked)
      const byTopic =
        selection.notification === undefined
          ? await readByTopic(database, selection, periods.period, asked)
          : new Map<string, Sums>()
      const parts = (by: 'pushService' | 'browser' | 'system') =>
        partsOf(Array.from(groupDevices(byDevice, by), ([name, group]) => [name, sumUp([...group.values()])]))
      return {
        ...frameOf(periods, now, before),
        breakdown: {
          topic: partsOf([...byTopic]),
          pushService: parts('pushService'),
          browser: parts('browser'),
          system: parts('system'),
        },
      }
    },
  }

  async function countPeriod(selection: Selection, period: Period) {
    const points = await readPoints(database, selection, period, { kinds: KINDS, byDevice: 'days' })
    return { points: points.map(viewCounts), totals: viewTotals(sumUp(points)) }
  }
}

function partsOf(groups: readonly (readonly [string, Sums])[]) {
  return groups
    .map(([name, sums]) => ({ name, ...viewTotals(sums) }))
    .toSorted((a, b) => b.accepted - a.accepted || (a.name < b.name ? -1 : 1))
}

function viewTotals(sums: Sums) {
  const counts = viewCounts(sums)
  const { accepted, gone, keyMismatch, rejected, tooLarge, expired } = counts
  return { ...counts, successRate: rateOf(accepted, accepted + gone + keyMismatch + rejected + tooLarge + expired) }
}

function viewCounts(sums: Sums) {
  const of = (outcome: keyof typeof OUTCOME_KINDS) => sums.get(OUTCOME_KINDS[outcome]) ?? 0
  return {
    accepted: of('accepted'),
    gone: of('gone'),
    keyMismatch: of('key-mismatch'),
    rejected: of('rejected'),
    tooLarge: of('too-large'),
    expired: of('expired'),
    skipped: of('skipped'),
    throttled: of('throttled'),
    failed: of('retry-later') + of('unreachable'),
    held: of('held'),
  }
}
