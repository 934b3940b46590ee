import type { Queries } from '../database/database.ts'
import type { NotificationRow, NotificationState } from '../database/schema.ts'

// With a rare state a page may end here before it is full.
const LOOKED_AT = 2000

export async function findNotification(db: Queries, siteId: string, id: string): Promise<NotificationRow | undefined> {
  return db
    .selectFrom('belfry_notifications')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .executeTakeFirst()
}

export interface NotificationPage {
  /** The last number of the previous page. */
  before: number | undefined
  limit: number
  state: NotificationState | undefined
}

/** Newest first. `next`: the number that the next page begins behind. */
export async function listNotifications(
  db: Queries,
  siteId: string,
  { before, limit, state }: NotificationPage,
): Promise<{ rows: NotificationRow[]; next: number | undefined }> {
  const looked = state === undefined ? limit + 1 : LOOKED_AT
  const found = await db
    .selectFrom('belfry_notifications')
    .select(['number', 'state'])
    .where('site_id', '=', siteId)
    .$if(before !== undefined, (query) => query.where('number', '<', before as number))
    .orderBy('number', 'desc')
    .limit(looked)
    .execute()
  const wanted = found.filter((row) => state === undefined || row.state === state).map(({ number }) => number)
  const shown = wanted.slice(0, limit)
  const behind = found.length === looked ? found.at(-1)?.number : undefined
  return {
    rows: await readNotifications(db, shown),
    next: wanted.length > limit ? shown.at(-1) : state === undefined ? undefined : behind,
  }
}

/** The newest first. */
export async function readNotifications(db: Queries, numbers: readonly number[]): Promise<NotificationRow[]> {
  if (numbers.length === 0) return []
  return db
    .selectFrom('belfry_notifications')
    .selectAll()
    .where('number', 'in', numbers)
    .orderBy('number', 'desc')
    .execute()
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

/** Cancels one that has ended, where it waits for somebody's digest; false where it does not. */
export async function withdrawFromDigests(db: Queries, number: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('belfry_notifications')
    .set({ state: 'cancelled' })
    .where('number', '=', number)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('belfry_digest_items')
          .select('notification')
          .where('notification', '=', number)
          .where('digest', 'is', null),
      ),
    )
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0
}

/** The parked jobs of a cancelled notification. */
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
