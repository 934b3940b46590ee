// A user's program for @belfry/web-push, on every server-side JavaScript runtime: ci/runtimes.ts runs it on each, and
// reads the arrived messages at a push service.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import https from 'node:https'
import process from 'node:process'
import {
  buildRequest,
  checkEndpoint,
  checkKeys,
  classify,
  generateVapidKeys,
  isPrivateAddress,
  loadEngine,
  Sender,
  VapidSigner,
} from '@belfry/web-push'
import webpush, { sendNotification, WebPushError } from '@belfry/web-push/compat'

const { ca, allow, resolve, vapidKeys, subscriptions, http1, native } = JSON.parse(
  readFileSync(process.argv[2], 'utf8'),
)
const subject = 'mailto:ops@example.com'
const signer = new VapidSigner({ keys: vapidKeys, subject })
assert.notDeepEqual(generateVapidKeys(), generateVapidKeys())

// A native engine where it runs; elsewhere a reason, without ending the process.
const { engine, nativeFault } = await loadEngine()
assert.equal(engine.name, native ? 'native' : 'typescript', nativeFault)

// A batch, and as many one by one.
const sender = new Sender({ ca, resolve, allowPrivate: allow })
const messages = subscriptions.map(({ keys }, index) => ({
  payload: `${index}: Grüße 👋`,
  keys: checkKeys(keys),
}))
const bodies = await engine.encryptBatch(messages)
const requests = subscriptions.flatMap(({ endpoint }, index) => {
  const { ok, message } = checkEndpoint(endpoint, { allow })
  assert.ok(ok, message)
  const policy = { endpoint, ttl: 60, urgency: 'normal', signer }
  return [
    buildRequest({ ...policy, body: bodies[index] }),
    buildRequest({ ...policy, payload: new TextEncoder().encode(`${index} again`), keys: messages[index].keys }),
  ]
})
const answers = await Promise.all(requests.map((request) => sender.send(request)))
for (const [index, answer] of answers.entries()) {
  assert.equal(classify(answer, requests[index].service).outcome, 'accepted', JSON.stringify(answer))
}
assert.deepEqual([...new Set(sender.stats.origins.map(({ protocol }) => protocol))], ['h2'])
await sender.close()

// No private address is contacted, and no wrong certificate is trusted.
const request = buildRequest({ endpoint: http1, payload: 'x', keys: messages[0].keys, ttl: 1, urgency: 'low', signer })
assert.ok(isPrivateAddress('::ffff:169.254.169.254'))
for (const [options, reason] of [
  [{ ca }, 'blocked'],
  [{ allowPrivate: [new URL(http1).host] }, 'tls'],
  [{ ca, resolve: { [`other.example:${new URL(http1).port}`]: `127.0.0.1:${new URL(http1).port}` } }, 'tls'],
]) {
  const guarded = new Sender(options)
  const origin = options.resolve ? request.origin.replace('localhost', 'other.example') : request.origin
  assert.equal((await guarded.send({ ...request, origin })).reason, reason)
  await guarded.close()
}

// The drop-in for web-push, and its errors.
webpush.setVapidDetails(subject, vapidKeys.publicKey, vapidKeys.privateKey)
const agent = new https.Agent({ ca })
const subscription = { ...subscriptions[0], endpoint: http1 }
assert.equal((await sendNotification(subscription, 'Hello', { agent, TTL: 1 })).statusCode, 201)
await assert.rejects(sendNotification({ ...subscription, endpoint: `${http1}/gone` }, 'Hello', { agent }), (error) => {
  return error instanceof WebPushError && error.statusCode === 410
})
await assert.rejects(sendNotification({ ...subscription, endpoint: 'nonsense' }), { code: 'ERR_INVALID_URL' })
agent.destroy()

// Without HTTP/2, as behind some proxies. Its connections stay open: they keep no process alive.
const old = new Sender({ ca, allowPrivate: [new URL(http1).host] })
const outcomes = await Promise.all(Array.from({ length: 20 }, () => old.send(request)))
assert.deepEqual([...new Set(outcomes.map((answer) => answer.status ?? answer.message))], [201])
assert.equal(old.stats.origins[0]?.protocol, 'http/1.1')
