import type { Selectable } from 'kysely'
import type { Queries } from '../database/database.ts'
import type { DeliveriesTable } from '../database/schema.ts'

export type DeliveryRow = Selectable<DeliveriesTable>

/** The part of a notification by which its deliveries are found. */
export interface Sent {
  number: number
  id: string
}

/** Where a page begins: behind this delivery. */
export interface DeliveryCursor {
  notification: number
  subscription: number
}

export interface FoundDeliveries {
  rows: DeliveryRow[]
  /** Where the next page begins; absent behind the last delivery. */
  next?: DeliveryCursor | undefined
}

interface Wanted {
  outcome: string | undefined
  limit: number
}

// Read by the primary key in 4 ms (SQLite). A page that looks for a rare outcome may end here before it is full.
const ROWS_LOOKED_AT = 20_000

/** Deliveries of one notification, in the order of the subscriptions' numbers, the newest first. */
export async function findOfNotification(
  db: Queries,
  number: number,
  before: number,
  { outcome, limit }: Wanted,
): Promise<FoundDeliveries> {
  const looked = outcome === undefined ? limit + 1 : ROWS_LOOKED_AT
  const page = () =>
    db.selectFrom((query) =>
      query
        .selectFrom('belfry_deliveries')
        .selectAll()
        .where('notification', '=', number)
        .where('subscription', '<', before)
        .orderBy('subscription', 'desc')
        .limit(looked)
        .as('page'),
    )
  const rows = await page()
    .selectAll()
    .$if(outcome !== undefined, (query) => query.where('outcome', '=', outcome as string))
    .orderBy('subscription', 'desc')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  if (rows.length > limit && last) {
    return { rows: shown, next: { notification: number, subscription: last.subscription } }
  }
  if (outcome === undefined) return { rows }
  const { count, end } = await page()
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('subscription').as('end')])
    .executeTakeFirstOrThrow()
  return { rows, next: count < ROWS_LOOKED_AT ? undefined : { notification: number, subscription: end } }
}

/** Deliveries of these notifications to one subscription: one lookup in the primary key each. */
export async function findOfSubscription(
  db: Queries,
  subscription: number,
  numbers: readonly number[],
  outcome: string | undefined,
): Promise<DeliveryRow[]> {
  if (numbers.length === 0) return []
  return db
    .selectFrom('belfry_deliveries')
    .selectAll()
    .where('notification', 'in', numbers)
    .where('subscription', '=', subscription)
    .$if(outcome !== undefined, (query) => query.where('outcome', '=', outcome as string))
    .orderBy('notification', 'desc')
    .execute()
}

/** A site's notifications, the newest first, from the first one of a page on. */
export async function findSent(db: Queries, siteId: string, from: number, limit: number): Promise<Sent[]> {
  return db
    .selectFrom('belfry_notifications')
    .select(['number', 'id'])
    .where('site_id', '=', siteId)
    .where('number', '<=', from)
    .orderBy('number', 'desc')
    .limit(limit)
    .execute()
}

/** The notifications among these that have such an outcome. */
export async function withOutcome(db: Queries, sent: readonly Sent[], outcome: string): Promise<Sent[]> {
  if (sent.length === 0) return []
  const rows = await db
    .selectFrom('belfry_delivery_counts')
    .select('notification')
    .where(
      'notification',
      'in',
      sent.map(({ number }) => number),
    )
    .where('outcome', '=', outcome)
    .where('count', '>', 0)
    .execute()
  const having = new Set(rows.map(({ notification }) => notification))
  return sent.filter(({ number }) => having.has(number))
}
