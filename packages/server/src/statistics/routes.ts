import { z } from 'zod'
import type { Database } from '../database/database.ts'
import { endpoint } from '../http/endpoint.ts'
import { routeFile, type RouteFile } from '../http/route-file.ts'
import { archiveAddresses } from './archive.ts'
import { askRecount } from './ask-recount.ts'
import { deliveryStatistic } from './deliveries.ts'
import { engagementStatistic, type EngagementNeeds } from './engagement.ts'
import { growthStatistic } from './growth.ts'
import { latencyStatistic } from './latency.ts'
import { optOutStatistic } from './opt-outs.ts'
import { reputationAddresses } from './reputation-routes.ts'
import { statisticAddresses } from './statistic.ts'

export interface StatisticsRouteNeeds extends EngagementNeeds {
  database: Pick<Database, 'read' | 'kysely'>
}

/** GET /v1/stats/deliveries …, POST /v1/stats/recounts */
export function statisticsRoutes(needs: StatisticsRouteNeeds): RouteFile {
  const growth = growthStatistic(needs)
  const deliveries = deliveryStatistic(needs)
  const engagement = engagementStatistic(needs)
  const optOuts = optOutStatistic(needs)
  const latency = latencyStatistic(needs)
  return routeFile(
    { name: 'Statistics', description: 'What became of what was sent and asked.' },
    {
      ...statisticAddresses(needs, growth),
      ...statisticAddresses(needs, deliveries),
      ...statisticAddresses(needs, engagement),
      ...statisticAddresses(needs, optOuts),
      ...statisticAddresses(needs, latency),
      ...archiveAddresses(needs, [growth, deliveries, engagement, optOuts, latency]),
      ...reputationAddresses(needs),
      '/v1/stats/dates': {
        GET: endpoint(showDates, ({ apiKey: { dates }, answer }) =>
          Promise.resolve(answer(200, { from: dates?.from ?? null, to: dates?.to ?? null })),
        ),
      },
      '/v1/stats/recounts': {
        POST: endpoint(recount, async ({ site, body: { notification }, answer }) => {
          await askRecount(needs.database, site.id, notification)
          return answer(202, { status: 'waiting' })
        }),
      },
    },
  )
}

const showDates = {
  id: 'readStatsDates',
  summary: 'Show the days of which the key reads figures',
  description: 'Bounds of a key with the scope `figures`, for a page that shows them. Other keys have none.',
  scope: 'figures',
  query: z.strictObject({}),
  answers: {
    200: {
      description: 'The days, both included.',
      schema: z
        .object({ from: z.iso.date().nullable(), to: z.iso.date().nullable() })
        .meta({ id: 'StatsDates', description: 'Null: without a bound.' }),
    },
  },
} as const

const recount = {
  id: 'recountNotification',
  summary: 'Count a notification anew from its deliveries and interactions',
  description:
    'Corrects the statistics of one notification, within a minute after it is over; doing it again changes nothing. ' +
    'Not after 89 days, when its deliveries are dropped: the sums stay as they are then.',
  body: z.strictObject({ notification: z.string().min(1).max(100) }).meta({ id: 'Recount' }),
  example: { notification: '0d2c…' },
  answers: { 202: { description: 'It waits.', schema: z.object({ status: z.literal('waiting') }) } },
  refusals: ['notification-unknown'],
} as const
