import type { Hono } from 'hono'
import { z } from 'zod'
import { parseInput } from '../../refusal.ts'
import type { HttpEnv } from '../environment.ts'
import { readJson } from '../json-body.ts'
import { problemAnswer } from '../problem-answer.ts'
import { resource } from '../resource.ts'

/** What the API shows of a notification. */
export interface NotificationView {
  id: string
  state: string
}

/** What the routes need of the notifications room. */
export interface Notifications {
  /** Throws a Refusal. `replayed`: the idempotency key was seen with this same request before. */
  create(
    siteId: string,
    input: unknown,
    options: { idempotencyKey?: string },
  ): Promise<{ notification: NotificationView; replayed: boolean }>
  get(siteId: string, id: string): Promise<NotificationView | undefined>
  list(siteId: string, cursor?: string): Promise<{ items: NotificationView[]; next?: string }>
  setState(
    siteId: string,
    id: string,
    state: 'paused' | 'sending' | 'cancelled',
  ): Promise<NotificationView | undefined>
}

const stateSchema = z.strictObject({ state: z.enum(['paused', 'sending', 'cancelled']) })

/** POST and GET /v1/notifications, GET and PATCH /v1/notifications/:id */
export function routeNotifications(app: Hono<HttpEnv>, notifications: Notifications): void {
  resource(app, '/v1/notifications', {
    POST: async (c) => {
      const input = await readJson(c.req.raw)
      const idempotencyKey = c.req.header('idempotency-key')
      const { notification, replayed } = await notifications.create(
        c.get('site').id,
        input,
        idempotencyKey === undefined ? {} : { idempotencyKey },
      )
      return c.json(notification, 202, {
        location: `/v1/notifications/${notification.id}`,
        ...(replayed ? { 'idempotency-replayed': 'true' } : {}),
      })
    },
    GET: async (c) => {
      const { items, next } = await notifications.list(c.get('site').id, c.req.query('cursor'))
      return c.json({ notifications: items, next: next ?? null })
    },
  })

  resource(app, '/v1/notifications/:id', {
    GET: async (c) => {
      const notification = await notifications.get(c.get('site').id, c.req.param('id') ?? '')
      return notification ? c.json(notification) : problemAnswer('notification-unknown')
    },
    PATCH: async (c) => {
      const { state } = parseInput(stateSchema, await readJson(c.req.raw))
      const id = c.req.param('id') ?? ''
      const notification = await notifications.setState(c.get('site').id, id, state)
      return notification ? c.json(notification) : problemAnswer('notification-unknown')
    },
  })
}
