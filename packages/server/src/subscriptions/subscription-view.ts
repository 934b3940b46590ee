import type { Queries } from '../database/database.ts'
import type { SubscriptionRow } from '../database/schema.ts'
import type { SubscriptionDetails } from './answer-schema.ts'

const SHOWN = 60
const ID = /^[A-Za-z0-9_-]{22}$/

/** The subscriptions of these ids, in their order. */
export async function viewSubscriptions(db: Queries, ids: readonly number[]): Promise<SubscriptionDetails[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('belfry_subscriptions as s')
    .innerJoin('belfry_subscribers as u', 'u.id', 's.subscriber_id')
    .selectAll('s')
    .select('u.external_id')
    .where('s.id', 'in', ids)
    .execute()
  const found = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = found.get(id)
    return row === undefined ? [] : [view(row, row.external_id)]
  })
}

/**
 * The public id of a subscription: part of the hash of its endpoint, and no number, which would reveal how many there
 * are.
 */
export function publicId(endpointHash: Uint8Array): string {
  return Buffer.from(endpointHash).toString('base64url')
}

/** The public id of a row. */
export async function publicIdOf(db: Queries, id: number): Promise<string> {
  const row = await db
    .selectFrom('belfry_subscriptions')
    .select('endpoint_hash')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return publicId(row.endpoint_hash)
}

/** The hash that an id is of, or undefined when it is none. */
export function parsePublicId(id: string): Buffer | undefined {
  return ID.test(id) ? Buffer.from(id, 'base64url') : undefined
}

function view(row: SubscriptionRow, externalId: string | null): SubscriptionDetails {
  return {
    id: publicId(row.endpoint_hash),
    subscriber: externalId,
    endpoint: row.endpoint.length > SHOWN ? `${row.endpoint.slice(0, SHOWN)}…` : row.endpoint,
    service: row.push_service,
    status: row.status,
    reason: row.reason,
    browser: {
      name: row.browser,
      version: row.browser_version,
      os: row.os,
      mobile: row.mobile === null ? null : row.mobile === 1,
    },
    locale: row.locale,
    timeZone: row.time_zone,
    keyId: row.vapid_key_id,
    createdAt: iso(row.created_at),
    updatedAt: iso(row.updated_at),
    lastSeenAt: iso(row.last_seen_at),
    lastAcceptedAt: row.last_accepted_at === null ? null : iso(row.last_accepted_at),
  }
}

function iso(time: number): string {
  return new Date(time).toISOString()
}
