import type { Agent } from 'node:https'
import type { Encryptor } from '../encryptor.ts'
import { parseUrl } from '../parse-url.ts'
import { encryptPayload } from './encryption.ts'
import type { ProxyOptions } from './proxy-agent.ts'
import { checkOptions } from './request-options.ts'
import type { CheckedOptions, Headers, RequestOptions } from './request-options.ts'
import type { WebPushState } from './state.ts'
import { vapidHeaders } from './vapid.ts'
import type { VapidTokens } from './vapid-tokens.ts'

/** `PushSubscription.toJSON()` of the browser; `keys` are needed where there is a payload. */
export interface PushSubscription {
  endpoint: string
  expirationTime?: null | number
  keys: { p256dh: string; auth: string }
}

/** A request, ready to be sent by any HTTP client. */
export interface RequestDetails {
  method: 'POST'
  headers: Headers
  body: Buffer | null
  endpoint: string
  proxy?: string | ProxyOptions | undefined
  agent?: Agent | undefined
  timeout?: number | undefined
}

export interface Toolbox {
  state: WebPushState
  encryptor: Encryptor
  tokens: VapidTokens
}

/** Builds the request as `web-push` does, header for header. Throws synchronously. */
export function buildRequestDetails(
  tools: Toolbox,
  subscription: PushSubscription,
  payload: string | Buffer | null | undefined,
  options: RequestOptions | null | undefined,
): RequestDetails {
  checkSubscription(subscription, Boolean(payload))
  const checked = checkOptions(options, tools.state)
  const headers = new HeaderSet()
  headers.set('TTL', checked.ttl)
  for (const [name, value] of Object.entries(checked.headers)) headers.set(name, value)

  const body = payload ? addBody(headers, tools, subscription, payload, checked) : null
  if (body === null) headers.set('Content-Length', 0)
  addAuthorization(headers, tools, subscription.endpoint, checked)
  // web-push overwrites an Urgency given among `headers` with 'normal'.
  if (options?.urgency || !headers.has('Urgency')) headers.set('Urgency', checked.urgency)
  if (checked.topic) headers.set('Topic', checked.topic)

  const details: RequestDetails = {
    method: 'POST',
    headers: headers.values as Headers,
    body,
    endpoint: subscription.endpoint,
  }
  if (checked.proxy) details.proxy = checked.proxy
  if (checked.agent) details.agent = checked.agent
  if (checked.timeout) details.timeout = checked.timeout
  return details
}

function checkSubscription(subscription: PushSubscription, hasPayload: boolean): void {
  if (!subscription || !subscription.endpoint) {
    throw new Error('You must pass in a subscription with at least an endpoint.')
  }
  if (typeof subscription.endpoint !== 'string') {
    throw new Error('The subscription endpoint must be a string with a valid URL.')
  }
  if (hasPayload && !(subscription.keys?.p256dh && subscription.keys.auth)) {
    throw new Error("To send a message with a payload, the subscription must have 'auth' and 'p256dh' keys.")
  }
}

function addBody(
  headers: HeaderSet,
  { encryptor }: Toolbox,
  { keys }: PushSubscription,
  payload: string | Buffer,
  { contentEncoding }: CheckedOptions,
): Buffer {
  const encrypted = encryptPayload(encryptor, keys.p256dh, keys.auth, payload, contentEncoding)
  headers.set('Content-Length', encrypted.cipherText.length)
  headers.set('Content-Type', 'application/octet-stream')
  headers.set('Content-Encoding', contentEncoding)
  if (contentEncoding === 'aesgcm') {
    headers.set('Encryption', `salt=${encrypted.salt}`)
    headers.set('Crypto-Key', `dh=${encrypted.localPublicKey.toString('base64url')}`)
  }
  return encrypted.cipherText
}

/** GCM, which is gone, knew no VAPID; FCM takes the old key only where there is no VAPID. */
function addAuthorization(
  headers: HeaderSet,
  { tokens }: Toolbox,
  endpoint: string,
  { gcmAPIKey, vapidDetails, contentEncoding }: CheckedOptions,
): void {
  if (endpoint.startsWith('https://android.googleapis.com/gcm/send')) {
    if (gcmAPIKey) {
      headers.set('Authorization', `key=${gcmAPIKey}`)
    } else {
      console.warn(
        'Attempt to send push notification to GCM endpoint, but no GCM key is defined. ' +
          "Please use setGCMApiKey() or add 'gcmAPIKey' as an option.",
      )
    }
  } else if (vapidDetails) {
    const vapid = vapidHeaders(tokens, originOf(endpoint), vapidDetails, contentEncoding)
    headers.set('Authorization', vapid.Authorization)
    const cryptoKey = vapid['Crypto-Key']
    if (cryptoKey) {
      const before = headers.get('Crypto-Key')
      headers.set('Crypto-Key', before ? `${before};${cryptoKey}` : cryptoKey)
    }
  } else if (endpoint.startsWith('https://fcm.googleapis.com/fcm/send') && gcmAPIKey) {
    headers.set('Authorization', `key=${gcmAPIKey}`)
  }
}

/**
 * An endpoint that is no URL is web-push's main branch's plain TypeError; 3.6.7 makes "null//null" of it, and says that
 * this is no audience.
 */
function originOf(endpoint: string): string {
  const { protocol, host } = parseUrl(endpoint)
  return `${protocol}//${host}`
}

/** Headers in the order and spelling they were set, one value for a name in any case. */
class HeaderSet {
  readonly values: Record<string, string | number> = {}
  readonly #spelling = new Map<string, string>()

  has(name: string): boolean {
    return this.#spelling.has(name.toLowerCase())
  }

  get(name: string): string | number | undefined {
    const spelling = this.#spelling.get(name.toLowerCase())
    return spelling === undefined ? undefined : this.values[spelling]
  }

  set(name: string, value: string | number): void {
    const before = this.#spelling.get(name.toLowerCase())
    if (before !== undefined && before !== name) delete this.values[before]
    this.#spelling.set(name.toLowerCase(), name)
    this.values[name] = value
  }
}
