import { vapidKeyId, type VapidKeys } from '@belfry/web-push'
import type { MasterKeys, Sealed } from './master-keys.ts'
import type { VapidKeyRow } from './vapid-key-store.ts'

/** Encrypts the private half of a pair, bound to its id: in another pair's row it does not open. */
export function sealPair({ publicKey, privateKey }: VapidKeys, masterKeys: MasterKeys): Sealed {
  return masterKeys.seal(Buffer.from(privateKey, 'base64url'), purposeOf(vapidKeyId(publicKey)))
}

/** The private half in base64url; undefined where it is missing, or these keys do not open it. */
export function openPair(
  { id, private_key: sealed, master_key_id: masterKeyId }: VapidKeyRow,
  masterKeys: MasterKeys,
): string | undefined {
  if (sealed === null || masterKeyId === null) return undefined
  return masterKeys.open({ sealed, masterKeyId }, purposeOf(id))?.toString('base64url')
}

function purposeOf(id: string): string {
  return `vapid key ${id}`
}
