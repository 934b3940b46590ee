import type { z } from 'zod'
import type { Database } from '../database/database.ts'
import { endpoint } from '../http/endpoint.ts'
import type { FigureDates } from '../http/figure-dates.ts'
import type { Addresses } from '../http/route-file.ts'
import { csvOf } from './csv.ts'
import { findNumber } from './find-number.ts'
import type { Period } from './period.ts'
import { mayCompare, withinDates } from './within-dates.ts'
import { devicesOf, periodsOf, type Asked, type Selection } from './query.ts'

export interface StatisticNeeds {
  database: Pick<Database, 'read'>
  now: () => number
}

/** What one statistic is asked, and how it is answered. */
/** An answer with its period; `previous` is null where it may not be told. */
export interface Framed {
  points: readonly object[]
  previous: object | null
}

export interface Statistic<Answer extends Framed> {
  name: string
  id: string
  summary: string
  description?: string
  query: z.ZodObject & z.ZodType<Asked>
  schema: z.ZodType<Answer>
  answer: (selection: Selection, periods: { period: Period; previous: Period }) => Promise<Answer>
}

/** The two addresses of a statistic: as JSON, and its points as CSV. */
export function statisticAddresses<Answer extends Framed>(
  { database, now }: StatisticNeeds,
  { name, id, summary, description, query, schema, answer: read }: Statistic<Answer>,
): Addresses {
  const refusals = 'notification' in query.shape ? ['notification-unknown', 'figures-outside'] : ['figures-outside']
  const read200 = { description: 'The sums.', schema }
  const about = description === undefined ? {} : { description }
  async function find(siteId: string, wanted: Asked, dates: FigureDates | null | undefined): Promise<Answer> {
    const asked = withinDates(wanted, dates, now())
    const periods = periodsOf(asked, now())
    const { topic, notification: named } = asked
    const notification = named === undefined ? undefined : await findNumber(database, siteId, named)
    const found = await read({ siteId, topic, devices: devicesOf(asked), notification }, periods)
    return mayCompare(periods.previous, dates) ? found : { ...found, previous: null }
  }
  return {
    [`/v1/stats/${name}`]: {
      GET: endpoint(
        { id: `read${id}`, summary, ...about, scope: 'figures', query, answers: { 200: read200 }, refusals },
        async ({ site, apiKey, query: asked, answer }) => answer(200, await find(site.id, asked, apiKey.dates)),
      ),
    },
    [`/v1/stats/${name}.csv`]: {
      GET: endpoint(
        {
          id: `read${id}AsCsv`,
          summary: `${summary}: the points as CSV`,
          scope: 'figures',
          query,
          answers: { 200: { description: 'The points, a line each.', type: 'text/csv' } },
          refusals,
        },
        async ({ site, apiKey, query: asked }) => {
          const { points } = await find(site.id, asked, apiKey.dates)
          return new Response(csvOf(points as readonly Record<string, unknown>[]), {
            headers: {
              'content-type': 'text/csv; charset=utf-8',
              'content-disposition': `attachment; filename="${name}.csv"`,
              'cache-control': 'no-store',
            },
          })
        },
      ),
    },
  }
}
