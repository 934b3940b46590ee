// The same in CommonJS: `import … = require(…)`, with the types as members. Only compiled: Node does not run
// what it cannot erase.

import assert = require('node:assert/strict')
import webpush = require('@belfry/web-push/compat')

const { publicKey, privateKey }: webpush.VapidKeys = webpush.generateVAPIDKeys()
webpush.setVapidDetails('mailto:ada@example.com', publicKey, privateKey)
const subscription: webpush.PushSubscription = {
  endpoint: 'https://127.0.0.1:1/nobody-listens',
  keys: { p256dh: publicKey, auth: privateKey.slice(0, 22) },
}

async function send(payload: string): Promise<webpush.SendResult> {
  const result: webpush.SendResult = await webpush.sendNotification(subscription, payload)
  return result
}

void assert.rejects(send('Hello'), (error: unknown) => {
  assert.ok(!(error instanceof webpush.WebPushError))
  assert.equal((error as { code?: string }).code, 'ECONNREFUSED')
  return true
})
