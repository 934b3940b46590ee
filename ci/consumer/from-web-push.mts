// A program that was written for web-push and @types/web-push, with one import line changed. Every name and shape of
// those types is here, so that ci/pack.ts finds it when one goes.

import assert from 'node:assert/strict'
import { createECDH, randomBytes } from 'node:crypto'
import https from 'node:https'
import webpush, {
  encrypt,
  generateRequestDetails,
  generateVAPIDKeys,
  getVapidHeaders,
  sendNotification,
  setGCMAPIKey,
  setVapidDetails,
  supportedContentEncodings,
  supportedUrgency,
  WebPushError,
} from '@belfry/web-push/compat'
import * as namespace from '@belfry/web-push/compat'
import type {
  ContentEncoding,
  EncryptionResult,
  Headers,
  HttpsProxyAgentOptions,
  PushSubscription,
  RequestDetails,
  RequestOptions,
  SendResult,
  Urgency,
  VapidKeys,
} from '@belfry/web-push/compat'

const vapidKeys: VapidKeys = generateVAPIDKeys()
const subscription: PushSubscription = {
  endpoint: 'https://127.0.0.1:1/nobody-listens',
  expirationTime: null,
  keys: {
    p256dh: createECDH('prime256v1').generateKeys('base64url'),
    auth: randomBytes(16).toString('base64url'),
  },
}
const proxy: HttpsProxyAgentOptions = { host: '127.0.0.1', port: 1, headers: {}, keepAlive: true }
const urgency: Urgency = supportedUrgency.HIGH
const contentEncoding: ContentEncoding = supportedContentEncodings.AES_GCM
const options: RequestOptions = {
  gcmAPIKey: 'key',
  vapidDetails: { subject: 'mailto:ada@example.com', ...vapidKeys },
  timeout: 5000,
  TTL: 60,
  headers: { 'X-Trace': '1' },
  contentEncoding,
  urgency,
  topic: 'news',
  agent: new https.Agent({ keepAlive: true }),
}

webpush.setVapidDetails('mailto:ada@example.com', vapidKeys.publicKey, vapidKeys.privateKey)
assert.equal(setVapidDetails, webpush.setVapidDetails)
setGCMAPIKey(null)

const details: RequestDetails = generateRequestDetails(subscription, 'Hello', { ...options, proxy })
const nothing: null = generateRequestDetails(subscription, null).body
const maybe = 'Hello' as string | undefined
const body: Buffer = generateRequestDetails(subscription, maybe, options).body
const request = new Request(details.endpoint, {
  method: details.method,
  headers: details.headers,
  body: details.body as Buffer<ArrayBuffer>,
})
assert.equal(nothing, null)
assert.equal(request.headers.get('urgency'), 'high')
assert.equal(body.length, 5 + 18)

const sealed: EncryptionResult = encrypt(subscription.keys.p256dh, subscription.keys.auth, 'Hello', 'aes128gcm')
assert.equal(sealed.cipherText.length, 5 + 103)

const { publicKey, privateKey } = vapidKeys
const audience = new URL(subscription.endpoint).origin
const cryptoKey: string = getVapidHeaders(audience, 'mailto:ada@example.com', publicKey, privateKey, 'aesgcm')[
  'Crypto-Key'
]
assert.equal(cryptoKey, `p256ecdsa=${publicKey}`)

const mine: typeof webpush.sendNotification = async (to, payload, given): Promise<SendResult> => {
  try {
    return await sendNotification(to, payload, given)
  } catch (error) {
    if (error instanceof WebPushError) {
      const headers: Headers = error.headers
      assert.fail(`${error.statusCode} ${error.body} ${error.endpoint} ${headers['location']}`)
    }
    throw error
  }
}
await assert.rejects(mine(subscription, Buffer.from('Hello'), options), { code: 'ECONNREFUSED' })
await assert.rejects(namespace.sendNotification(subscription, '{}', { ...options, proxy }), {
  code: 'ECONNREFUSED',
})
