import { createCipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto'
import type { SubscriptionKeys } from '../check-keys.ts'
import type { ContentEncoding } from './request-options.ts'

const RECORD_SIZE = 4096

export interface EncryptionResult {
  /** the 65-byte point of the key pair made for this message */
  localPublicKey: Buffer
  /** 16 bytes as base64url */
  salt: string
  cipherText: Buffer
}

/**
 * The plain way to encrypt, for cases that the fast one does not cover: the encoding of the drafts,
 * draft-ietf-webpush-encryption-04 on draft-ietf-httpbis-encryption-encoding-03, and auth secrets of more than 16
 * bytes.
 */
export function encryptByParts(
  plaintext: Buffer,
  { p256dh, auth }: SubscriptionKeys,
  contentEncoding: ContentEncoding,
): EncryptionResult {
  const ecdh = createECDH('prime256v1')
  const localPublicKey = ecdh.generateKeys()
  const sharedSecret = ecdh.computeSecret(p256dh)
  const salt = randomBytes(16)
  const message = { sharedSecret, p256dh, auth, localPublicKey, salt, plaintext }
  return {
    localPublicKey,
    salt: salt.toString('base64url'),
    cipherText: contentEncoding === 'aesgcm' ? sealAesgcm(message) : sealAes128gcm(message),
  }
}

interface Message {
  sharedSecret: Buffer
  p256dh: Uint8Array
  auth: Uint8Array
  localPublicKey: Buffer
  salt: Buffer
  plaintext: Buffer
}

function sealAesgcm(message: Message): Buffer {
  const { sharedSecret, p256dh, auth, localPublicKey, salt, plaintext } = message
  const secret = hkdf(auth, sharedSecret, 'Content-Encoding: auth\0', 32)
  const length = Buffer.from([0, 65])
  const context = Buffer.concat([Buffer.from('P-256\0'), length, p256dh, length, localPublicKey])
  const info = (name: string) => Buffer.concat([Buffer.from(`Content-Encoding: ${name}\0`), context])
  const key = hkdf(salt, secret, info('aesgcm'), 16)
  const nonce = hkdf(salt, secret, info('nonce'), 12)
  const noPadding = Buffer.alloc(2)
  return seal(key, nonce, Buffer.concat([noPadding, plaintext]))
}

function sealAes128gcm(message: Message): Buffer {
  const { sharedSecret, p256dh, auth, localPublicKey, salt, plaintext } = message
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), p256dh, localPublicKey])
  const secret = hkdf(auth, sharedSecret, info, 32)
  const key = hkdf(salt, secret, 'Content-Encoding: aes128gcm\0', 16)
  const nonce = hkdf(salt, secret, 'Content-Encoding: nonce\0', 12)
  const sizes = Buffer.alloc(5)
  sizes.writeUInt32BE(RECORD_SIZE)
  sizes[4] = localPublicKey.length
  const lastRecord = Buffer.from([2])
  const record = seal(key, nonce, Buffer.concat([plaintext, lastRecord]))
  return Buffer.concat([salt, sizes, localPublicKey, record])
}

function hkdf(salt: Uint8Array, secret: Uint8Array, info: string | Buffer, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, length))
}

function seal(key: Buffer, nonce: Buffer, record: Buffer): Buffer {
  const cipher = createCipheriv('aes-128-gcm', key, nonce)
  return Buffer.concat([cipher.update(record), cipher.final(), cipher.getAuthTag()])
}
