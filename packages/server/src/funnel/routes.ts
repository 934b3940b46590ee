import { z } from 'zod'
import type { Database } from '../database/database.ts'
import { endpoint } from '../http/endpoint.ts'
import { routeFile, type RouteFile } from '../http/route-file.ts'
import { BROWSERS } from '../subscriptions/device.ts'
import { recogniseBrowser } from '../subscriptions/recognise-browser.ts'
import { readFunnel, type FunnelRow } from './funnel-store.ts'
import type { Funnel } from './funnel.ts'
import { STEPS, stepSchema, type Step } from './schema.ts'

export interface FunnelRouteNeeds {
  database: Database
  funnel: Pick<Funnel, 'count'>
  topicsOf: (siteId: string) => Promise<readonly { id: string }[]>
  now: () => number
}

const DAY_MS = 86_400_000

/** POST /b/:site/funnel: a page tells how asking went. */
export function funnelRoutes({ funnel, topicsOf }: FunnelRouteNeeds): RouteFile {
  return routeFile(
    { name: 'Browsers', description: 'Requests of the site’s pages and their service worker.' },
    {
      '/b/:site/funnel': {
        POST: endpoint(tell, async ({ site, body: { step, topic, prompt = '' }, header, answer }) => {
          const isKnown = topic !== undefined && (await topicsOf(site.id)).some(({ id }) => id === topic)
          const browser = browserOf(header('user-agent') ?? '')
          funnel.count({ siteId: site.id, topic: isKnown ? topic : '', browser, prompt, step })
          return answer(202, { status: 'counted' })
        }),
      },
    },
  )
}

/** GET /v1/stats/funnel */
export function funnelStatsRoutes({ database, now }: FunnelRouteNeeds): RouteFile {
  return routeFile(
    { name: 'Statistics', description: 'What became of what was sent and asked.' },
    {
      '/v1/stats/funnel': {
        GET: endpoint(read, async ({ site, query: { days, topic, prompt }, answer }) => {
          const since = Math.floor(now() / DAY_MS) - days + 1
          const rows = await readFunnel(database, site.id, { since, topic, prompt })
          const groups = Map.groupBy(rows, (row) => [row.topic, row.browser, row.prompt].join('\n'))
          return answer(200, {
            since: new Date(since * DAY_MS).toISOString(),
            total: stepsOf(rows),
            funnel: Array.from(groups.values(), (group) => ({ ...namesOf(group), steps: stepsOf(group) })),
          })
        }),
      },
    },
  )
}

function browserOf(userAgent: string): string {
  const name = recogniseBrowser(userAgent.slice(0, 1000)).name?.toLowerCase()
  return BROWSERS.find((known) => known === name) ?? 'other'
}

function namesOf([first]: readonly FunnelRow[]) {
  const { topic = '', browser = '', prompt = '' } = first ?? {}
  return { topic: topic || null, browser, prompt: prompt || null }
}

function stepsOf(rows: readonly FunnelRow[]): Record<Step, number> {
  const counts = STEPS.map((step) => [
    step,
    rows.filter((row) => row.step === step).reduce((sum, { count }) => sum + count, 0),
  ])
  return Object.fromEntries(counts) as Record<Step, number>
}

const steps = z
  .record(z.enum(STEPS), z.int())
  .describe('How often each step was reached, in the order: shown, soft yes or no, native yes or no, left.')

const tell = {
  id: 'tellStep',
  summary: 'Tell how asking somebody went',
  description: 'Anonymous: only the sum is kept, by day, topic, browser and prompt.',
  params: z.object({ site: z.string().describe('The id of the site.') }),
  body: stepSchema.meta({ id: 'FunnelStep' }),
  example: { step: 'soft-yes', topic: 'news', prompt: 'after-order' },
  isReport: true,
  answers: { 202: { description: 'It counts.', schema: z.object({ status: z.literal('counted') }) } },
} as const

const read = {
  id: 'readFunnel',
  summary: 'How asking went: shown, soft yes and no, native yes and no, left',
  query: z.strictObject({
    days: z.coerce.number().int().min(1).max(730).default(30).describe('So many days, the present one included (UTC).'),
    topic: z.string().min(1).max(64).optional().describe('Only this topic.'),
    prompt: z.string().min(1).max(32).optional().describe('Only this prompt.'),
  }),
  answers: {
    200: {
      description: 'The sums.',
      schema: z
        .object({
          since: z.iso.datetime(),
          total: steps,
          funnel: z.array(
            z.object({ topic: z.string().nullable(), browser: z.string(), prompt: z.string().nullable(), steps }),
          ),
        })
        .meta({ id: 'Funnel' }),
    },
  },
} as const
