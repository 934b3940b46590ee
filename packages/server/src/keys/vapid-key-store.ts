import { setImmediate as immediate } from 'node:timers/promises'
import type { Selectable } from 'kysely'
import type { Database, Queries } from '../database/database.ts'
import type { VapidKeysTable, VapidKeyStatus } from '../database/schema.ts'
import type { Sealed } from './master-keys.ts'

/** The public half of a site's pair, and its status. */
export interface VapidKey {
  id: string
  public_key: string
  status: VapidKeyStatus
}

/** A pair as stored in the database, its private half encrypted. */
export type VapidKeyRow = Selectable<VapidKeysTable>

const PUBLIC = ['id', 'public_key', 'status'] as const

export async function findVapidKey(db: Queries, siteId: string, id: string): Promise<VapidKey | undefined> {
  return db
    .selectFrom('belfry_vapid_keys')
    .select(PUBLIC)
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .executeTakeFirst()
}

export async function listVapidKeys(db: Queries, siteId: string): Promise<VapidKey[]> {
  return db
    .selectFrom('belfry_vapid_keys')
    .select(PUBLIC)
    .where('site_id', '=', siteId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

export async function findActiveVapidKey(db: Queries, siteId: string): Promise<VapidKey | undefined> {
  return db
    .selectFrom('belfry_vapid_keys')
    .select(PUBLIC)
    .where('site_id', '=', siteId)
    .where('status', '=', 'active')
    .executeTakeFirst()
}

/** The pairs of one site, or of all, with everything that is stored. */
export async function listVapidKeyRows(db: Queries, siteId?: string): Promise<VapidKeyRow[]> {
  const query = db.selectFrom('belfry_vapid_keys').selectAll().orderBy('site_id').orderBy('created_at').orderBy('id')
  return (siteId === undefined ? query : query.where('site_id', '=', siteId)).execute()
}

/** Of any site: an id belongs to one public key in the world. */
export async function findVapidKeyRow(db: Queries, id: string): Promise<VapidKeyRow | undefined> {
  return db.selectFrom('belfry_vapid_keys').selectAll().where('id', '=', id).executeTakeFirst()
}

export interface NewVapidKey {
  id: string
  siteId: string
  publicKey: string
  status: VapidKeyStatus
  sealed: Sealed
}

export async function insertVapidKey(db: Queries, key: NewVapidKey, now: number): Promise<void> {
  await db
    .insertInto('belfry_vapid_keys')
    .values({
      id: key.id,
      site_id: key.siteId,
      public_key: key.publicKey,
      status: key.status,
      private_key: key.sealed.sealed,
      master_key_id: key.sealed.masterKeyId,
      created_at: now,
      changed_at: now,
    })
    .execute()
}

export async function saveSealed(db: Queries, id: string, { sealed, masterKeyId }: Sealed): Promise<void> {
  await db
    .updateTable('belfry_vapid_keys')
    .set({ private_key: sealed, master_key_id: masterKeyId })
    .where('id', '=', id)
    .execute()
}

/** False when the sealed value of the row has changed since it was read. */
export async function replaceSealed(
  db: Queries,
  found: VapidKeyRow,
  { sealed, masterKeyId }: Sealed,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('belfry_vapid_keys')
    .set({ private_key: sealed, master_key_id: masterKeyId })
    .where('id', '=', found.id)
    .where('master_key_id', '=', found.master_key_id)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

export async function setVapidKeyStatus(db: Queries, id: string, status: VapidKeyStatus, now: number): Promise<void> {
  await db.updateTable('belfry_vapid_keys').set({ status, changed_at: now }).where('id', '=', id).execute()
}

export async function setVapidKeyDeclared(db: Queries, id: string, declared: string | null): Promise<void> {
  await db.updateTable('belfry_vapid_keys').set({ declared }).where('id', '=', id).execute()
}

/** The pairs among these that active subscriptions depend on, with the numbers. */
export async function countSubscriptionsByKey(
  db: Queries,
  ids: readonly string[],
): Promise<{ id: string; subscriptions: number }[]> {
  if (ids.length === 0) return []
  return db
    .selectFrom('belfry_subscriptions')
    .select(({ fn }) => ['vapid_key_id as id', fn.countAll<number>().as('subscriptions')])
    .where('status', '=', 'active')
    .where('vapid_key_id', 'in', ids)
    .groupBy('vapid_key_id')
    .execute()
}

const MARKED_AT_ONCE = 1000

/**
 * Marks subscriptions made with a retired pair, a thousand at a time: others write meanwhile. The browsers subscribe
 * anew at their next visit.
 */
export async function markMismatched({ kysely }: Pick<Database, 'kysely'>, id: string, now: number): Promise<void> {
  for (;;) {
    const some = kysely
      .selectFrom('belfry_subscriptions')
      .select('id')
      .where('vapid_key_id', '=', id)
      .where('status', '=', 'active')
      .limit(MARKED_AT_ONCE)
    const { numUpdatedRows } = await kysely
      .updateTable('belfry_subscriptions')
      .set({ status: 'key-mismatch', updated_at: now })
      .where('id', 'in', some)
      .executeTakeFirstOrThrow()
    if (numUpdatedRows < MARKED_AT_ONCE) return
    await immediate()
  }
}
