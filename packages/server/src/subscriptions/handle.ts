import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

// The handle with which the page and the service worker prove, without a session, that a subscription is theirs: 16
// bytes that find the row and 16 bytes that prove it. No row number, so that it does not reveal the number of
// subscriptions. It belongs to one owner: the person who had the browser before cannot use theirs any more.

const HASH_BYTES = 16
const PROOF_BYTES = 16

export function handleKey(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'belfry subscription handle', 32))
}

/** A subscription, and whose it is. */
export interface Held {
  siteId: string
  endpointHash: Uint8Array
  subscriberId: number
}

export function makeHandle(key: Buffer, held: Held): string {
  return Buffer.concat([held.endpointHash, proofOf(key, held)]).toString('base64url')
}

/** The hash that a handle finds its row by, not proved yet. */
export function hashInHandle(handle: string): Buffer {
  return Buffer.from(handle.slice(0, 200), 'base64url').subarray(0, HASH_BYTES)
}

/** Whether this server made the handle for this subscription while it was this subscriber's. */
export function isHandleOf(key: Buffer, handle: string, held: Held): boolean {
  const bytes = Buffer.from(handle, 'base64url')
  if (bytes.length !== HASH_BYTES + PROOF_BYTES) return false
  if (!bytes.subarray(0, HASH_BYTES).equals(held.endpointHash)) return false
  return timingSafeEqual(bytes.subarray(HASH_BYTES), proofOf(key, held))
}

function proofOf(key: Buffer, { siteId, endpointHash, subscriberId }: Held): Buffer {
  const mac = createHmac('sha256', key).update(`belfry-handle.${siteId}.${subscriberId}.`).update(endpointHash)
  return mac.digest().subarray(0, PROOF_BYTES)
}
