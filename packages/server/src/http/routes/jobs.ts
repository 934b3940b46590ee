import type { Hono } from 'hono'
import { z } from 'zod'
import { parseInput } from '../../refusal.ts'
import type { HttpEnv } from '../environment.ts'
import { readJson } from '../json-body.ts'
import { problemAnswer } from '../problem-answer.ts'
import { resource } from '../resource.ts'

/** What the routes need to show and settle jobs that were given up. */
export interface Jobs {
  list(siteId: string, cursor?: string): Promise<{ items: object[]; next?: string }>
  /** How many; all without an id. */
  revive(siteId: string, id?: string): Promise<number>
  discard(siteId: string, id?: string): Promise<number>
}

const readySchema = z.strictObject({ state: z.literal('ready') })

/** GET, PATCH and DELETE /v1/jobs (the dead ones, all) and /v1/jobs/:id (one) */
export function routeJobs(app: Hono<HttpEnv>, jobs: Jobs): void {
  resource(app, '/v1/jobs', {
    GET: async (c) => {
      const { items, next } = await jobs.list(c.get('site').id, c.req.query('cursor'))
      return c.json({ jobs: items, next: next ?? null })
    },
    PATCH: async (c) => {
      parseInput(readySchema, await readJson(c.req.raw))
      return c.json({ revived: await jobs.revive(c.get('site').id) })
    },
    DELETE: async (c) => c.json({ discarded: await jobs.discard(c.get('site').id) }),
  })

  resource(app, '/v1/jobs/:id', {
    PATCH: async (c) => {
      parseInput(readySchema, await readJson(c.req.raw))
      const revived = await jobs.revive(c.get('site').id, c.req.param('id') ?? '')
      return revived === 1 ? c.json({ revived }) : problemAnswer('job-unknown')
    },
    DELETE: async (c) => {
      const discarded = await jobs.discard(c.get('site').id, c.req.param('id') ?? '')
      return discarded === 1 ? c.json({ discarded }) : problemAnswer('job-unknown')
    },
  })
}
