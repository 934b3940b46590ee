// An app that a bundler makes one file of, @belfry/web-push in it, for ci/pack.ts: it does in there
// what it does outside. The native part is no JavaScript: it stays where it is installed, and is
// found there or not (the argument says which).

import assert from 'node:assert/strict'
import { buildRequest, checkKeys, generateVapidKeys, loadEngine, Sender, VapidSigner } from '@belfry/web-push'
import webpush, { WebPushError } from '@belfry/web-push/compat'

const [, , expected] = process.argv

async function main() {
  const { engine, nativeFault, nativeIsInstalled } = await loadEngine()
  assert.equal(engine.name, expected, nativeFault)
  if (expected === 'typescript') {
    assert.equal(nativeIsInstalled, false)
    assert.match(nativeFault, /Cannot find (package|module) '@belfry\/web-push-native'/)
  }

  const vapidKeys = generateVapidKeys()
  const receiver = { p256dh: vapidKeys.publicKey, auth: Buffer.alloc(16, 1).toString('base64url') }
  const [body] = await engine.encryptBatch([{ payload: 'Hello', keys: checkKeys(receiver) }])
  assert.ok(body.length > 103)
  const subject = 'mailto:ops@example.com'
  const signer = new VapidSigner({ keys: vapidKeys, subject })
  const endpoint = 'https://127.0.0.1:1/nobody-listens'
  const request = buildRequest({ endpoint, body, ttl: 60, urgency: 'normal', signer })
  await using sender = new Sender({ allowPrivate: ['127.0.0.1:1'] })
  assert.equal((await sender.send(request)).reason, 'connect')

  webpush.setVapidDetails(subject, vapidKeys.publicKey, vapidKeys.privateKey)
  const sent = webpush.sendNotification({ endpoint, keys: receiver }, 'Hello')
  await assert.rejects(sent, (error) => error.code === 'ECONNREFUSED' && !(error instanceof WebPushError))
}

void main()
