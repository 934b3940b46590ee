import { createECDH, KeyObject } from 'node:crypto'
import { types } from 'node:util'
import { VapidKeyError } from '../vapid-key-error.ts'
import { unreadable, type FoundKeys } from './found-keys.ts'
import { keyOfBytes } from './key-of-bytes.ts'
import { keyOfJson } from './key-of-json.ts'
import { keyOfText } from './key-of-text.ts'

/** A VAPID key in any spelling: text, bytes, a pair, a JWK, a KeyObject or a CryptoKey. */
export type VapidKeySource = string | Uint8Array | object

/**
 * Reads a VAPID pair in any usual form. The private half is enough; a public half beside it has to match.
 *
 * It takes what openssl, ssh-keygen and the libraries write: PEM and DER (SEC 1 and PKCS 8), a JWK, `{ publicKey,
 * privateKey }` and the output of `web-push generate-vapid-keys`, and 32 bytes in base64url, base64 or hex. Text may be
 * in quotes, in base64 once more, in one line, or with `\n` for its newlines.
 *
 * @example
 * readVapidKeys(readFileSync('private_key.pem')) // { publicKey: 'BF…', privateKey: '4L…' }
 * @throws VapidKeyError whose code says what is wrong; it quotes nothing of the input
 */
export function readVapidKeys(given: VapidKeySource): { publicKey: string; privateKey: string } {
  const { point, scalar } = decodeVapidKeys(given)
  return { publicKey: point.toString('base64url'), privateKey: scalar.toString('base64url') }
}

/** The same as bytes: the point of 65 and the scalar of 32. */
export function decodeVapidKeys(given: VapidKeySource): { point: Buffer; scalar: Buffer } {
  const { scalar, points } = find(given)
  if (scalar === undefined) {
    throw new VapidKeyError('vapid-key-public', 'the VAPID key is a public key; the private one is needed')
  }
  const point = pointOfScalar(scalar)
  if (points.some((other) => !other.equals(point))) {
    throw new VapidKeyError('vapid-keys-mismatch', 'the VAPID public key does not belong to the private key')
  }
  return { point, scalar }
}

/** The point, of 65 bytes, of a public key in any spelling. */
export function decodeVapidPublicKey(given: VapidKeySource): Buffer {
  const { scalar, points } = find(given)
  const [point] = points
  if (scalar !== undefined || point === undefined) throw unreadable('is a private key, where a public one belongs')
  return point
}

// A text may hold base64 that holds a PEM that holds DER, and JSON around it.
const DEEPEST = 8

function find(given: unknown, left = DEEPEST): FoundKeys {
  if (left === 0) throw unreadable('is wrapped too often')
  const readInner = (inner: unknown) => find(inner, left - 1)
  if (typeof given === 'string') return keyOfText(given, readInner)
  if (types.isUint8Array(given)) return keyOfBytes(Buffer.from(given), readInner)
  if (types.isKeyObject(given) || types.isCryptoKey(given)) return keyOfJson(exported(given), readInner)
  if (typeof given === 'object' && given !== null) return keyOfJson(given, readInner)
  throw unreadable('is missing or of the wrong type')
}

function exported(key: unknown): object {
  try {
    const keyObject = types.isCryptoKey(key) ? KeyObject.from(key) : (key as KeyObject)
    return keyObject.export({ format: 'jwk' })
  } catch {
    throw unreadable('is a key that may not be exported, or has no JWK')
  }
}

function pointOfScalar(scalar: Buffer): Buffer {
  const ecdh = createECDH('prime256v1')
  try {
    ecdh.setPrivateKey(scalar)
  } catch {
    // OpenSSL's own error is dropped on purpose: nothing about a private key leaves this function.
    const message = 'the VAPID private key is zero or not below the order of P-256, so that it is no key'
    throw new VapidKeyError('vapid-key-out-of-range', message)
  }
  return ecdh.getPublicKey()
}
