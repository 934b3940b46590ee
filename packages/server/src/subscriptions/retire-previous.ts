import type { Queries } from '../database/database.ts'
import { findSubscriber, type Subscriber } from '../subscribers/subscriber-store.ts'
import { isHandleOf } from './handle.ts'
import { hasLetGo } from './has-let-go.ts'
import { hashOfUncheckedEndpoint } from './parse-endpoint.ts'
import { findSubscription, retireByHash } from './subscription-store.ts'

export interface Previous {
  endpoint: string
  handle?: string | undefined
}

/**
 * Retires the subscription that a new one replaces. Returns its owner only when the handle proves that the caller had
 * it; the endpoint alone is enough to retire, as it is to unsubscribe.
 */
export async function retirePrevious(
  tx: Queries,
  site: { id: string; handleKey: Buffer },
  previous: Previous,
  replacementHash: Buffer,
  now: number,
): Promise<{ isRetired: boolean; owner: Subscriber | undefined }> {
  const hash = hashOfUncheckedEndpoint(previous.endpoint)
  if (hash.equals(replacementHash)) return { isRetired: false, owner: undefined }
  const owner = await provedOwner(tx, site, previous.handle, hash)
  const isRetired = await retireByHash(tx, site.id, hash, { reason: 'replaced', now })
  return { isRetired, owner }
}

async function provedOwner(
  tx: Queries,
  site: { id: string; handleKey: Buffer },
  handle: string | undefined,
  hash: Buffer,
): Promise<Subscriber | undefined> {
  const row = handle === undefined ? undefined : await findSubscription(tx, site.id, hash)
  if (row === undefined || handle === undefined) return undefined
  const held = { siteId: site.id, endpointHash: hash, subscriberId: row.subscriber_id }
  if (!isHandleOf(site.handleKey, handle, held)) return undefined
  const owner = await findSubscriber(tx, row.subscriber_id)
  return owner !== undefined && hasLetGo(row.reason, owner) ? undefined : owner
}
