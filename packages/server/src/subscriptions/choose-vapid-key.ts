import type { Queries } from '../database/database.ts'
import type { SubscriptionRow } from '../database/schema.ts'
import { Refusal } from '../refusals/refusal.ts'
import { findActiveVapidKey, findVapidKey } from '../keys/vapid-key-store.ts'

/**
 * The id of the key that the subscription was made with: the page's, else the stored one, else the active one. A
 * subscription can be sent to with that key only (RFC 8292 section 4.2), so a wrong one is refused at once.
 */
export async function chooseVapidKey(
  tx: Queries,
  siteId: string,
  keyId: string | undefined,
  stored: SubscriptionRow | undefined,
): Promise<string> {
  const id = keyId ?? stored?.vapid_key_id
  const key = id === undefined ? await findActiveVapidKey(tx, siteId) : await findVapidKey(tx, siteId, id)
  if (key === undefined) {
    if (id === undefined) {
      throw new Refusal('vapid-key-missing', 'the site has no VAPID key to subscribe with')
    }
    const message = 'the subscription was made with a key that is not of this site: subscribe again'
    throw new Refusal('vapid-key-unknown', message, { field: 'keyId' })
  }
  if (key.status === 'retired') {
    const message = 'the subscription was made with a key that is no longer in use: subscribe again'
    throw new Refusal('vapid-key-retired', message, { field: 'keyId' })
  }
  return key.id
}
