import type { Queries } from '../database/database.ts'
import { findSubscriber, type Subscriber } from '../subscribers/subscriber-store.ts'
import { openHandle } from './handle.ts'
import { hashOfUncheckedEndpoint } from './parse-endpoint.ts'
import { findSubscription, retireByHash } from './subscription-store.ts'

export interface Previous {
  endpoint: string
  handle?: string | undefined
}

/**
 * Retires the subscription that a new one replaces. Its owner is told only when the handle proves that whoever asks had
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
  const isProved = handle !== undefined && openHandle(site.handleKey, site.id, handle)?.equals(hash)
  const row = isProved ? await findSubscription(tx, site.id, hash) : undefined
  return row && findSubscriber(tx, row.subscriber_id)
}
