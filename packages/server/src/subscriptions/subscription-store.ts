import type { Insertable, Updateable } from 'kysely'
import type { Queries } from '../database/database.ts'
import { addToSite } from '../statistics/rollup/add-to-site.ts'
import { GROWTH_KINDS, type GrowthKind } from '../statistics/rollup/kinds.ts'
import { deviceCode } from './device.ts'
import type { RetirementReason, SubscriptionRow, SubscriptionsTable } from '../database/schema.ts'

export async function findSubscription(
  db: Queries,
  siteId: string,
  endpointHash: Uint8Array,
): Promise<SubscriptionRow | undefined> {
  return db
    .selectFrom('belfry_subscriptions')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('endpoint_hash', '=', endpointHash)
    .executeTakeFirst()
}

export async function insertSubscription(db: Queries, row: Insertable<SubscriptionsTable>): Promise<void> {
  await db.insertInto('belfry_subscriptions').values(row).execute()
}

export async function updateSubscription(
  db: Queries,
  id: number,
  columns: Updateable<SubscriptionsTable>,
): Promise<void> {
  await db.updateTable('belfry_subscriptions').set(columns).where('id', '=', id).execute()
}

/**
 * Retires an active subscription, in the transaction `tx`; a retired row keeps its first reason. Returns whether there
 * was anything to retire.
 */
export async function retireByHash(
  tx: Queries,
  siteId: string,
  endpointHash: Uint8Array,
  retirement: { reason: RetirementReason; now: number },
): Promise<boolean> {
  const retired = await tx
    .updateTable('belfry_subscriptions')
    .set({ status: 'retired', reason: retirement.reason, updated_at: retirement.now })
    .where('site_id', '=', siteId)
    .where('endpoint_hash', '=', endpointHash)
    .where('status', '!=', 'retired')
    .returning(['push_service', 'browser', 'os'])
    .execute()
  await countGrowth(tx, siteId, retirement.reason, retired, retirement.now)
  return retired.length > 0
}

/** Counts how the number of subscriptions changes, in the transaction `tx` that changes it. */
export async function countGrowth(
  tx: Queries,
  siteId: string,
  how: GrowthKind,
  rows: readonly Pick<SubscriptionRow, 'push_service' | 'browser' | 'os'>[],
  now: number,
): Promise<void> {
  const byDevice = Map.groupBy(rows, deviceCode)
  const counts = Array.from(byDevice, ([device, { length: count }]) => ({
    siteId,
    kind: GROWTH_KINDS[how],
    device,
    count,
  }))
  await addToSite(tx, counts, now)
}

export async function countActive(db: Queries, siteId: string, subscriberId: number): Promise<number> {
  const row = await db
    .selectFrom('belfry_subscriptions')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('site_id', '=', siteId)
    .where('status', '=', 'active')
    .where('subscriber_id', '=', subscriberId)
    .executeTakeFirstOrThrow()
  return row.count
}
