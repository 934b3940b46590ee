import type { Database } from '../database/database.ts'
import type { SubscriptionEvents } from './events.ts'
import { countGrowth } from './subscription-store.ts'
import type { Caller } from './find-caller.ts'
import { parsePublicId, publicId } from './subscription-view.ts'

/** A device as its owner sees it: nothing that could be used to push to it. */
export interface Device {
  id: string
  browser: string | null
  os: string | null
  mobile: boolean | null
  createdAt: string
  lastSeenAt: string
  /** It is the one that asks. */
  isThis: boolean
}

/** The active subscriptions of who asks, the newest visit first. */
export async function listDevices(
  database: Pick<Database, 'kysely'>,
  siteId: string,
  { subscriber, subscription }: Pick<Caller, 'subscriber' | 'subscription'>,
): Promise<Device[]> {
  const rows = await database.kysely
    .selectFrom('belfry_subscriptions')
    .select(['id', 'endpoint_hash', 'browser', 'os', 'mobile', 'created_at', 'last_seen_at'])
    .where('subscriber_id', '=', subscriber)
    .where('site_id', '=', siteId)
    .where('status', '!=', 'retired')
    .orderBy('last_seen_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: publicId(row.endpoint_hash),
    browser: row.browser,
    os: row.os,
    mobile: row.mobile === null ? null : row.mobile === 1,
    createdAt: new Date(row.created_at).toISOString(),
    lastSeenAt: new Date(row.last_seen_at).toISOString(),
    isThis: row.id === subscription,
  }))
}

export interface DevicesToEnd {
  siteId: string
  caller: Pick<Caller, 'subscriber' | 'subscription'>
  /** One, or all but the one that asks. */
  which: { id: string } | { others: true }
}

/** Ends devices of who asks, and of nobody else. Returns how many. */
export async function endDevices(
  database: Pick<Database, 'transaction'>,
  events: Pick<SubscriptionEvents, 'ended'>,
  { siteId, caller: { subscriber, subscription }, which }: DevicesToEnd,
  now: number,
): Promise<number> {
  const hash = 'id' in which ? parsePublicId(which.id) : undefined
  if ('id' in which && hash === undefined) return 0
  const ended = await database.transaction(async (tx) => {
    const rows = await tx
      .updateTable('belfry_subscriptions')
      .set({ status: 'retired', reason: 'ended', updated_at: now })
      .where('subscriber_id', '=', subscriber)
      .where('site_id', '=', siteId)
      .where('status', '!=', 'retired')
      .$if(hash !== undefined, (query) => query.where('endpoint_hash', '=', hash as Uint8Array))
      .$if(hash === undefined && subscription !== undefined, (query) => query.where('id', '!=', subscription as number))
      .returning(['push_service', 'browser', 'os'])
      .execute()
    await countGrowth(tx, siteId, 'ended', rows, now)
    return rows.length
  })
  if (ended > 0) events.ended({ site: siteId, subscriptions: ended })
  return ended
}
