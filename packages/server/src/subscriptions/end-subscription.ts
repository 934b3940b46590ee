import type { Database, Queries } from '../database/database.ts'
import type { Told } from '../http/told.ts'
import { Refusal } from '../refusals/refusal.ts'
import type { SubscriptionDetails } from './answer-schema.ts'
import type { SubscriptionEvents } from './events.ts'
import { findSubscription, retireByHash } from './subscription-store.ts'
import { parsePublicId, viewSubscriptions } from './subscription-view.ts'

/** Shows one; throws Refusal `subscription-unknown`. */
export async function showSubscription(database: Database, siteId: string, id: string): Promise<SubscriptionDetails> {
  const hash = parsePublicId(id)
  const row = hash && (await findSubscription(database.kysely, siteId, hash))
  const [shown] = row ? await viewSubscriptions(database.kysely, [row.id]) : []
  if (shown) return shown
  throw new Refusal('subscription-unknown', `there is no subscription ${JSON.stringify(id.slice(0, 100))}`)
}

/**
 * Ends one at its owner's request to the site: nothing more is sent to this browser. One that has ended keeps its
 * reason. Throws Refusal `subscription-unknown`.
 */
export async function endSubscription(
  database: Database,
  events: SubscriptionEvents,
  { siteId, id }: { siteId: string; id: string },
  now: number,
  told?: Told,
): Promise<SubscriptionDetails> {
  const hash = parsePublicId(id)
  const end = async (tx: Queries, known: Uint8Array) => {
    const isEnded = await retireByHash(tx, siteId, known, { reason: 'ended', now })
    if (isEnded) await told?.(tx)
    return isEnded
  }
  const isEnded = hash && (await database.transaction((tx) => end(tx, hash)))
  const shown = await showSubscription(database, siteId, id)
  if (isEnded) events.ended({ site: siteId, subscriptions: 1 })
  return shown
}
