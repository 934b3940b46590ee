import type { Database } from '../database/database.ts'
import type { SubscriptionEvents } from './events.ts'
import { hashOfUncheckedEndpoint } from './parse-endpoint.ts'
import { retireByHash } from './subscription-store.ts'

/** Retires the subscription because its owner wants it; an unknown endpoint is fine, so it may be repeated (S33). */
export async function unsubscribe(
  database: Database,
  events: SubscriptionEvents,
  request: { siteId: string; endpoint: string },
  now: number,
): Promise<void> {
  const { siteId, endpoint } = request
  const hash = hashOfUncheckedEndpoint(endpoint)
  const isRetired = await retireByHash(database.kysely, siteId, hash, {
    reason: 'unsubscribed',
    now,
  })
  if (isRetired) events.unsubscribed({ site: siteId, endpoint })
}
