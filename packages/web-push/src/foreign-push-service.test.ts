import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { buildRequest } from './build-request.ts'
import { checkKeys } from './check-keys.ts'
import { Encryptor } from './encryptor.ts'
import { generateVapidKeys } from './vapid-keys.ts'
import { VapidSigner } from './vapid-signer.ts'

// The push service of the npm package web-push-testing: independent token verification and decryption. Its HTTP side
// speaks no TLS, so the test calls its model directly.
interface PushApiModel {
  subscribe(options: { applicationServerKey: string }): Promise<{
    clientHash: string
    keys: { p256dh: string; auth: string }
  }>
  handleNotification(
    clientHash: string,
    headers: { encoding?: string; ttl?: string; authorization?: string },
    body: Buffer,
  ): Promise<void>
  getNotifications(query: { clientHash: string }): { messages: string[] }
}
const require = createRequire(import.meta.url)
const { PushApiModel: Model } = require('web-push-testing/src/PushApiModel.js') as {
  PushApiModel: new () => PushApiModel
}

const vapidKeys = generateVapidKeys()
const signer = new VapidSigner({ keys: vapidKeys, subject: 'mailto:ops@example.com' })
const encryptor = new Encryptor()

function send(
  model: PushApiModel,
  subscription: { clientHash: string; keys: { p256dh: string; auth: string } },
  payload: string,
  by = signer,
): Promise<void> {
  const keys = checkKeys(subscription.keys)
  assert.ok(keys.ok)
  const { headers, body } = buildRequest({
    endpoint: `https://push.example/notify/${subscription.clientHash}`,
    keys,
    payload: Buffer.from(payload),
    ttl: 60,
    urgency: 'high',
    signer: by,
    encryptor,
  })
  const { ttl = '', authorization = '', 'content-encoding': encoding = '' } = headers
  return model.handleNotification(subscription.clientHash, { ttl, authorization, encoding }, body as Buffer)
}

test('a foreign push service takes our requests and reads our messages', async () => {
  const model = new Model()
  const subscription = await model.subscribe({ applicationServerKey: vapidKeys.publicKey })
  const payloads = ['', 'x', 'Ünïcödé 👩‍🚀 שלום', 'a'.repeat(256), 'b'.repeat(2821), 'c'.repeat(3993)]
  for (const payload of payloads) {
    await send(model, subscription, payload)
  }
  assert.deepEqual(model.getNotifications(subscription).messages, payloads)
})

test('and refuses those signed with another key', async () => {
  const model = new Model()
  const subscription = await model.subscribe({ applicationServerKey: vapidKeys.publicKey })
  const other = new VapidSigner({ keys: generateVapidKeys(), subject: 'mailto:ops@example.com' })
  await assert.rejects(send(model, subscription, 'x', other))
  assert.deepEqual(model.getNotifications(subscription).messages, [])
})
