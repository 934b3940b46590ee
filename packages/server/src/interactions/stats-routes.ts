import { z } from 'zod'
import type { Database } from '../database/database.ts'
import { statement } from '../database/statement.ts'
import { formOf, type SiteForms } from '../forms/form-of-service.ts'
import { endpoint } from '../http/endpoint.ts'
import { routeFile, type RouteFile } from '../http/route-file.ts'
import { serviceOfDevice } from '../subscriptions/device.ts'
import { CODE_OF, isAction } from './kinds.ts'

export interface InteractionStatsNeeds {
  database: Database
  formsOf: (siteId: string) => Promise<SiteForms | undefined>
  now: () => number
}

const DAY_MS = 86_400_000
const SUMS = statement(`
  select topic_id as topic, kind, device, sum(count)::bigint as count from belfry.interaction_days
  where site_id = :site and day >= :since group by topic_id, kind, device order by topic_id`)

interface Sum {
  topic: string
  kind: number
  device: number
  count: number
}

/** GET /v1/stats/interactions */
export function interactionStatsRoutes({ database, formsOf, now }: InteractionStatsNeeds): RouteFile {
  return routeFile(
    { name: 'Statistics', description: 'What became of what was sent and asked.' },
    {
      '/v1/stats/interactions': {
        GET: endpoint(read, async ({ site, query: { days }, answer }) => {
          const since = Math.floor(now() / DAY_MS) - days + 1
          const sums = await database.read<Sum>(SUMS, { site: site.id, since })
          const forms = await formsOf(site.id)
          const groups = Map.groupBy(sums, ({ topic, device }) => `${topic}\n${serviceOfDevice(device)}`)
          const interactions = Array.from(groups, ([key, group]) => {
            const [topic = '', service = ''] = key.split('\n')
            return viewGroup(topic, service, group, formOf(service, forms) === 'classic')
          })
          return answer(200, { since: new Date(since * DAY_MS).toISOString(), interactions })
        }),
      },
    },
  )
}

// A browser that shows a message itself tells of nothing but what an address carries.
function viewGroup(topic: string, service: string, group: readonly Sum[], hasWorker: boolean) {
  const count = (is: (kind: number) => boolean) =>
    group.filter(({ kind }) => is(kind)).reduce((sum, { count }) => sum + count, 0)
  const displayed = count((kind) => kind === CODE_OF.displayed)
  const closed = count((kind) => kind === CODE_OF.closed)
  return {
    topic: topic || null,
    service,
    displayed: hasWorker ? displayed : null,
    clicked: count((kind) => kind === CODE_OF.clicked),
    actions: count(isAction),
    closed: hasWorker ? closed : null,
    irrelevant: count((kind) => kind === CODE_OF.irrelevant),
  }
}

const NOT_MEASURABLE = 'null: not measurable, as this push service’s browsers show a notification without the worker.'

const read = {
  id: 'readInteractions',
  summary: 'What people did with notifications, by topic and push service',
  query: z.strictObject({
    days: z.coerce.number().int().min(1).max(730).default(30).describe('So many days, the present one included (UTC).'),
  }),
  answers: {
    200: {
      description: 'The sums.',
      schema: z
        .object({
          since: z.iso.datetime(),
          interactions: z.array(
            z.object({
              topic: z.string().nullable().describe('null: what went to other audiences.'),
              service: z.string(),
              displayed: z.int().nullable().describe(NOT_MEASURABLE),
              clicked: z.int(),
              actions: z.int().describe('Presses of any action.'),
              closed: z.int().nullable().describe(NOT_MEASURABLE),
              irrelevant: z.int(),
            }),
          ),
        })
        .meta({ id: 'InteractionStats' }),
    },
  },
} as const
