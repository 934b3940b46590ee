import type { Database, Queries } from '../database/database.ts'
import { readCursor, writeCursor, type Page, type PageQuery } from '../http/paging.ts'
import { Refusal } from '../refusals/refusal.ts'
import { parsePublicId, publicId } from '../subscriptions/subscription-view.ts'
import type { DeliveryDetails } from './answer-schema.ts'
import {
  findOfNotification,
  findOfSubscription,
  findSent,
  withOutcome,
  type DeliveryCursor,
  type DeliveryRow,
  type FoundDeliveries,
  type Sent,
} from './find-deliveries.ts'

export interface DeliveryFilter {
  /** The id of a notification. */
  notification?: string | undefined
  /** The id of a subscription. */
  subscription?: string | undefined
  outcome?: string | undefined
}

const NEWEST: DeliveryCursor = { notification: 999_999_999_999_999, subscription: 999_999_999_999_999 }
const SENT_A_PAGE = 50
// One lookup in an index each, to find the deliveries to one browser.
const SENT_A_PAGE_OF_ONE = 500

/** A page of a site's deliveries: of the newest notification first, and of each those of the newest subscriptions. */
export async function listDeliveries(
  database: Database,
  siteId: string,
  filter: DeliveryFilter,
  { cursor, limit }: PageQuery,
): Promise<Page<DeliveryDetails>> {
  const db = database.kysely
  const [notification, subscription] = readCursor(cursor, 2) ?? []
  const from = notification === undefined || subscription === undefined ? NEWEST : { notification, subscription }
  const { rows, sent, next } = await find(db, siteId, filter, from, limit)
  return {
    items: await view(db, rows, sent),
    next: next && writeCursor(next.notification, next.subscription),
  }
}

/** One delivery; throws Refusal `delivery-unknown`. */
export async function showDelivery(
  database: Database,
  siteId: string,
  ids: { notification: string; subscription: string },
): Promise<DeliveryDetails> {
  const db = database.kysely
  const sent = await findNotification(db, siteId, ids.notification)
  const number = await findSubscriptionNumber(db, siteId, ids.subscription)
  if (sent && number !== undefined) {
    const [shown] = await view(db, await findOfSubscription(db, number, [sent.number], undefined), [sent])
    if (shown?.subscription) return shown
  }
  throw new Refusal('delivery-unknown', 'this notification was not sent to this subscription, or not yet')
}

interface Found extends FoundDeliveries {
  sent: readonly Sent[]
}

async function find(
  db: Queries,
  siteId: string,
  filter: DeliveryFilter,
  from: DeliveryCursor,
  limit: number,
): Promise<Found> {
  const { notification, subscription, outcome } = filter
  const one = notification === undefined ? undefined : await findNotification(db, siteId, notification)
  if (notification !== undefined && one === undefined) return { rows: [], sent: [] }
  const some = subscription === undefined ? SENT_A_PAGE : SENT_A_PAGE_OF_ONE
  const sent = one ? [one] : await findSent(db, siteId, from.notification, some + 1)
  const looked = sent.slice(0, some)
  const behind = sent[some] && { notification: sent[some].number, subscription: NEWEST.subscription }
  if (subscription !== undefined) {
    const number = await findSubscriptionNumber(db, siteId, subscription)
    if (number === undefined) return { rows: [], sent: [] }
    const before = looked.filter((one) => one.number < from.notification || number < from.subscription)
    const rows = await findOfSubscription(
      db,
      number,
      before.map((one) => one.number),
      outcome,
    )
    const shown = rows.slice(0, limit)
    return { rows: shown, sent, next: rows.length > limit ? shown.at(-1) : behind }
  }
  const having = outcome === undefined ? looked : await withOutcome(db, looked, outcome)
  return { ...(await collect(db, having, { outcome, from, limit, behind })), sent }
}

async function collect(
  db: Queries,
  sent: readonly Sent[],
  page: { outcome: string | undefined; from: DeliveryCursor; limit: number; behind: DeliveryCursor | undefined },
): Promise<FoundDeliveries> {
  const { outcome, from, limit, behind } = page
  const rows: DeliveryRow[] = []
  for (const { number } of sent) {
    const before = number === from.notification ? from.subscription : NEWEST.subscription
    // Full: the next page has the rest of this notification, or the next one.
    if (rows.length === limit) return { rows, next: { notification: number, subscription: before } }
    const found = await findOfNotification(db, number, before, { outcome, limit: limit - rows.length })
    rows.push(...found.rows)
    if (found.next) return { rows, next: found.next }
  }
  return { rows, next: behind }
}

async function findNotification(db: Queries, siteId: string, id: string): Promise<Sent | undefined> {
  return db
    .selectFrom('belfry_notifications')
    .select(['number', 'id'])
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .executeTakeFirst()
}

async function findSubscriptionNumber(db: Queries, siteId: string, id: string): Promise<number | undefined> {
  const hash = parsePublicId(id)
  if (hash === undefined) return undefined
  const row = await db
    .selectFrom('belfry_subscriptions')
    .select('id')
    .where('site_id', '=', siteId)
    .where('endpoint_hash', '=', hash)
    .executeTakeFirst()
  return row?.id
}

async function view(db: Queries, rows: readonly DeliveryRow[], sent: readonly Sent[]): Promise<DeliveryDetails[]> {
  if (rows.length === 0) return []
  const subscriptions = await db
    .selectFrom('belfry_subscriptions as s')
    .innerJoin('belfry_subscribers as u', 'u.id', 's.subscriber_id')
    .select(['s.id', 's.endpoint_hash', 's.created_at', 's.subscriber_id', 'u.external_id'])
    .where('s.id', 'in', [...new Set(rows.map(({ subscription }) => subscription))])
    .execute()
  const found = new Map(subscriptions.map((row) => [row.id, row]))
  const digests = await digestsOf(db, rows)
  const ids = new Map(sent.map(({ number, id }) => [number, id]))
  return rows.map(({ notification, subscription, at, outcome, ...row }) => {
    const to = found.get(subscription)
    // SQLite reuses the number of a deleted row: the new row got nothing before it existed.
    const known = to !== undefined && to.created_at <= at ? to : undefined
    return {
      notification: ids.get(notification) ?? '',
      subscription: known ? publicId(known.endpoint_hash) : null,
      subscriber: known?.external_id ?? null,
      outcome: outcome as DeliveryDetails['outcome'],
      reason: row.reason,
      digest: (known && digests.get(`${notification} ${known.subscriber_id}`)) || null,
      status: row.status,
      attempts: row.attempts,
      at: new Date(at).toISOString(),
    }
  })
}

/** The digests that these came in, by notification and subscriber. */
async function digestsOf(db: Queries, rows: readonly DeliveryRow[]): Promise<ReadonlyMap<string, string | null>> {
  const covered = rows.filter(({ reason }) => reason === 'digest')
  if (covered.length === 0) return new Map()
  const found = await db
    .selectFrom('belfry_digest_items')
    .select(['notification', 'subscriber_id', 'digest'])
    .where('notification', 'in', [...new Set(covered.map(({ notification }) => notification))])
    .where('subscriber_id', 'in', (eb) =>
      eb
        .selectFrom('belfry_subscriptions')
        .select('subscriber_id')
        .where('id', 'in', [...new Set(covered.map(({ subscription }) => subscription))]),
    )
    .execute()
  return new Map(found.map(({ notification, subscriber_id, digest }) => [`${notification} ${subscriber_id}`, digest]))
}
