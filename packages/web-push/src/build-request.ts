import { bytesOf } from './bytes.ts'
import type { Payload } from './bytes.ts'
import { encrypt } from './encryptor.ts'
import type { Encryptor } from './encryptor.ts'
import type { SubscriptionKeys } from './check-keys.ts'
import type { PushServiceName } from './push-services.ts'
import { sha256 } from './sha256.ts'
import { splitEndpoint } from './split-endpoint.ts'
import type { VapidSigner } from './vapid-signer.ts'
import { wrongArgument } from './wrong-argument.ts'

/** How soon a message matters, for devices that save power (RFC 8030 section 5.3). */
export type Urgency = 'very-low' | 'low' | 'normal' | 'high'

/** A POST ready to be sent. */
export interface PushRequest {
  origin: string
  path: string
  headers: Record<string, string>
  body: Buffer | undefined
  service: PushServiceName
}

interface MessagePolicy {
  endpoint: string
  /** Seconds the push service keeps the message for a browser that is away, 0 to 2147483647. */
  ttl: number
  urgency: Urgency
  /** Messages with the same key replace each other while they wait at the push service. Any text. */
  collapseKey?: string
  signer: VapidSigner
}

/**
 * The content: a payload to be encrypted here, text or bytes, or a body that an `EncryptionEngine` has made. Neither,
 * `undefined` or `null`, is a message without content.
 */
export type PushMessage = MessagePolicy &
  (
    | { payload: Payload | null | undefined; keys: SubscriptionKeys; encryptor?: Encryptor; body?: undefined }
    | { body: Uint8Array | undefined; payload?: undefined }
  )

const URGENCIES: readonly Urgency[] = ['very-low', 'low', 'normal', 'high']

/** RFC 8030 section 5.2: recipients take at least 31 bits, and more counts as this. */
const MAX_TTL = 2 ** 31 - 1

/**
 * Builds the push request of RFC 8030 with the headers that today's push services require. Without a payload the
 * service worker gets a push event without data. Pass an `Encryptor` when sending many.
 *
 * @example
 * const request = buildRequest({
 *   endpoint, keys, payload: '{"title":"Ada:"}', ttl: 86_400, urgency: 'normal', signer,
 * })
 * @throws TypeError when something is not of its type: a body that is text, an endpoint that is no URL
 * @throws PayloadTooLargeError, SubscriptionKeyError as `encrypt` does
 * @throws RangeError when `ttl` is no number of seconds, or `urgency` none of the four
 */
export function buildRequest(message: PushMessage): PushRequest {
  const { ttl, urgency, collapseKey, signer } = message
  if (!URGENCIES.includes(urgency)) {
    throw new RangeError(`urgency must be one of ${URGENCIES.join(', ')}`)
  }
  if (!Number.isInteger(ttl) || ttl < 0) {
    throw new RangeError('ttl must be a whole number of seconds, 0 or more')
  }
  if (collapseKey !== undefined && typeof collapseKey !== 'string') {
    throw wrongArgument('collapseKey', 'a string', collapseKey)
  }
  if (typeof message.endpoint !== 'string') {
    throw wrongArgument('endpoint', 'the URL of a subscription, as a string', message.endpoint)
  }
  if (typeof (signer as Partial<VapidSigner> | undefined)?.header !== 'function') {
    throw wrongArgument('signer', 'a VapidSigner', signer)
  }
  const { origin, path, service } = splitEndpoint(message.endpoint)
  const body = bodyOf(message)

  const headers: Record<string, string> = {
    ttl: String(Math.min(ttl, MAX_TTL)),
    // Always: Apple once answered BadUrgency without it, and iOS delays messages that are not urgent (ntfy).
    urgency,
    authorization: signer.header(origin),
    // Also without a body: WNS takes no chunked requests.
    'content-length': String(body?.length ?? 0),
  }
  if (body !== undefined) {
    headers['content-encoding'] = 'aes128gcm'
    headers['content-type'] = 'application/octet-stream'
  }
  if (collapseKey !== undefined) {
    headers['topic'] = topicFor(collapseKey)
  }
  if (service === 'wns') {
    // "Ttl value conflicts with X-WNS-Cache-Policy", 400, for TTL 0 without it: web-push-libs/pywebpush#162,
    // SherClockHolmes/webpush-go#66. Its default is to cache, so that TTL 0 must say otherwise.
    headers['x-wns-cache-policy'] = ttl === 0 ? 'no-cache' : 'cache'
  }
  return { origin, path, headers, body, service }
}

/**
 * Derives the Topic header: at most 32 characters of base64url (RFC 8030 section 5.4). Apple decodes it, and answers
 * 400 BadWebPushTopic when that fails, as with a length of 1 mod 4; 32 characters always decode.
 */
export function topicFor(collapseKey: string): string {
  return sha256(collapseKey, 'base64url').slice(0, 32)
}

function bodyOf(message: PushMessage): Buffer | undefined {
  const { payload, body } = message
  if (body !== undefined && body !== null) {
    if (payload !== undefined && payload !== null) {
      throw wrongArgument('payload', 'left out where there is a body', payload)
    }
    return encryptedBody(body)
  }
  if (payload === undefined || payload === null) {
    return undefined
  }
  const { keys, encryptor } = message
  return encryptor === undefined ? encrypt(payload, keys) : encryptor.encrypt(payload, keys)
}

/** Text is no body, and neither is the fault that `encryptBatch` returns for a message it could not encrypt. */
function encryptedBody(body: unknown): Buffer {
  const { buffer, byteOffset, length } = bytesOf(body, 'body', 'the bytes an engine made (text goes into payload)')
  return Buffer.isBuffer(body) ? body : Buffer.from(buffer, byteOffset, length)
}
