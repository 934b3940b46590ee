import { listConsents } from '../consents/list-consents.ts'
import type { Database, Queries } from '../database/database.ts'
import { subscriberUnknown } from '../subscribers/show-subscriber.ts'
import { publicId, viewSubscriptions } from '../subscriptions/subscription-view.ts'
import type { SubscriberExport } from './answer-schema.ts'
import { iso, isoOrNull, type PersonReader } from './person.ts'
import { readTraffic } from './read-traffic.ts'
import {
  readCounted,
  readDeliveryPreferences,
  readDigests,
  readInbox,
  readIrrelevant,
  readPastTopics,
  readReactions,
  readTopics,
} from './read-wishes.ts'

/**
 * Everything that is stored about a person, for them. Without what would let its reader act as their browser: the auth
 * secrets stay. Throws Refusal `subscriber-unknown`.
 */
export async function exportSubscriber(
  { kysely: db }: Pick<Database, 'kysely'>,
  site: string,
  externalId: string,
  now: number,
): Promise<SubscriberExport> {
  const row = await db
    .selectFrom('belfry_subscribers')
    .selectAll()
    .where('site_id', '=', site)
    .where('external_id', '=', externalId)
    .executeTakeFirst()
  if (row === undefined) throw subscriberUnknown(externalId)
  const { subscriptions, ids } = await readSubscriptions(db, row.id)
  let complete = true
  const person = { site, externalId, number: row.id, subscriptions: ids }
  const reader: PersonReader = { db, person, cut: () => (complete = false) }
  const traffic = await readTraffic(reader)
  return {
    format: 'belfry-subscriber/1',
    site,
    exportedAt: iso(now),
    complete,
    subscriber: {
      id: externalId,
      locale: row.locale,
      timeZone: row.time_zone,
      createdAt: iso(row.created_at),
      lastSeenAt: iso(row.last_seen_at),
      signedOutAt: isoOrNull(row.tokens_since),
    },
    topics: await readTopics(reader),
    pastTopics: await readPastTopics(reader),
    consents: await listConsents(db, row.id),
    deliveryPreferences: await readDeliveryPreferences(reader),
    irrelevant: await readIrrelevant(reader),
    inbox: await readInbox(reader),
    digests: await readDigests(reader),
    subscriptions,
    ...traffic,
    counted: await readCounted(reader),
    reactions: await readReactions(reader),
  }
}

async function readSubscriptions(db: Queries, subscriberId: number) {
  const rows = await db
    .selectFrom('belfry_subscriptions')
    .select(['id', 'endpoint', 'endpoint_hash', 'p256dh', 'expiration_time'])
    .where('subscriber_id', '=', subscriberId)
    .orderBy('id')
    .execute()
  const shown = await viewSubscriptions(
    db,
    rows.map(({ id }) => id),
  )
  const whole = new Map(rows.map((row) => [publicId(row.endpoint_hash), row]))
  return {
    ids: new Map(rows.map((row) => [row.id, publicId(row.endpoint_hash)])),
    subscriptions: shown.flatMap((view) => {
      const row = whole.get(view.id)
      if (row === undefined) return []
      const p256dh = Buffer.from(row.p256dh).toString('base64url')
      return { ...view, endpoint: row.endpoint, p256dh, expiresAt: isoOrNull(row.expiration_time) }
    }),
  }
}
