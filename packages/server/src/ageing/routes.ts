import { z } from 'zod'
import type { Database } from '../database/database.ts'
import { endpoint } from '../http/endpoint.ts'
import { routeFile, type RouteFile } from '../http/route-file.ts'
import type { AgeingPolicy } from './policy.ts'
import { pruneSubscriptions } from './prune-subscriptions.ts'
import { AGEING } from './statements.ts'

export interface AgeingRouteNeeds {
  database: Database
  policy: AgeingPolicy
  /** Some ended. */
  aged: (ended: { site: string; subscriptions: number }) => void
  now: () => number
}

interface Run extends AgeingPolicy {
  at: number
  active: number
  stale: number
  aged: number
  neverAccepted: number
}

const RUNS = 400

/** GET /v1/ageing and POST /v1/ageing/prunes */
export function ageingRoutes({ database, policy, aged, now }: AgeingRouteNeeds): RouteFile {
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
      '/v1/ageing/prunes': {
        POST: endpoint(prune, async ({ site, body, answer }) => {
          const ended = await pruneSubscriptions(database, { siteId: site.id, ...body, now: now() })
          if (ended > 0) aged({ site: site.id, subscriptions: ended })
          return answer(200, { ended })
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

const prune = {
  id: 'pruneSubscriptions',
  summary: 'End the subscriptions of browsers that were not seen for so long',
  description:
    'At once, and once: the policy of the server goes on as before. They are retired with the reason `aged`, and ' +
    'active again at their next visit.',
  body: z
    .strictObject({
      days: z.int().min(30).max(10_000).describe('Days without a visit.'),
      losing: z.int().min(0).default(0).describe('How many it may end. Where more would, none ends.'),
    })
    .meta({ id: 'Prune' }),
  example: { days: 365, losing: 120 },
  answers: {
    200: { description: 'How many have ended.', schema: z.object({ ended: z.int() }).meta({ id: 'Pruned' }) },
  },
  refusals: ['prune-larger'],
} as const
