import { z } from 'zod'
import type { Database } from '../database/database.ts'
import { endpoint } from '../http/endpoint.ts'
import { routeFile, type RouteFile } from '../http/route-file.ts'
import type { AgeingPolicy } from './policy.ts'
import { AGEING } from './statements.ts'

export interface AgeingRouteNeeds {
  database: Pick<Database, 'read'>
  policy: AgeingPolicy
}

interface Run extends AgeingPolicy {
  at: number
  active: number
  stale: number
  aged: number
  neverAccepted: number
}

const RUNS = 400

/** GET /v1/ageing */
export function ageingRoutes({ database, policy }: AgeingRouteNeeds): RouteFile {
  return routeFile(
    { name: 'Ageing', description: 'What happens to the subscriptions of browsers that stay away.' },
    {
      '/v1/ageing': {
        GET: endpoint(show, async ({ site, answer }) => {
          const runs = await database.read<Run>(AGEING.runs, { siteId: site.id, limit: RUNS })
          return answer(200, {
            policy,
            runs: runs.map(({ at, ...run }) => ({ at: new Date(at).toISOString(), ...run })),
          })
        }),
      },
    },
  )
}

const days = { staleDays: z.int(), removeDays: z.int(), neverAcceptedDays: z.int() }

const show = {
  id: 'showAgeing',
  summary: 'Report what was aged, and why',
  description:
    'A browser that was not seen for `staleDays` is stale: sent to as before, and probably lost. After `removeDays` ' +
    'its subscription is retired with the reason `aged`; `GET /v1/subscriptions?status=retired` lists it. It is ' +
    'active again at its next visit. One that no push service has ever accepted, and for which attempts have failed ' +
    'for `neverAcceptedDays`, is retired with the reason `never-accepted`. 0 means never.',
  answers: {
    200: {
      description: 'The policy of this server, and its runs for this site, one a day, the newest first.',
      schema: z
        .object({
          policy: z.object(days),
          runs: z.array(
            z.object({
              at: z.iso.datetime(),
              ...days,
              active: z.int().describe('Subscriptions that are sent to, the stale ones among them.'),
              stale: z.int(),
              aged: z.int().describe('Retired by this run.'),
              neverAccepted: z.int().describe('Retired by this run, as no push service has ever accepted them.'),
            }),
          ),
        })
        .meta({ id: 'Ageing' }),
    },
  },
} as const
