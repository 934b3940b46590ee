import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

// What the page and the service worker keep to prove, without a session, that a subscription is theirs: 16 bytes that
// find the row and 16 bytes that prove it. No row number, so that it tells nobody how many subscriptions there are.

const HASH_BYTES = 16
const PROOF_BYTES = 16

export function handleKey(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'belfry subscription handle', 32))
}

export function makeHandle(key: Buffer, siteId: string, endpointHash: Uint8Array): string {
  return Buffer.concat([endpointHash, proofOf(key, siteId, endpointHash)]).toString('base64url')
}

/** The hash of the endpoint that the handle was made for, or undefined when it was not made by this server. */
export function openHandle(key: Buffer, siteId: string, handle: string): Buffer | undefined {
  const bytes = Buffer.from(handle, 'base64url')
  if (bytes.length !== HASH_BYTES + PROOF_BYTES) return undefined
  const hash = bytes.subarray(0, HASH_BYTES)
  const proof = bytes.subarray(HASH_BYTES)
  return timingSafeEqual(proof, proofOf(key, siteId, hash)) ? hash : undefined
}

function proofOf(key: Buffer, siteId: string, endpointHash: Uint8Array): Buffer {
  const mac = createHmac('sha256', key).update(`belfry-handle.${siteId}.`).update(endpointHash)
  return mac.digest().subarray(0, PROOF_BYTES)
}
