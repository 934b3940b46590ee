import { createECDH, createHash, createPrivateKey } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { decodeBase64url } from './base64url.ts'

/** A key pair on P-256: the public key as the 65-byte point, the private key as the 32-byte scalar, both base64url. */
export interface VapidKeys {
  publicKey: string
  privateKey: string
}

/**
 * Thrown when a VAPID key is malformed, or when the two keys are not a pair. Never carries the key.
 *
 * @example
 * if (error instanceof VapidKeyError) console.error(error.code, error.message)
 */
export class VapidKeyError extends Error {
  override readonly name = 'VapidKeyError'
  readonly code = 'vapid-keys-invalid'
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
 * @throws VapidKeyError when the key is not a 65-byte uncompressed point
 */
export function vapidKeyId(publicKey: string): string {
  return createHash('sha256').update(decodePoint(publicKey)).digest('base64url').slice(0, 16)
}

/**
 * Checks a pair and turns it into the key object that signs.
 *
 * @throws VapidKeyError when a key is malformed, off the curve, or the two do not belong together
 */
export function importVapidKeys(keys: VapidKeys): KeyObject {
  const point = decodePoint(keys.publicKey)
  const scalar = decodeBase64url(keys.privateKey)
  if (scalar?.length !== 32) {
    throw new VapidKeyError('the VAPID private key must be 32 bytes in base64url')
  }
  if (!point.equals(publicPointOf(scalar))) {
    throw new VapidKeyError('the VAPID public key does not belong to the private key')
  }
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

function decodePoint(publicKey: string): Buffer {
  const point = decodeBase64url(publicKey)
  if (point?.length !== 65 || point[0] !== 0x04) {
    throw new VapidKeyError(
      'the VAPID public key must be an uncompressed 65-byte point in base64url',
    )
  }
  return point
}

function publicPointOf(scalar: Buffer): Buffer {
  const ecdh = createECDH('prime256v1')
  try {
    ecdh.setPrivateKey(scalar)
  } catch {
    // OpenSSL's own error is dropped on purpose: nothing about a private key leaves this function.
    throw new VapidKeyError('the VAPID private key is not a scalar of P-256')
  }
  return ecdh.getPublicKey()
}

/** OpenSSL drops leading zero bytes, about one key in 256; others expect 32 bytes. */
function encodeScalar(scalar: Buffer): string {
  return Buffer.concat([Buffer.alloc(32 - scalar.length), scalar]).toString('base64url')
}
