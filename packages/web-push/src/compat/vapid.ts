import crypto from 'node:crypto'
import { parseUrl } from '../parse-url.ts'
import type { ContentEncoding, VapidDetails } from './request-options.ts'
import type { VapidTokens } from './vapid-tokens.ts'

const MAX_EXPIRATION_S = 24 * 60 * 60

export interface VapidHeaders {
  Authorization: string
  'Crypto-Key'?: string
}

/**
 * Makes a key pair for {@link setVapidDetails}, base64url: make it once and keep it.
 *
 * @example
 * const { publicKey, privateKey } = generateVAPIDKeys()
 */
export function generateVAPIDKeys(): { publicKey: string; privateKey: string } {
  const curve = crypto.createECDH('prime256v1')
  curve.generateKeys()
  // A scalar that begins with zero bytes comes out shorter than 32 bytes.
  return {
    publicKey: padStart(curve.getPublicKey(), 65).toString('base64url'),
    privateKey: padStart(curve.getPrivateKey(), 32).toString('base64url'),
  }
}

/** The two header forms: RFC 8292 for aes128gcm, the draft's for aesgcm. */
export function vapidHeaders(
  tokens: VapidTokens,
  audience: string,
  { subject, publicKey, privateKey }: VapidDetails,
  contentEncoding: ContentEncoding,
  expiration?: number,
): VapidHeaders {
  checkAudience(audience)
  checkSubject(subject)
  checkPublicKey(publicKey)
  checkPrivateKey(privateKey)
  if (expiration) checkExpiration(expiration, tokens.now())
  if (contentEncoding !== 'aes128gcm' && contentEncoding !== 'aesgcm') {
    throw new Error('Unsupported encoding type specified.')
  }

  const token = tokens.token({ audience, subject, privateKey, expiration: expiration || undefined })
  if (contentEncoding === 'aes128gcm') {
    return { Authorization: `vapid t=${token}, k=${publicKey}` }
  }
  return { Authorization: `WebPush ${token}`, 'Crypto-Key': `p256ecdsa=${publicKey}` }
}

export function checkVapidDetails({ subject, publicKey, privateKey }: VapidDetails): void {
  checkSubject(subject)
  checkPublicKey(publicKey)
  checkPrivateKey(privateKey)
}

function checkAudience(audience: unknown): void {
  if (!audience) throw new Error('No audience could be generated for VAPID.')
  if (typeof audience !== 'string') {
    throw new Error(
      `The audience value must be a string containing the origin of a push service. ${audience as string}`,
    )
  }
  try {
    parseUrl(audience)
  } catch (cause) {
    throw new Error(`VAPID audience is not a url. ${audience}`, { cause })
  }
}

function checkSubject(subject: unknown): void {
  if (!subject) throw new Error('No subject set in vapidDetails.subject.')
  if (typeof subject !== 'string') {
    throw new Error(
      `The subject value must be a string containing an https: URL or mailto: address. ${subject as string}`,
    )
  }
  let url: URL
  try {
    url = parseUrl(subject)
  } catch (cause) {
    throw new Error(`Vapid subject is not a valid URL. ${subject}`, { cause })
  }
  if (url.protocol !== 'https:' && url.protocol !== 'mailto:') {
    throw new Error(`Vapid subject is not an https: or mailto: URL. ${subject}`)
  }
  if (url.hostname === 'localhost') {
    console.warn(
      "Vapid subject points to a localhost web URI, which is unsupported by Apple's push " +
        'notification server and will result in a BadJwtToken error when sending notifications.',
    )
  }
}

function checkPublicKey(publicKey: unknown): void {
  if (!publicKey) throw new Error('No key set vapidDetails.publicKey')
  if (typeof publicKey !== 'string') {
    throw new Error('Vapid public key is must be a URL safe Base 64 encoded string.')
  }
  if (!isBase64url(publicKey)) {
    throw new Error('Vapid public key must be a URL safe Base 64 (without "=")')
  }
  if (Buffer.byteLength(publicKey, 'base64url') !== 65) {
    throw new Error('Vapid public key should be 65 bytes long when decoded.')
  }
}

function checkPrivateKey(privateKey: unknown): void {
  if (!privateKey) throw new Error('No key set in vapidDetails.privateKey')
  if (typeof privateKey !== 'string') {
    throw new Error('Vapid private key must be a URL safe Base 64 encoded string.')
  }
  if (!isBase64url(privateKey)) {
    throw new Error('Vapid private key must be a URL safe Base 64 (without "=")')
  }
  if (Buffer.byteLength(privateKey, 'base64url') !== 32) {
    throw new Error('Vapid private key should be 32 bytes long when decoded.')
  }
}

function checkExpiration(expiration: unknown, now: number): void {
  if (!Number.isInteger(expiration)) throw new Error('`expiration` value must be a number')
  const seconds = expiration as number
  if (seconds < 0) throw new Error('`expiration` must be a positive integer')
  if (seconds >= Math.floor(now / 1000) + MAX_EXPIRATION_S) {
    throw new Error('`expiration` value is greater than maximum of 24 hours')
  }
}

function isBase64url(text: string): boolean {
  return /^[A-Za-z0-9_-]+$/.test(text)
}

function padStart(bytes: Buffer, length: number): Buffer {
  if (bytes.length >= length) return bytes
  return Buffer.concat([Buffer.alloc(length - bytes.length), bytes])
}
