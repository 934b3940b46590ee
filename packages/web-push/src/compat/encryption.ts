import { SubscriptionKeyError } from '../encryptor.ts'
import type { Encryptor } from '../encryptor.ts'
import { encryptByParts, type EncryptionResult } from './encrypt-by-parts.ts'
import type { ContentEncoding } from './request-options.ts'

/** One record of 4096 bytes less what each encoding adds: 86 + 1 + 16, and 2 + 16. */
const MAX_PAYLOAD = { aes128gcm: 3993, aesgcm: 4078 }

/**
 * Encrypts a payload as `web-push` does: without padding, the header of RFC 8188 inside `cipherText`
 * for aes128gcm, outside of it for aesgcm.
 *
 * @throws Error with web-push's own message where web-push refuses, and for a payload that does not fit into one record
 */
export function encryptPayload(
  encryptor: Encryptor,
  userPublicKey: string,
  userAuth: string,
  payload: string | Buffer,
  contentEncoding: ContentEncoding | null | undefined,
): EncryptionResult {
  const encoding = contentEncoding || 'aes128gcm'
  const p256dh = decodePublicKey(userPublicKey)
  const auth = decodeAuth(userAuth)
  if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) {
    throw new Error('Payload must be either a string or a Node Buffer.')
  }
  if (encoding !== 'aes128gcm' && encoding !== 'aesgcm') {
    throw new Error(`Unable to set context for mode ${String(encoding)}`)
  }
  const plaintext = typeof payload === 'string' ? Buffer.from(payload) : payload
  if (plaintext.length > MAX_PAYLOAD[encoding]) {
    throw new RangeError(
      `The payload has ${plaintext.length} bytes, push services take at most ` +
        `${MAX_PAYLOAD[encoding]} with ${encoding}.`,
    )
  }

  try {
    if (encoding === 'aesgcm' || auth.length !== 16) {
      return encryptByParts(plaintext, { p256dh, auth }, encoding)
    }
    const body = encryptor.encrypt(plaintext, { p256dh, auth }, { paddedLength: plaintext.length })
    return {
      localPublicKey: Buffer.from(body.subarray(21, 86)),
      salt: body.toString('base64url', 0, 16),
      cipherText: body,
    }
  } catch (error) {
    throw error instanceof SubscriptionKeyError ? invalidPoint(error) : error
  }
}

function decodePublicKey(key: unknown): Buffer {
  if (!key) throw new Error('No user public key provided for encryption.')
  if (typeof key !== 'string') {
    throw new Error('The subscription p256dh value must be a string.')
  }
  const bytes = Buffer.from(key, 'base64url')
  if (bytes.length !== 65) {
    throw new Error('The subscription p256dh value should be 65 bytes long.')
  }
  return bytes
}

/** RFC 8291 says 16 bytes; web-push takes more, and so do its users' tests. */
function decodeAuth(auth: unknown): Buffer {
  if (!auth) throw new Error('No user auth provided for encryption.')
  if (typeof auth !== 'string') {
    throw new Error('The subscription auth key must be a string.')
  }
  const bytes = Buffer.from(auth, 'base64url')
  if (bytes.length < 16) {
    throw new Error('The subscription auth key should be at least 16 bytes long')
  }
  return bytes
}

/** The error that `computeSecret` throws inside web-push. */
function invalidPoint(cause: Error): Error {
  const error = new Error('Public key is not valid for specified curve', { cause })
  return Object.assign(error, { code: 'ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY' })
}
