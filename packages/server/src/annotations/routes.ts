import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Database } from '../database/database.ts'
import { NOT_STORABLE, STORABLE_TEXT } from '../database/storable-text.ts'
import { endpoint } from '../http/endpoint.ts'
import type { FigureDates } from '../http/figure-dates.ts'
import { routeFile, type RouteFile } from '../http/route-file.ts'
import { Refusal } from '../refusals/refusal.ts'
import {
  addAnnotation,
  countOwnAnnotations,
  deleteAnnotation,
  listAnnotations,
  type Annotation,
} from './annotation-store.ts'

const MOST = 1000
const DAY_MS = 86_400_000
const LISTED = 500

/** GET and POST /v1/annotations, DELETE /v1/annotations/:id */
export function annotationRoutes({ database, now }: { database: Database; now: () => number }): RouteFile {
  const { kysely } = database
  return routeFile(
    { name: 'Annotations', description: 'Marks at a time, for the charts.' },
    {
      '/v1/annotations': {
        GET: endpoint(list, async ({ site, apiKey: { dates }, query: { from, to }, answer }) => {
          const asked = { from: Date.parse(from ?? '2000-01-01'), to: to === undefined ? now() + 1 : Date.parse(to) }
          const bounds = boundedBy(dates, asked)
          const found = await listAnnotations(kysely, site.id, { ...bounds, limit: LISTED })
          return answer(200, { annotations: found.map(view) })
        }),
        POST: endpoint(create, async ({ site, body, answer }) => {
          if ((await countOwnAnnotations(kysely, site.id)) >= MOST) {
            throw new Refusal('limit-reached', `the site has ${MOST} annotations, the most there can be: delete some`)
          }
          const at = body.at === undefined ? now() : Date.parse(body.at)
          const added: Annotation = { id: randomUUID(), siteId: site.id, at, kind: 'own', text: body.text }
          await addAnnotation(kysely, added)
          return answer(201, view(added))
        }),
      },
      '/v1/annotations/:id': {
        DELETE: endpoint(remove, async ({ site, params: { id }, answer }) => {
          if (id.includes('\0') || !(await deleteAnnotation(kysely, site.id, id))) {
            throw new Refusal('annotation-not-found', `the site has no annotation ${JSON.stringify(id.slice(0, 100))}`)
          }
          return answer(200, { id })
        }),
      },
    },
  )
}

// A link to the figures of some days shows the marks of these.
function boundedBy(dates: FigureDates | null | undefined, { from, to }: { from: number; to: number }) {
  const [first, last] = [dates?.from ?? null, dates?.to ?? null]
  return {
    from: first === null ? from : Math.max(from, Date.parse(first)),
    to: last === null ? to : Math.min(to, Date.parse(last) + DAY_MS),
  }
}

const annotation = z
  .object({
    id: z.string(),
    at: z.iso.datetime(),
    kind: z
      .enum(['own', 'key-rotation', 'deploy', 'browser-version'])
      .describe('Who made it: a person, or Belfry, which says another VAPID pair, its own version, or a browser’s.'),
    text: z.string().describe('Of an automatic one: the id of the pair, `Belfry 0.2.0`, `Chrome 150`.'),
    isOfSite: z.boolean().describe('False: it is of all sites, and cannot be deleted.'),
  })
  .meta({ id: 'Annotation' })

const when = z.iso.datetime({ offset: true })

const list = {
  id: 'listAnnotations',
  summary: 'List annotations, in order of time',
  description: `The newest ${LISTED} of the time asked for.`,
  scope: 'figures',
  query: z.strictObject({
    from: when.optional().describe('All of before unless told.'),
    to: when.optional().describe('Exclusive; up to now unless told.'),
  }),
  answers: {
    200: { description: 'The annotations.', schema: z.object({ annotations: z.array(annotation) }) },
  },
} as const

const create = {
  id: 'createAnnotation',
  summary: 'Write an annotation',
  description: 'A deploy of the site, a campaign, an outage: a mark with this text in every chart.',
  scope: 'send',
  body: z
    .strictObject({
      text: z.string().trim().min(1).max(200).regex(STORABLE_TEXT, NOT_STORABLE),
      at: when.optional().describe('Now unless told.'),
    })
    .meta({ id: 'NewAnnotation' }),
  example: { text: 'The shop’s new front page', at: '2026-11-30T09:00:00Z' },
  answers: { 201: { description: 'It is there.', schema: annotation } },
  refusals: ['limit-reached'],
} as const

const remove = {
  id: 'deleteAnnotation',
  summary: 'Delete an annotation',
  scope: 'send',
  params: z.object({ id: z.string().describe('The id of the annotation.') }),
  answers: { 200: { description: 'It is gone.', schema: z.object({ id: z.string() }) } },
  refusals: ['annotation-not-found'],
} as const

function view({ id, siteId, at, kind, text }: Annotation): z.output<typeof annotation> {
  return { id, at: new Date(at).toISOString(), kind, text, isOfSite: siteId !== null }
}
