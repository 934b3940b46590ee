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

export async function listVapidKeys(db: Queries, siteId: string): Promise<VapidKey[]> {
  return db
    .selectFrom('belfry_vapid_keys')
    .select(['id', 'public_key', 'status'])
    .where('site_id', '=', siteId)
    .execute()
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

/** The keys that a site has had, without those given. */
export async function listOtherKeys(
  db: Queries,
  siteId: string,
  ids: readonly string[],
): Promise<string[]> {
  const rows = await db
    .selectFrom('belfry_vapid_keys')
    .select('id')
    .where('site_id', '=', siteId)
    .where('id', 'not in', ids)
    .execute()
  return rows.map(({ id }) => id)
}

/** Of these keys, those that active subscriptions still depend on, with how many. Reads all subscriptions of the site. */
export async function countSubscriptionsByKey(
  db: Queries,
  siteId: string,
  ids: readonly string[],
): Promise<{ id: string; subscriptions: number }[]> {
  return db
    .selectFrom('belfry_subscriptions')
    .select(({ fn }) => ['vapid_key_id as id', fn.countAll<number>().as('subscriptions')])
    .where('site_id', '=', siteId)
    .where('status', '=', 'active')
    .where('vapid_key_id', 'in', ids)
    .groupBy('vapid_key_id')
    .execute()
}
