import { z } from 'zod'
import type { Database } from '../database/database.ts'
import { NOT_STORABLE, STORABLE_TEXT } from '../database/storable-text.ts'
import { endpoint } from '../http/endpoint.ts'
import type { Told } from '../http/told.ts'
import { pageOf, pageQuery } from '../http/paging.ts'
import { routeFile, type RouteFile } from '../http/route-file.ts'
import { subscriberAnswer } from './answer-schema.ts'
import type { SubscriberEvents } from './events.ts'
import { listSubscribers } from './list-subscribers.ts'
import { showSubscriber, subscriberUnknown } from './show-subscriber.ts'

export interface SubscriberRouteNeeds {
  database: Database
  events: SubscriberEvents
  /** Undefined: nobody has this id. */
  erase(siteId: string, id: string, told: Told): Promise<{ subscriptions: number; notifications: number } | undefined>
}

/** GET /v1/subscribers, GET and DELETE /v1/subscribers/:id */
export function subscriberRoutes({ database, events, ...needs }: SubscriberRouteNeeds): RouteFile {
  return routeFile(
    { name: 'Subscribers', description: 'People, as the site knows them, and their topics.' },
    {
      '/v1/subscribers': {
        GET: endpoint(list, async ({ site, query: { cursor, limit, ...filter }, answer }) => {
          const { items, next } = await listSubscribers(database, site.id, filter, { cursor, limit })
          return answer(200, { subscribers: items, next: next ?? null })
        }),
      },
      '/v1/subscribers/:id': {
        GET: endpoint(show, async ({ site, params, answer }) => {
          return answer(200, await showSubscriber(database, site.id, params.id))
        }),
        DELETE: endpoint(erase, async ({ site, told, params, answer }) => {
          const erased = await needs.erase(site.id, params.id, told)
          if (erased === undefined) throw subscriberUnknown(params.id)
          events.erased({ site: site.id, ...erased })
          return answer(200, erased)
        }),
      },
    },
  )
}

const params = z.object({ id: z.string().describe('The site’s own id of the person.') })
const text = z.string().regex(STORABLE_TEXT, NOT_STORABLE).min(1)

const list = {
  id: 'listSubscribers',
  summary: 'List subscribers, the newest first',
  description: 'With `prefix`, in the order of their ids.',
  query: pageQuery
    .extend({
      // An id of 255 characters, of up to four bytes each, in base64url.
      cursor: z.string().max(1500).optional().describe('The value of `next` of the previous page.'),
      prefix: text.max(255).optional().describe('The beginning of the site’s own id.'),
      topic: text.max(100).optional().describe('Only people who have this topic on.'),
    })
    .refine(({ prefix, topic }) => prefix === undefined || topic === undefined, {
      message: 'give prefix or topic, not both',
      path: ['topic'],
    }),
  answers: { 200: { description: 'A page of them.', schema: pageOf('subscribers', subscriberAnswer) } },
  refusals: ['cursor-invalid'],
} as const

const show = {
  id: 'showSubscriber',
  summary: 'Show a subscriber',
  description: 'Their browsers: `GET /v1/subscriptions?subscriber=`.',
  params,
  answers: { 200: { description: 'The person.', schema: subscriberAnswer } },
  refusals: ['subscriber-unknown'],
} as const

const erase = {
  id: 'eraseSubscriber',
  summary: 'Erase a subscriber',
  description:
    'Nothing more is sent to their browsers. The person, their subscriptions, their choices, the outcome of ' +
    'each delivery to them, and the notifications only for them are deleted.',
  params,
  answers: {
    200: {
      description: 'What went.',
      schema: z
        .object({
          subscriptions: z.int(),
          notifications: z.int().describe('Notifications for this person alone.'),
        })
        .meta({ id: 'ErasedSubscriber' }),
    },
  },
  refusals: ['subscriber-unknown'],
} as const
