import type { Database } from '../database/database.ts'
import type { SubscriptionEvents } from './events.ts'
import { hashOfUncheckedEndpoint } from './parse-endpoint.ts'
import { retireByHash } from './subscription-store.ts'

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
  const isRetired = await retireByHash(database.kysely, siteId, hash, { reason, now })
  if (isRetired) events.unsubscribed({ site: siteId, endpoint, reason })
}
