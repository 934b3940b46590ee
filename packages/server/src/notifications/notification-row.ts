import { createHash } from 'node:crypto'
import type { Insertable } from 'kysely'
import { audienceOf, kindOf, type Audience } from '../audiences/audience.ts'
import type { NotificationsTable } from '../database/schema.ts'
import { strictest, type Privacy, type SitePrivacy } from '../forms/privacy.ts'
import { parseInput, type Refusal } from '../refusals/refusal.ts'
import { buildPayload } from './payload.ts'
import { refused } from './refusal-words.ts'
import type { LinkSite } from './resolve-link.ts'
import { idempotencyKeySchema, notificationSchema, type NotificationRequest } from './schema.ts'

/** A notification's row before the database gives it a number. */
export type NewNotification = Insertable<NotificationsTable> & { lane: 'transactional' | 'bulk' }

/** The checked request, before anything of the site is known. */
export interface CheckedRequest {
  request: NotificationRequest
  audience: Audience
  /** Distinguishes a replay from another request with the same key. */
  requestHash: Uint8Array
  idempotencyKey: string | null
}

export interface NotificationContext {
  site: LinkSite & { id: string; privacy: SitePrivacy }
  /** Whether the topic in the audience is transactional. */
  transactional: boolean
  /** Whether it offers to be called irrelevant, unless it says so itself. */
  notRelevant: boolean
  /** The least that its topic keeps back. */
  topicPrivacy?: Privacy | undefined
  id: string
  now: number
  /** The `traceparent` of the span in which it is accepted. */
  trace?: string | null
}

/** Throws a Refusal that names every wrong field. */
export function checkRequest(input: unknown, idempotencyKey: string | undefined): CheckedRequest {
  const request = parseInput(notificationSchema, input)
  if (idempotencyKey !== undefined && !idempotencyKeySchema.safeParse(idempotencyKey).success) {
    throw refused('idempotency-key-invalid', 'Idempotency-Key')
  }
  const requestHash = createHash('sha256').update(canonicalJson(request)).digest()
  return { request, audience: audienceOf(request.to), requestHash, idempotencyKey: idempotencyKey ?? null }
}

/** The row of a new notification, the same in the API's transaction and in an app's own. Throws a Refusal. */
export function notificationRow(
  { request, audience, requestHash, idempotencyKey }: CheckedRequest,
  { site, transactional, notRelevant, topicPrivacy = 'full', id, now, trace = null }: NotificationContext,
): NewNotification {
  const { to, ttl, urgency, privacy: wanted, collapseKey, ...content } = request
  const privacy = strictest(wanted, topicPrivacy)
  return {
    id,
    site_id: site.id,
    idempotency_key: idempotencyKey,
    request_hash: requestHash,
    audience: JSON.stringify(to),
    content: JSON.stringify(content),
    payload: buildPayload({ ...request, privacy }, { id, site, createdAt: now, notRelevant }),
    collapse_key: collapseKey ?? null,
    urgency,
    privacy,
    // One person is waiting, or the topic is transactional: it does not queue behind a broadcast.
    lane: transactional || kindOf(audience).isPersonal ? 'transactional' : 'bulk',
    state: 'planning',
    planned_at: null,
    created_at: now,
    expires_at: now + ttl * 1000,
    finished_at: null,
    trace,
  }
}

/** Refuses a key that was used for another notification. */
export function assertSameRequest(existing: { request_hash: Uint8Array }, { requestHash }: CheckedRequest): void {
  if (!Buffer.from(requestHash).equals(existing.request_hash)) {
    throw refused('idempotency-key-reused', 'Idempotency-Key')
  }
}

export function siteUnknown(siteId: string): Refusal {
  return refused('site-unknown', undefined, JSON.stringify(siteId.slice(0, 100)))
}

/** JSON whose keys are sorted: the same request in another order is the same request. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}
