import { recordWithdrawal } from '../consents/consent-store.ts'
import type { Database } from '../database/database.ts'
import type { SubscriptionEvents } from './events.ts'
import { hashOfUncheckedEndpoint } from './parse-endpoint.ts'
import { findSubscription, retireByHash } from './subscription-store.ts'

/**
 * Retires the subscription because its owner opted out, or signed out; an unknown endpoint is accepted, so it may be
 * repeated (S33).
 */
export async function unsubscribe(
  database: Database,
  events: SubscriptionEvents,
  request: { siteId: string; endpoint: string; reason?: 'signed-out' | undefined },
  now: number,
): Promise<void> {
  const { siteId, endpoint, reason = 'unsubscribed' } = request
  const hash = hashOfUncheckedEndpoint(endpoint)
  const isRetired = await database.transaction(async (tx) => {
    const found = reason === 'unsubscribed' ? await findSubscription(tx, siteId, hash) : undefined
    const isRetired = await retireByHash(tx, siteId, hash, { reason, now })
    const withdrawn = isRetired && found && { id: found.id, siteId, subscriberId: found.subscriber_id }
    if (withdrawn) await recordWithdrawal(tx, withdrawn, now)
    return isRetired
  })
  if (isRetired) events.unsubscribed({ site: siteId, endpoint, reason })
}
