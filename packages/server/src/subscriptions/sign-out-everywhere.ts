import type { Database, Queries } from '../database/database.ts'
import type { Told } from '../http/told.ts'
import { revokeTokens } from '../subscribers/revoked-tokens.ts'
import { establishSubscriber } from '../subscribers/subscriber-store.ts'
import { takeBackAll } from '../topics/settle-grants.ts'
import type { SubscriptionEvents } from './events.ts'
import { countGrowth } from './subscription-store.ts'

export interface Person {
  siteId: string
  /** The site's own id; nobody needs to have subscribed under it. */
  externalId: string
}

/**
 * Ends all subscriptions of a person and refuses identity tokens from before: a new password, a lost device. Deliveries
 * that have not begun skip them, retries included.
 */
export async function signOutEverywhere(
  database: Database,
  events: Pick<SubscriptionEvents, 'ended'>,
  { siteId, externalId }: Person,
  now: number,
  told?: Told,
): Promise<{ subscriptions: number }> {
  const subscriptions = await database.transaction(async (tx) => {
    const { id } = await establishSubscriber(tx, siteId, externalId, now)
    await revokeTokens(tx, id, now)
    const retired = await retireAll(tx, siteId, id, now)
    await told?.(tx)
    return retired
  })
  if (subscriptions > 0) events.ended({ site: siteId, subscriptions })
  return { subscriptions }
}

/** Turns off what only the site grants, and refuses identity tokens from before; subscriptions stay. */
export async function takeBackGrants(
  database: Database,
  events: Pick<SubscriptionEvents, 'topicsTakenBack'>,
  { siteId, externalId }: Person,
  now: number,
  told?: Told,
): Promise<{ topics: string[] }> {
  const topics = await database.transaction(async (tx) => {
    const { id } = await establishSubscriber(tx, siteId, externalId, now)
    await revokeTokens(tx, id, now)
    const topics = await takeBackAll(tx, siteId, externalId, now)
    await told?.(tx)
    return topics
  })
  if (topics.length > 0) events.topicsTakenBack({ site: siteId, topics })
  return { topics }
}

async function retireAll(tx: Queries, siteId: string, subscriberId: number, now: number): Promise<number> {
  const retired = await tx
    .updateTable('belfry_subscriptions')
    .set({ status: 'retired', reason: 'ended', updated_at: now })
    .where('subscriber_id', '=', subscriberId)
    .where('status', '!=', 'retired')
    .returning(['push_service', 'browser', 'os'])
    .execute()
  await countGrowth(tx, siteId, 'ended', retired, now)
  return retired.length
}
