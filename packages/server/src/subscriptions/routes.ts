import { z } from 'zod'
import type { Database } from '../database/database.ts'
import { endpoint } from '../http/endpoint.ts'
import { pageOf, pageQuery } from '../http/paging.ts'
import { routeFile, type RouteFile } from '../http/route-file.ts'
import { subscriptionAnswer } from './answer-schema.ts'
import { BROWSERS, SERVICES, SYSTEMS } from './device.ts'
import { endSubscription, showSubscription } from './end-subscription.ts'
import type { SubscriptionEvents } from './events.ts'
import { listSubscriptions } from './list-subscriptions.ts'

export interface SubscriptionRouteNeeds {
  database: Database
  events: SubscriptionEvents
  now: () => number
}

/** GET /v1/subscriptions, GET and DELETE /v1/subscriptions/:id */
export function subscriptionRoutes({ database, events, now }: SubscriptionRouteNeeds): RouteFile {
  return routeFile(
    { name: 'Subscriptions', description: 'A browser on a device: the target of its pushes, and its status.' },
    {
      '/v1/subscriptions': {
        GET: endpoint(list, async ({ site, query: { cursor, limit, ...filter }, answer }) => {
          const { items, next } = await listSubscriptions(database, site.id, filter, { cursor, limit })
          return answer(200, { subscriptions: items, next: next ?? null })
        }),
      },
      '/v1/subscriptions/:id': {
        GET: endpoint(show, async ({ site, params, answer }) => {
          return answer(200, await showSubscription(database, site.id, params.id))
        }),
        DELETE: endpoint(end, async ({ site, told, params, answer }) => {
          const wanted = { siteId: site.id, id: params.id }
          return answer(200, await endSubscription(database, events, wanted, now(), told))
        }),
      },
    },
  )
}

const params = z.object({ id: z.string().describe('The id of the subscription.') })

const list = {
  id: 'listSubscriptions',
  summary: 'List subscriptions, the newest first',
  description:
    'With `topic`, those of the newest subscribers first; together with a rare device a page may be short, or ' +
    'empty, and still have a `next`.',
  query: pageQuery
    .extend({
      status: z.enum(['active', 'key-mismatch', 'retired']).optional(),
      service: z.enum(SERVICES).optional().describe('The push service.'),
      browser: z.enum(BROWSERS).optional(),
      os: z.enum(SYSTEMS).optional(),
      subscriber: z.string().max(255).optional().describe('Of this person, by the site’s own id.'),
      topic: z.string().max(100).optional().describe('Of people who have this topic on.'),
    })
    .refine(({ subscriber, topic }) => subscriber === undefined || topic === undefined, {
      message: 'give subscriber or topic, not both',
      path: ['topic'],
    }),
  answers: { 200: { description: 'A page of them.', schema: pageOf('subscriptions', subscriptionAnswer) } },
  refusals: ['cursor-invalid'],
} as const

const show = {
  id: 'showSubscription',
  summary: 'Show a subscription',
  params,
  answers: { 200: { description: 'The subscription.', schema: subscriptionAnswer } },
  refusals: ['subscription-unknown'],
} as const

const end = {
  id: 'endSubscription',
  summary: 'End a subscription, and so a device',
  description:
    'Nothing more is sent to this browser. The row stays, with the reason `ended`; one that has ended already ' +
    'keeps its own. On the site the person can turn notifications on again.',
  params,
  answers: { 200: { description: 'The subscription as it is now.', schema: subscriptionAnswer } },
  refusals: ['subscription-unknown'],
} as const
