import { createHash } from 'node:crypto'
import type { Insertable } from 'kysely'
import type { NotificationsTable } from '../database/schema.ts'
import { parseInput, Refusal } from '../refusal.ts'
import { buildPayload } from './payload.ts'
import type { LinkSite } from './resolve-link.ts'
import { idempotencyKeySchema, notificationSchema, type NotificationRequest } from './schema.ts'

/** A notification's row before the database gives it a number. */
export type NewNotification = Insertable<NotificationsTable> & { lane: 'transactional' | 'bulk' }

/** What was asked for, checked, before anything of the site is known. */
export interface CheckedRequest {
  request: NotificationRequest
  /** Tells a replay from another request that comes with the same key. */
  requestHash: Uint8Array
  idempotencyKey: string | null
}

export interface NotificationContext {
  site: LinkSite & { id: string }
  /** Of the topic in the audience: whether people wait for it. */
  transactional: boolean
  id: string
  now: number
}

/** Throws a Refusal that names every wrong field. */
export function checkRequest(input: unknown, idempotencyKey: string | undefined): CheckedRequest {
  const request = parseInput(notificationSchema, input)
  if (idempotencyKey !== undefined && !idempotencyKeySchema.safeParse(idempotencyKey).success) {
    throw new Refusal('idempotency-key-invalid', 'the key is 1 to 255 visible ASCII characters', {
      field: 'Idempotency-Key',
    })
  }
  const requestHash = createHash('sha256').update(canonicalJson(request)).digest()
  return { request, requestHash, idempotencyKey: idempotencyKey ?? null }
}

/** The row of a new notification: what the API's transaction and an app's own write alike. Throws a Refusal. */
export function notificationRow(
  { request, requestHash, idempotencyKey }: CheckedRequest,
  { site, transactional, id, now }: NotificationContext,
): NewNotification {
  const { to, ttl, urgency, privacy, collapseKey, ...content } = request
  return {
    id,
    site_id: site.id,
    idempotency_key: idempotencyKey,
    request_hash: requestHash,
    audience: JSON.stringify(to),
    content: JSON.stringify(content),
    payload: buildPayload(request, { id, site, createdAt: now }),
    collapse_key: collapseKey ?? null,
    urgency,
    privacy,
    // One person is waiting, or the site says that people do: it does not queue behind a broadcast.
    lane: transactional || to.subscriber !== undefined ? 'transactional' : 'bulk',
    state: 'planning',
    planned_at: null,
    created_at: now,
    expires_at: now + ttl * 1000,
    finished_at: null,
  }
}

/** Refuses a key that was used for something else. */
export function assertSameRequest(
  existing: { request_hash: Uint8Array },
  { requestHash }: CheckedRequest,
): void {
  if (!Buffer.from(requestHash).equals(existing.request_hash)) {
    throw new Refusal(
      'idempotency-key-reused',
      'this key came with another notification before: use a new key for a new notification',
      { field: 'Idempotency-Key' },
    )
  }
}

export function siteUnknown(siteId: string): Refusal {
  return new Refusal('site-unknown', `there is no site ${JSON.stringify(siteId.slice(0, 100))}`)
}

export function topicUnknown(topic: string): Refusal {
  return new Refusal(
    'topic-unknown',
    `the site has no topic ${JSON.stringify(topic)}: declare it first`,
    {
      field: 'to.topic',
    },
  )
}

/** JSON whose keys are sorted: the same request in another order is the same request. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}
