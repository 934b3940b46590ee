import assert from 'node:assert/strict'
import { createECDH, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import ece from 'http_ece'
import { buildRequest, topicFor } from './build-request.ts'
import { generateVapidKeys } from './vapid-keys.ts'
import { VapidSigner } from './vapid-signer.ts'

const receiver = createECDH('prime256v1')
const keys = { p256dh: receiver.generateKeys(), auth: randomBytes(16) }
const signer = new VapidSigner({ keys: generateVapidKeys(), subject: 'mailto:ops@example.com' })
const message = {
  endpoint: 'https://updates.push.services.mozilla.com/wpush/v2/gAAAA?x=1',
  keys,
  payload: Buffer.from('hello'),
  ttl: 86_400,
  urgency: 'normal' as const,
  signer,
}

test('a message becomes a POST with every header push services ask for, and no other', () => {
  const { body, ...request } = buildRequest(message)
  assert.deepEqual(request, {
    origin: 'https://updates.push.services.mozilla.com',
    path: '/wpush/v2/gAAAA?x=1',
    service: 'mozilla',
    headers: {
      ttl: '86400',
      urgency: 'normal',
      authorization: signer.header('https://updates.push.services.mozilla.com'),
      'content-length': String(body?.length),
      'content-encoding': 'aes128gcm',
      'content-type': 'application/octet-stream',
    },
  })
  const plaintext = ece.decrypt(body as Buffer, {
    version: 'aes128gcm',
    privateKey: receiver,
    authSecret: keys.auth.toString('base64url'),
  })
  assert.equal(plaintext.toString(), 'hello')
})

test('a message without payload has no body and says so', () => {
  const { body, headers } = buildRequest({ ...message, payload: undefined })
  assert.equal(body, undefined)
  assert.equal(headers['content-length'], '0')
  assert.equal('content-encoding' in headers, false)
})

test('an empty payload is a payload: it is encrypted', () => {
  const { body } = buildRequest({ ...message, payload: Buffer.alloc(0) })
  assert.equal(body?.length, 86 + 256 + 17)
})

test('a body made by an engine is sent as it is', () => {
  const { endpoint, ttl, urgency } = message
  const body = Buffer.from('encrypted elsewhere')
  const request = buildRequest({ endpoint, ttl, urgency, signer, body })
  assert.equal(request.body, body)
  assert.equal(request.headers['content-encoding'], 'aes128gcm')
  assert.equal(request.headers['content-length'], String(body.length))
})

test('a port other than 443 is part of the origin, which the token is for', () => {
  const { origin, headers } = buildRequest({ ...message, endpoint: 'https://localhost:4443/push' })
  assert.equal(origin, 'https://localhost:4443')
  assert.equal(headers['authorization'], signer.header('https://localhost:4443'))
})

test('X-WNS-Cache-Policy asks WNS to keep a message exactly when its TTL is not 0', () => {
  const endpoint = 'https://wns2-par02p.notify.windows.com/w/?token=BQYAAA%3d%3d'
  const policy = (ttl: number): unknown => buildRequest({ ...message, endpoint, ttl }).headers['x-wns-cache-policy']
  assert.equal(policy(0), 'no-cache')
  assert.equal(policy(1), 'cache')
  assert.equal(buildRequest({ ...message, endpoint }).path, '/w/?token=BQYAAA%3d%3d')
  assert.equal('x-wns-cache-policy' in buildRequest(message).headers, false)
})

test('a TTL is whole seconds, at most 31 bits of them', () => {
  assert.equal(buildRequest({ ...message, ttl: 0 }).headers['ttl'], '0')
  assert.equal(buildRequest({ ...message, ttl: 1e12 }).headers['ttl'], '2147483647')
  for (const ttl of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, '60' as unknown as number]) {
    assert.throws(() => buildRequest({ ...message, ttl }), RangeError)
  }
})

test('an urgency is one of the four words, and no way to write other headers', () => {
  for (const urgency of ['urgent', '', 'high\r\nx: y']) {
    assert.throws(() => buildRequest({ ...message, urgency: urgency as 'high' }), RangeError)
  }
})

test('any collapse key becomes a topic of 32 characters that Apple can decode', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (collapseKey) => {
      const topic = topicFor(collapseKey)
      assert.match(topic, /^[A-Za-z0-9_-]{32}$/)
      assert.equal(Buffer.from(topic, 'base64url').toString('base64url'), topic)
      assert.equal(topicFor(collapseKey), topic)
    }),
  )
  assert.notEqual(topicFor('feedback-1'), topicFor('feedback-2'))
  assert.equal(buildRequest({ ...message, collapseKey: 'a' }).headers['topic'], topicFor('a'))
})

test('errors of encryption come through, for any payload', () => {
  assert.throws(() => buildRequest({ ...message, payload: Buffer.alloc(4000) }), {
    code: 'payload-too-large',
  })
  assert.throws(() => buildRequest({ ...message, keys: { ...keys, auth: Buffer.alloc(1) } }), {
    code: 'auth-invalid',
  })
})
