import { z } from 'zod'
import { formOf, type SiteForms } from '../forms/form-of-service.ts'
import { CODE_OF } from '../interactions/kinds.ts'
import { groupDevices, namesOf, readByDevice, readByTopic } from './breakdown.ts'
import { countColumns, framed, frameOf, rate, rateOf } from './frame.ts'
import type { Period } from './period.ts'
import { deviceFilter, notificationFilter, periodQuery, topicFilter, type Selection } from './query.ts'
import { readPoints, sumUp, type Sums } from './read-sums.ts'
import { OUTCOME_KINDS, PRESSED } from './rollup/kinds.ts'
import type { Statistic, StatisticNeeds } from './statistic.ts'

export interface EngagementNeeds extends StatisticNeeds {
  formsOf: (siteId: string) => Promise<SiteForms | undefined>
}

// Of the actions of a notification the tables of interactions by device keep each; browsers show two.
const ACTIONS = [PRESSED, ...Array.from({ length: 20 }, (_, place) => 10 + place)]
const TOLD = [CODE_OF.displayed, CODE_OF.clicked, CODE_OF.closed, CODE_OF.irrelevant, ...ACTIONS]
const ACCEPTED = [OUTCOME_KINDS.accepted]

const columns = countColumns({
  accepted: 'Taken by the push service.',
  displayed: '',
  clicked: 'On the notification itself.',
  actions: 'Presses of any action.',
  closed: '',
  irrelevant: 'People who have called it irrelevant.',
})
const rates = {
  measurableShare: rate.describe('The part of the accepted whose browsers tell of displays.'),
  displayRate: rate.describe('Displays of the accepted where browsers tell of them.'),
  clickRate: rate.describe('Clicks and presses of the accepted; every browser tells of these.'),
  irrelevanceRate: rate,
}
const NOT_MEASURABLE = 'null: not measurable, as these browsers show a notification without the worker.'
const part = z.object({
  name: z.string().describe('As in the filter; "": other audiences than topics.'),
  isMeasurable: z.boolean().describe('Whether any of these browsers tells of displays.'),
  ...columns,
  displayed: z.int().nullable().describe(NOT_MEASURABLE),
  closed: z.int().nullable().describe(NOT_MEASURABLE),
  ...rates,
})

const schema = framed('EngagementStats', {
  point: columns,
  totals: { ...columns, ...rates },
  more: {
    breakdown: z
      .object({
        topic: z.array(part).describe('Empty for a single notification.'),
        pushService: z.array(part),
        browser: z.array(part),
        system: z.array(part),
      })
      .describe('In the days of UTC, as the rates are.'),
  },
})

type ByDevice = ReadonlyMap<number, Sums>

/** GET /v1/stats/engagement */
export function engagementStatistic({ database, formsOf }: EngagementNeeds): Statistic<z.output<typeof schema>> {
  return {
    name: 'engagement',
    id: 'EngagementStats',
    summary: 'What people did with notifications: displays, clicks, reports of irrelevance',
    description:
      'What browsers tell: each interaction once. Apple’s, and others that get declarative messages, show a ' +
      'notification without the worker and tell of clicks alone; they are no part of the display rate.',
    query: periodQuery.extend({ ...topicFilter, ...deviceFilter, ...notificationFilter }),
    schema,
    async answer(selection, periods) {
      const forms = await formsOf(selection.siteId)
      const isMeasurable = (device: number) => formOf(namesOf(device).pushService, forms) === 'classic'
      const byDevice = await readDevices(selection, periods.period)
      const now = await countPeriod(selection, periods.period, ratesOf(byDevice, isMeasurable))
      const earlier = ratesOf(await readDevices(selection, periods.previous), isMeasurable)
      const before = await countPeriod(selection, periods.previous, earlier)
      const parts = (by: 'pushService' | 'browser' | 'system') => partsOf([...groupDevices(byDevice, by)], isMeasurable)
      return {
        ...frameOf(periods, now, before),
        breakdown: {
          topic: selection.notification === undefined ? await topicParts(selection, periods.period) : [],
          pushService: parts('pushService'),
          browser: parts('browser'),
          system: parts('system'),
        },
      }
    },
  }

  async function countPeriod<Rates>(selection: Selection, period: Period, rates: Rates) {
    const points = await readPoints(database, selection, period, { kinds: ACCEPTED, byDevice: 'days' })
    const told = await readPoints(database, selection, period, { kinds: TOLD, byDevice: 'interactionDays' })
    const all = points.map((point, index) => sumUp([point, told[index] ?? new Map()]))
    return { points: all.map(viewCounts), totals: { ...viewCounts(sumUp(all)), ...rates } }
  }

  async function readDevices(selection: Selection, period: Period): Promise<ByDevice> {
    const outcomes = await readByDevice(database, selection, period, { kinds: ACCEPTED, of: 'outcomes' })
    const told = await readByDevice(database, selection, period, { kinds: TOLD, of: 'interactions' })
    return merge(outcomes, told)
  }

  // By topic and device together there would be too many: the measurable part of a topic is not known.
  async function topicParts(selection: Selection, period: Period) {
    const outcomes = await readByTopic(database, selection, period, { kinds: ACCEPTED, of: 'outcomes' })
    const told = await readByTopic(database, selection, period, { kinds: TOLD, of: 'interactions' })
    return sorted(
      Array.from(merge(outcomes, told), ([name, sums]) => {
        const counts = viewCounts(sums)
        return {
          name,
          isMeasurable: true,
          ...counts,
          ...clickRatesOf(counts),
          measurableShare: null,
          displayRate: null,
        }
      }),
    )
  }
}

function partsOf(groups: readonly (readonly [string, ByDevice])[], isMeasurable: (device: number) => boolean) {
  return sorted(
    groups.map(([name, byDevice]) => {
      const counts = viewCounts(sumUp([...byDevice.values()]))
      const rates = ratesOf(byDevice, isMeasurable)
      if ([...byDevice.keys()].some(isMeasurable)) return { name, isMeasurable: true, ...counts, ...rates }
      return { name, isMeasurable: false, ...counts, displayed: null, closed: null, ...rates }
    }),
  )
}

function ratesOf(byDevice: ByDevice, isMeasurable: (device: number) => boolean) {
  const all = viewCounts(sumUp([...byDevice.values()]))
  const measurable = viewCounts(sumUp([...byDevice].flatMap(([device, sums]) => (isMeasurable(device) ? [sums] : []))))
  return {
    measurableShare: rateOf(measurable.accepted, all.accepted),
    displayRate: rateOf(measurable.displayed, measurable.accepted),
    ...clickRatesOf(all),
  }
}

function clickRatesOf({ accepted, clicked, actions, irrelevant }: ReturnType<typeof viewCounts>) {
  return { clickRate: rateOf(clicked + actions, accepted), irrelevanceRate: rateOf(irrelevant, accepted) }
}

function viewCounts(sums: Sums) {
  const of = (kind: number) => sums.get(kind) ?? 0
  return {
    accepted: of(OUTCOME_KINDS.accepted),
    displayed: of(CODE_OF.displayed),
    clicked: of(CODE_OF.clicked),
    actions: ACTIONS.reduce((sum, kind) => sum + of(kind), 0),
    closed: of(CODE_OF.closed),
    irrelevant: of(CODE_OF.irrelevant),
  }
}

function merge<Key>(one: ReadonlyMap<Key, Sums>, other: ReadonlyMap<Key, Sums>): Map<Key, Sums> {
  const keys = new Set([...one.keys(), ...other.keys()])
  return new Map(Array.from(keys, (key) => [key, sumUp([one.get(key) ?? new Map(), other.get(key) ?? new Map()])]))
}

function sorted<Part extends { name: string; accepted: number }>(parts: readonly Part[]): Part[] {
  return parts.toSorted((a, b) => b.accepted - a.accepted || (a.name < b.name ? -1 : 1))
}
