import { z } from 'zod'
import type { Database } from '../database/database.ts'
import { endpoint } from '../http/endpoint.ts'
import { pageOf, pageQuery } from '../http/paging.ts'
import { routeFile, type RouteFile } from '../http/route-file.ts'
import { DELIVERY_OUTCOMES, deliveryAnswer } from './answer-schema.ts'
import { listDeliveries, showDelivery } from './list-deliveries.ts'

/** GET /v1/deliveries, GET /v1/deliveries/:notification/:subscription */
export function deliveryRoutes(database: Database): RouteFile {
  return routeFile(
    { name: 'Deliveries', description: 'One notification for one subscription, and how that ended.' },
    {
      '/v1/deliveries': {
        GET: endpoint(list, async ({ site, query: { cursor, limit, ...filter }, answer }) => {
          const { items, next } = await listDeliveries(database, site.id, filter, { cursor, limit })
          return answer(200, { deliveries: items, next: next ?? null })
        }),
      },
      '/v1/deliveries/:notification/:subscription': {
        GET: endpoint(show, async ({ site, params, answer }) => {
          return answer(200, await showDelivery(database, site.id, params))
        }),
      },
    },
  )
}

const notification = z.string().max(100).describe('The id of the notification.')
const subscription = z.string().max(100).describe('The id of the subscription.')

const list = {
  id: 'listDeliveries',
  summary: 'List deliveries, those of the newest notification first',
  description:
    'Deliveries with at least one attempt. With a filter for a rare outcome, or for one browser, a page may be ' +
    'short, or empty, and still have a `next`.',
  query: pageQuery.extend({
    notification: notification.optional(),
    subscription: subscription.optional(),
    outcome: z.enum(DELIVERY_OUTCOMES).optional(),
  }),
  answers: { 200: { description: 'A page of them.', schema: pageOf('deliveries', deliveryAnswer) } },
  refusals: ['cursor-invalid'],
} as const

const show = {
  id: 'showDelivery',
  summary: 'Show a delivery',
  params: z.object({ notification, subscription }),
  answers: { 200: { description: 'The delivery.', schema: deliveryAnswer } },
  refusals: ['delivery-unknown'],
} as const
