import { createECDH, createHash, createPrivateKey } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { decodeVapidKeys, decodeVapidPublicKey, type VapidKeySource } from './key-formats/read-vapid-keys.ts'

/** A key pair on P-256: the public key as the 65-byte point, the private key as the 32-byte scalar, both base64url. */
export interface VapidKeys {
  publicKey: string
  privateKey: string
}

/**
 * Makes a new VAPID key pair (RFC 8292 section 3). Keep the private key secret, and keep the pair:
 * every subscription is bound to the public key it was made with.
 *
 * @example
 * const keys = generateVapidKeys()
 * console.log(keys.publicKey) // the page's applicationServerKey
 */
export function generateVapidKeys(): VapidKeys {
  const ecdh = createECDH('prime256v1')
  const publicKey = ecdh.generateKeys('base64url')
  return { publicKey, privateKey: encodeScalar(ecdh.getPrivateKey()) }
}

/**
 * Names a VAPID public key in 16 characters, so that a subscription can remember which key it was made with.
 *
 * @example
 * vapidKeyId(generateVapidKeys().publicKey) // 'nD9kXq0m3bT2cW1z'
 * @throws VapidKeyError when the key is none of P-256 in any spelling
 */
export function vapidKeyId(publicKey: string): string {
  return createHash('sha256').update(decodeVapidPublicKey(publicKey)).digest('base64url').slice(0, 16)
}

/**
 * Checks a pair, in any spelling, and gives the key object that signs and the public key in base64url.
 *
 * @throws VapidKeyError when a key is malformed, off the curve, or the two do not belong together
 */
export function importVapidKeys(keys: VapidKeySource): { key: KeyObject; publicKey: string } {
  const { point, scalar } = decodeVapidKeys(keys)
  return { key: signingKey(point, scalar), publicKey: point.toString('base64url') }
}

/** The key object of a pair whose two halves are known to belong together. As a JWK, which Bun and Deno read too. */
export function signingKey(point: Buffer, scalar: Buffer): KeyObject {
  return createPrivateKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: point.toString('base64url', 1, 33),
      y: point.toString('base64url', 33, 65),
      d: scalar.toString('base64url'),
    },
  })
}

/** OpenSSL drops leading zero bytes, about one key in 256; others expect 32 bytes. */
function encodeScalar(scalar: Buffer): string {
  return Buffer.concat([Buffer.alloc(32 - scalar.length), scalar]).toString('base64url')
}
