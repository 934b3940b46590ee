import { z } from 'zod'
import { endpoint } from '../../http/endpoint.ts'
import { pageOf, pageQuery, type Page, type PageQuery } from '../../http/paging.ts'
import { routeFile, type RouteFile } from '../../http/route-file.ts'
import { Refusal } from '../../refusals/refusal.ts'
import { deadJobAnswer, type DeadJobView } from './answer-schema.ts'

/** The part of the room that the routes need to show and settle dead jobs. */
export interface Jobs {
  list(siteId: string, page: PageQuery): Promise<Page<DeadJobView>>
  /** How many; all without an id. */
  revive(siteId: string, id?: string): Promise<number>
  discard(siteId: string, id?: string): Promise<number>
}

const params = z.object({ id: z.string().describe('The id of the job.') })
const ready = z.strictObject({ state: z.literal('ready') }).meta({ id: 'JobState' })
const revived = z.object({ revived: z.int() }).meta({ id: 'RevivedJobs' })
const discarded = z.object({ discarded: z.int() }).meta({ id: 'DiscardedJobs' })

/** GET, PATCH and DELETE /v1/jobs (the dead ones, all) and /v1/jobs/:id (one) */
export function jobRoutes(jobs: Jobs): RouteFile {
  return routeFile(
    { name: 'Jobs', description: 'Jobs that died after too many attempts, and wait for a person.' },
    {
      '/v1/jobs': {
        GET: endpoint(list, async ({ site, query, answer }) => {
          const { items, next } = await jobs.list(site.id, query)
          return answer(200, { jobs: items, next: next ?? null })
        }),
        PATCH: endpoint(reviveAll, async ({ site, answer }) => {
          return answer(200, { revived: await jobs.revive(site.id) })
        }),
        DELETE: endpoint(discardAll, async ({ site, answer }) => {
          return answer(200, { discarded: await jobs.discard(site.id) })
        }),
      },
      '/v1/jobs/:id': {
        PATCH: endpoint(revive, async ({ site, params, answer }) => {
          return answer(200, { revived: one(await jobs.revive(site.id, params.id), params.id) })
        }),
        DELETE: endpoint(discard, async ({ site, params, answer }) => {
          return answer(200, { discarded: one(await jobs.discard(site.id, params.id), params.id) })
        }),
      },
    },
  )
}

function one(settled: number, id: string): number {
  if (settled === 1) return settled
  throw new Refusal('job-unknown', `there is no dead job ${JSON.stringify(id.slice(0, 100))}`)
}

const list = {
  id: 'listJobs',
  summary: 'List the dead jobs, the newest first',
  query: pageQuery,
  answers: { 200: { description: 'A page of them.', schema: pageOf('jobs', deadJobAnswer) } },
  refusals: ['cursor-invalid'],
} as const

const reviveAll = {
  id: 'reviveJobs',
  summary: 'Try all dead jobs again, from the first attempt on',
  body: ready,
  example: { state: 'ready' },
  answers: { 200: { description: 'How many there were.', schema: revived } },
} as const

const discardAll = {
  id: 'discardJobs',
  summary: 'Discard all dead jobs',
  description: 'Their subscribers without an outcome get nothing.',
  answers: { 200: { description: 'How many there were.', schema: discarded } },
} as const

const revive = {
  ...reviveAll,
  id: 'reviveJob',
  summary: 'Try one dead job again, from the first attempt on',
  params,
  answers: { 200: { description: 'It is tried again.', schema: revived } },
  refusals: ['job-unknown'],
} as const

const discard = {
  ...discardAll,
  id: 'discardJob',
  summary: 'Discard one dead job',
  params,
  answers: { 200: { description: 'It is discarded.', schema: discarded } },
  refusals: ['job-unknown'],
} as const
