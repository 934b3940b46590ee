import { z } from 'zod'
import { endpoint } from '../http/endpoint.ts'
import { pageOf } from '../http/paging.ts'
import { routeFile, type RouteFile } from '../http/route-file.ts'
import { vapidKeyAnswer, viewVapidKey } from './answer-schema.ts'
import { newVapidKeySchema, vapidKeyChangeSchema } from './schema.ts'
import type { VapidKeyPairs } from './vapid-keys.ts'

const params = z.object({ id: z.string().describe('The id of the pair.') })

/** GET and POST /v1/vapid-keys, GET and PATCH /v1/vapid-keys/:id */
export function vapidKeyRoutes(pairs: VapidKeyPairs): RouteFile {
  return routeFile(
    {
      name: 'VAPID keys',
      description: 'The keys by which push services know the site, and to which subscriptions are bound.',
    },
    {
      '/v1/vapid-keys': {
        GET: endpoint(list, async ({ site, answer }) => {
          const found = await pairs.list(site.id)
          return answer(200, { vapidKeys: found.map(viewVapidKey), next: null })
        }),
        POST: endpoint(create, async ({ site, told, body, answer }) => {
          const made = await pairs.create(site.id, body, told)
          return answer(201, viewVapidKey(made), { location: `/v1/vapid-keys/${made.row.id}` })
        }),
      },
      '/v1/vapid-keys/:id': {
        GET: endpoint(show, async ({ site, params, answer }) => {
          return answer(200, viewVapidKey(await pairs.show(site.id, params.id)))
        }),
        PATCH: endpoint(change, async ({ site, told, params, body, answer }) => {
          return answer(200, viewVapidKey(await pairs.change(site.id, params.id, body, told)))
        }),
      },
    },
  )
}

const list = {
  id: 'listVapidKeys',
  summary: 'List the VAPID pairs of the site, the oldest first',
  description: 'All of them are on one page.',
  query: z.strictObject({}),
  answers: { 200: { description: 'The pairs.', schema: pageOf('vapidKeys', vapidKeyAnswer) } },
} as const

const create = {
  id: 'createVapidKey',
  summary: 'Rotate: make a VAPID pair, or import one',
  description:
    'The active pair becomes retiring: its subscriptions are sent to with it, until their ' +
    'browsers subscribe anew at their next visit.',
  body: newVapidKeySchema,
  example: {},
  answers: { 201: { description: 'The pair.', schema: vapidKeyAnswer, headers: { location: 'Where it is shown.' } } },
  refusals: [
    'declared-elsewhere',
    'vapid-key-taken',
    'vapid-key-active',
    'limit-reached',
    'vapid-keys-invalid',
    'vapid-key-encrypted',
    'vapid-key-public',
    'vapid-key-wrong-curve',
    'vapid-key-out-of-range',
    'vapid-keys-mismatch',
  ],
} as const

const show = {
  id: 'showVapidKey',
  summary: 'Show a VAPID pair',
  params,
  answers: { 200: { description: 'The pair.', schema: vapidKeyAnswer } },
  refusals: ['vapid-key-not-found'],
} as const

const change = {
  id: 'changeVapidKey',
  summary: 'Make a VAPID pair active, or retire it',
  description:
    'A retired pair is no longer used: its subscriptions are marked key-mismatch, and made anew at the next visit.',
  params,
  body: vapidKeyChangeSchema,
  answers: { 200: { description: 'The pair as it is now.', schema: vapidKeyAnswer } },
  refusals: [
    'vapid-key-not-found',
    'vapid-key-active',
    'vapid-key-in-use',
    'vapid-key-incomplete',
    'declared-elsewhere',
  ],
} as const
