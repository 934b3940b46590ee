import type { Queries } from '../database/database.ts'
import type { VapidKeyStatus } from '../database/schema.ts'

/** The public half of a site's key; the private half never enters the database. */
export interface VapidKey {
  id: string
  public_key: string
  status: VapidKeyStatus
}

export async function findVapidKey(
  db: Queries,
  siteId: string,
  id: string,
): Promise<VapidKey | undefined> {
  return db
    .selectFrom('belfry_vapid_keys')
    .select(['id', 'public_key', 'status'])
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .executeTakeFirst()
}

export async function findActiveVapidKey(
  db: Queries,
  siteId: string,
): Promise<VapidKey | undefined> {
  return db
    .selectFrom('belfry_vapid_keys')
    .select(['id', 'public_key', 'status'])
    .where('site_id', '=', siteId)
    .where('status', '=', 'active')
    .executeTakeFirst()
}

export async function insertVapidKey(
  db: Queries,
  key: { id: string; site_id: string; public_key: string; status: VapidKeyStatus },
  now: number,
): Promise<void> {
  await db
    .insertInto('belfry_vapid_keys')
    .values({ ...key, created_at: now })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

export async function setVapidKeyStatus(
  db: Queries,
  id: string,
  status: VapidKeyStatus,
): Promise<void> {
  await db.updateTable('belfry_vapid_keys').set({ status }).where('id', '=', id).execute()
}

/** Keys that active subscriptions still depend on, with how many. */
export async function countSubscriptionsByKey(
  db: Queries,
  siteId: string,
): Promise<{ id: string; subscriptions: number }[]> {
  return db
    .selectFrom('belfry_subscriptions')
    .select(({ fn }) => ['vapid_key_id as id', fn.countAll<number>().as('subscriptions')])
    .where('site_id', '=', siteId)
    .where('status', '=', 'active')
    .groupBy('vapid_key_id')
    .execute()
}
