import type { Queries } from '../database/database.ts'
import type { NotificationRow, NotificationState } from '../database/schema.ts'

const PAGE = 50

export async function findNotification(
  db: Queries,
  siteId: string,
  id: string,
): Promise<NotificationRow | undefined> {
  return db
    .selectFrom('belfry_notifications')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Newest first; `before` is the number that the page before ended with. */
export async function listNotifications(
  db: Queries,
  siteId: string,
  before: number | undefined,
): Promise<{ rows: NotificationRow[]; next: number | undefined }> {
  const rows = await db
    .selectFrom('belfry_notifications')
    .selectAll()
    .where('site_id', '=', siteId)
    .$if(before !== undefined, (query) => query.where('number', '<', before as number))
    .orderBy('number', 'desc')
    .limit(PAGE + 1)
    .execute()
  const page = rows.slice(0, PAGE)
  return { rows: page, next: rows.length > PAGE ? page.at(-1)?.number : undefined }
}

/** False when it has ended meanwhile. */
export async function updateState(
  db: Queries,
  number: number,
  change: { state: NotificationState; finished_at?: number },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('belfry_notifications')
    .set(change)
    .where('number', '=', number)
    .where('finished_at', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0
}

/** Those of a notification that nobody is to get any more. */
export async function dropParkedJobs(db: Queries, notification: number): Promise<void> {
  await db.deleteFrom('belfry_parked_jobs').where('notification', '=', notification).execute()
}

/** Outcomes of some notifications, by number. */
export async function countOutcomes(
  db: Queries,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, Record<string, number>>> {
  const rows = await db
    .selectFrom('belfry_delivery_counts')
    .selectAll()
    .where('notification', 'in', numbers)
    .where('count', '>', 0)
    .execute()
  const counts = new Map<number, Record<string, number>>()
  for (const { notification, outcome, count } of rows) {
    counts.set(notification, { ...counts.get(notification), [outcome]: count })
  }
  return counts
}

/** How many deliveries were tried since a moment, by number. */
export async function countRecent(
  db: Queries,
  numbers: readonly number[],
  since: number,
): Promise<ReadonlyMap<number, number>> {
  const rows = await db
    .selectFrom('belfry_delivery_rates')
    .select(['notification', ({ fn }) => fn.sum<number>('count').as('count')])
    .where('notification', 'in', numbers)
    .where('at', '>=', since)
    .groupBy('notification')
    .execute()
  return new Map(rows.map(({ notification, count }) => [notification, count]))
}

/** Active subscriptions of the subscribers that the site knows by these ids. */
export async function countSubscriptionsOf(
  db: Queries,
  siteId: string,
  externalIds: readonly string[],
): Promise<number> {
  const { count } = await db
    .selectFrom('belfry_subscribers as subscriber')
    .innerJoin(
      'belfry_subscriptions as subscription',
      'subscription.subscriber_id',
      'subscriber.id',
    )
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('subscriber.site_id', '=', siteId)
    .where('subscriber.external_id', 'in', externalIds)
    .where('subscription.status', '=', 'active')
    .executeTakeFirstOrThrow()
  return count
}
