import { z } from 'zod'
import { endpoint } from '../http/endpoint.ts'
import { answerEvents } from '../http/event-streams.ts'
import { refuseOtherTopics } from '../http/refuse-other-topics.ts'
import { pageOf, pageQuery, type Page } from '../http/paging.ts'
import { routeFile, type RouteFile } from '../http/route-file.ts'
import { Refusal } from '../refusals/refusal.ts'
import { notificationAnswer, notificationEvent, type NotificationDetails } from './answer-schema.ts'
import type { ProgressStreams } from './progress-streams.ts'
import { idempotencyKeySchema, notificationSchema } from './schema.ts'

/** The part of the notifications room that the routes need. */
export interface Notifications {
  /** Throws a Refusal. `replayed`: the idempotency key was seen with this same request before. */
  create(
    siteId: string,
    input: unknown,
    options: { idempotencyKey?: string | undefined },
  ): Promise<{ notification: NotificationDetails; replayed: boolean }>
  get(siteId: string, id: string): Promise<NotificationDetails | undefined>
  list(siteId: string, query: z.output<typeof listQuery>): Promise<Page<NotificationDetails>>
  setState(siteId: string, id: string, state: AskedState): Promise<NotificationDetails | undefined>
}

const listQuery = pageQuery.extend({
  state: z
    .enum(['planning', 'sending', 'paused', 'cancelled', 'done'])
    .optional()
    .describe('Only in this state. Of a rare one a page may be short, or empty, and still have a `next`.'),
})
const stateSchema = z
  .strictObject({ state: z.enum(['paused', 'sending', 'cancelled']) })
  .meta({ id: 'NotificationState' })
type AskedState = z.output<typeof stateSchema>['state']
const params = z.object({ id: z.string().describe('The id of the notification.') })

/** A notification as a request gives it. */
export const newNotification = notificationSchema.meta({ id: 'NewNotification' })

/** POST and GET /v1/notifications, GET and PATCH /v1/notifications/:id, GET /v1/notifications/:id/events */
export function notificationRoutes(notifications: Notifications, streams: Pick<ProgressStreams, 'find'>): RouteFile {
  return routeFile(
    { name: 'Notifications', description: 'One message to an audience: its content, its audience, and its progress.' },
    {
      '/v1/notifications': {
        POST: endpoint(create, async ({ site, apiKey, body, header, answer }) => {
          refuseOtherTopics(apiKey, audienceIn(body))
          const options = { idempotencyKey: header('idempotency-key') }
          const { notification, replayed } = await notifications.create(site.id, body, options)
          const location = `/v1/notifications/${notification.id}`
          return answer(202, notification, { location, ...(replayed ? { 'idempotency-replayed': 'true' } : {}) })
        }),
        GET: endpoint(list, async ({ site, query, answer }) => {
          const { items, next } = await notifications.list(site.id, query)
          return answer(200, { notifications: items, next: next ?? null })
        }),
      },
      '/v1/notifications/:id': {
        GET: endpoint(show, async ({ site, params, answer }) => {
          const notification = await notifications.get(site.id, params.id)
          return answer(200, found(notification, params.id))
        }),
        PATCH: endpoint(setState, async ({ site, apiKey, params, body, answer }) => {
          const { to } = found(await notifications.get(site.id, params.id), params.id)
          refuseOtherTopics(apiKey, to)
          const notification = await notifications.setState(site.id, params.id, body.state)
          return answer(200, found(notification, params.id))
        }),
      },
      '/v1/notifications/:id/events': {
        GET: endpoint(listen, async ({ site, params, context }) => {
          return answerEvents(context, found(await streams.find(site.id, params.id), params.id))
        }),
      },
    },
  )
}

/** Of a request that nobody has checked yet. */
export function audienceIn(body: unknown): unknown {
  return typeof body === 'object' && body !== null ? Reflect.get(body, 'to') : undefined
}

function found<Found>(one: Found | undefined, id: string): Found {
  if (one !== undefined) return one
  throw new Refusal('notification-unknown', `there is no notification ${JSON.stringify(id.slice(0, 100))}`)
}

const create = {
  id: 'createNotification',
  scope: 'send',
  summary: 'Send a notification',
  description: 'It is durable when this answers, and is sent in the background.',
  headers: z.object({
    'idempotency-key': idempotencyKeySchema
      .optional()
      .describe('The same key with the same notification is sent once, even if the request is repeated.'),
  }),
  body: newNotification,
  example: { to: { topic: 'news' }, title: 'Hello', body: 'Something is new.', url: '/news' },
  roomChecksBody: true,
  answers: {
    202: {
      description: 'Accepted.',
      schema: notificationAnswer,
      headers: {
        location: 'Where it is shown.',
        'idempotency-replayed': '`true` when the same request came with this key before.',
      },
    },
  },
  refusals: [
    'api-key-topics',
    'audience-invalid',
    'topic-unknown',
    'url-invalid',
    'url-not-same-origin',
    'site-url-missing',
    'payload-too-large',
    'idempotency-key-invalid',
    'idempotency-key-reused',
  ],
} as const

const list = {
  id: 'listNotifications',
  summary: 'List notifications, the newest first',
  query: listQuery,
  answers: { 200: { description: 'A page of them.', schema: pageOf('notifications', notificationAnswer) } },
  refusals: ['cursor-invalid'],
} as const

const show = {
  id: 'showNotification',
  summary: 'Show a notification and its progress',
  params,
  answers: { 200: { description: 'The notification.', schema: notificationAnswer } },
  refusals: ['notification-unknown'],
} as const

const setState = {
  id: 'setNotificationState',
  scope: 'send',
  summary: 'Pause, resume or cancel a notification',
  description: 'Takes effect within a second, also in the middle of a batch.',
  params,
  body: stateSchema,
  example: { state: 'paused' },
  answers: { 200: { description: 'The notification as it is now.', schema: notificationAnswer } },
  refusals: ['api-key-topics', 'notification-unknown', 'notification-finished'],
} as const

const listen = {
  id: 'listenToNotification',
  summary: 'Listen to the progress of a notification',
  description:
    'Server-sent events: a `progress` at once, and then one at each change, at most two a second, whichever process ' +
    'sends it. It ends with the notification, or after ten minutes; then ask again.',
  params,
  answers: { 200: { description: 'The stream.', type: 'text/event-stream', events: notificationEvent } },
  refusals: ['notification-unknown', 'notification-streams-full'],
} as const
