import assert from 'node:assert/strict'
import { createECDH, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { buildRequest } from './build-request.ts'
import type { PushMessage } from './build-request.ts'
import { checkEndpoint } from './check-endpoint.ts'
import { checkKeys } from './check-keys.ts'
import { Encryptor } from './encryptor.ts'
import { loadEngine } from './load-engine.ts'
import { NativeEngine } from './native-engine.ts'
import { classify } from './outcome.ts'
import { paddedLengthFor } from './padded-length.ts'
import { isPrivateAddress } from './private-address.ts'
import { identifyPushService } from './push-services.ts'
import { parseRetryAfter } from './retry-after.ts'
import { retryAt } from './retry.ts'
import { Sender } from './sender/sender.ts'
import { generateVapidKeys, vapidKeyId } from './vapid-keys.ts'
import { VapidSigner } from './vapid-signer.ts'
import { checkSubject } from './vapid-subject.ts'

// Wrong arguments of JavaScript callers, whom no type stops: each is refused with a message, and none is misread.

const endpoint = 'https://fcm.googleapis.com/fcm/send/1'
const subject = 'mailto:ops@example.com'
const keys = { p256dh: createECDH('prime256v1').generateKeys(), auth: randomBytes(16) }
const signer = new VapidSigner({ keys: generateVapidKeys(), subject })
const message = { endpoint, keys, payload: 'hello', ttl: 60, urgency: 'normal' as const, signer }
const notText: unknown[] = [undefined, null, 0, 7, Number.NaN, true, {}, [], ['x'], () => 'x', Symbol('x'), 10n]
const typeError = { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' }

test('the checks of a browser’s input take any value, and refuse it', () => {
  for (const wrong of [...notText, [endpoint], new String(endpoint), { length: 3 }]) {
    const check = checkEndpoint(wrong as string)
    assert.equal(check.ok ? '' : check.code, 'endpoint-not-a-url')
    assert.equal(checkKeys(wrong as never).ok, false)
    assert.equal(checkKeys({ p256dh: wrong, auth: wrong } as never).ok, false)
    const good = { p256dh: keys.p256dh.toString('base64url'), auth: keys.auth.toString('base64url') }
    assert.equal(checkKeys({ ...good, auth: wrong } as never).ok, false)
    assert.equal(checkKeys({ ...good, p256dh: wrong } as never).ok, false)
    assert.equal(isPrivateAddress(wrong as string), true)
  }
})

test('any JSON at all is a subscription that is refused or one that is right', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      assert.equal(checkKeys(value as never).ok, false)
      assert.equal(checkEndpoint(value as never).ok, false)
    }),
  )
})

test('a subject that is no text, or has space around it, which the token would carry, is refused', () => {
  for (const wrong of [...notText, [subject], new URL('https://example.com'), ` ${subject}`, `${subject}\n`]) {
    assert.equal(checkSubject(wrong as string).ok, false)
    assert.throws(() => new VapidSigner({ keys: generateVapidKeys(), subject: wrong as string }), {
      name: 'VapidSubjectError',
    })
  }
})

test('VAPID keys that are no keys are a VapidKeyError', () => {
  for (const wrong of [...notText, Buffer.alloc(65, 4)]) {
    assert.throws(() => vapidKeyId(wrong as string), { name: 'VapidKeyError' })
    const pair = generateVapidKeys()
    // A missing public key is derived from the private one; anything else in its place is refused.
    const half = wrong === undefined || wrong === null ? [] : [{ ...pair, publicKey: wrong }]
    for (const given of [wrong, { ...pair, privateKey: wrong }, ...half]) {
      assert.throws(() => new VapidSigner({ keys: given as never, subject }), { name: 'VapidKeyError' })
    }
    if (wrong !== undefined) {
      const known = { salt: randomBytes(16), ephemeralKeys: wrong as never }
      assert.throws(() => new Encryptor().encrypt('x', keys, known), { name: 'VapidKeyError' })
    }
  }
})

test('a token is for an origin: for anything else every push service would refuse it', () => {
  for (const wrong of [...notText, '', 'fcm.googleapis.com', endpoint, 'https://fcm.googleapis.com/', 'null']) {
    assert.throws(() => signer.header(wrong as string), typeError)
  }
})

test('a body is the bytes an engine made: not text, and not an engine’s fault code', () => {
  const { payload: _, keys: __, ...rest } = message
  for (const wrong of ['{"title":"x"}', 'p256dh-not-on-curve', 7, true, {}, [1, 2], ['x'], () => 'x']) {
    assert.throws(() => buildRequest({ ...rest, body: wrong } as never), { ...typeError, message: /body/ })
  }
})

test('without a body the payload is sent; both at once is a TypeError', () => {
  for (const body of [undefined, null]) {
    assert.equal(buildRequest({ ...message, body } as never).headers['content-encoding'], 'aes128gcm')
  }
  assert.throws(() => buildRequest({ ...message, body: Buffer.from('x') } as never), typeError)
})

test('null is no payload, as in web-push', () => {
  assert.equal(buildRequest({ ...message, payload: null }).body, undefined)
})

test('every part of a message is checked', () => {
  const parts: Record<keyof typeof message | 'collapseKey' | 'encryptor', unknown[]> = {
    endpoint: notText,
    keys: notText,
    payload: notText.slice(2),
    ttl: [...notText.filter((value) => typeof value !== 'number'), Number.NaN, -1, 1.5, '60', Infinity],
    urgency: [...notText, 'NORMAL', ['normal']],
    signer: notText,
    collapseKey: notText.slice(1),
    encryptor: notText.slice(2),
  }
  for (const [part, values] of Object.entries(parts)) {
    for (const value of values) {
      assert.throws(() => buildRequest({ ...message, [part]: value }), /TypeError|RangeError/, part)
    }
  }
  for (const wrong of notText) {
    assert.throws(() => buildRequest(wrong as PushMessage), /TypeError|RangeError/)
  }
})

test('times that are no numbers do not silently let a message expire', () => {
  const times = { attempt: 0, now: 1000, expiresAt: 100_000, random: 0.5 }
  assert.equal(typeof retryAt(times), 'number')
  for (const name of ['attempt', 'now', 'expiresAt', 'random', 'retryAfterMs', 'baseMs', 'maxMs']) {
    for (const wrong of ['1', null, Number.NaN, new Date(5), {}, []]) {
      assert.throws(() => retryAt({ ...times, [name]: wrong }), { ...typeError, message: new RegExp(name) })
    }
  }
})

test('a Retry-After that is absent is none, and one that is no text is a TypeError', () => {
  for (const absent of [undefined, null]) assert.equal(parseRetryAfter(absent as never, 0), undefined)
  for (const wrong of [120, {}, ['120'], true]) assert.throws(() => parseRetryAfter(wrong as never, 0), typeError)
})

test('a value that is no answer is a TypeError, not an outcome', () => {
  const response = { kind: 'response', status: 201, headers: {}, body: '' }
  const failure = { kind: 'failure', reason: 'timeout', message: '' }
  assert.equal(classify(response as never, 'fcm').outcome, 'accepted')
  for (const wrong of [
    ...notText,
    { ...response, status: '410' },
    { ...response, status: undefined },
    { ...response, status: Number.NaN },
    { ...response, headers: undefined },
    { ...response, headers: null },
    { ...response, headers: new Headers() },
    { ...response, body: undefined },
    { ...response, body: Buffer.from('{}') },
    { ...response, kind: 'other' },
    { ...failure, reason: 'nonsense' },
    { ...failure, reason: 'toString' },
    { ...failure, reason: undefined },
  ]) {
    assert.throws(() => classify(wrong as never, 'fcm'), TypeError)
  }
})

test('a length is a number', () => {
  for (const wrong of [...notText.filter((value) => value !== 0 && value !== 7), '300', -1, 1.5, Infinity]) {
    assert.throws(() => paddedLengthFor(wrong as number), /TypeError|RangeError/)
  }
})

test('a push service is identified by a URL, not by its text', () => {
  assert.equal(identifyPushService(new URL(endpoint)), 'fcm')
  for (const wrong of [...notText, endpoint]) assert.throws(() => identifyPushService(wrong as URL), typeError)
})

test('a native engine takes a whole number of jobs, 1 to 64', async () => {
  for (const jobs of [0, -1, 65, 1.5, Number.NaN, '2', null, {}]) {
    assert.throws(() => new NativeEngine({ binding: {} as never, jobs: jobs as number }), /jobs/)
    if (jobs !== null) await assert.rejects(loadEngine({ jobs: jobs as number }), /jobs/)
  }
})

test('a malformed request is a TypeError and leaves the sender as it was', async () => {
  await using sender = new Sender()
  const request = buildRequest(message)
  const wrong = [
    ...notText,
    endpoint,
    message,
    { ...request, origin: undefined },
    { ...request, path: undefined },
    { ...request, headers: undefined },
    { ...request, headers: new Headers(request.headers) },
    { ...request, headers: Object.entries(request.headers) },
    { ...request, headers: { ttl: 60 } },
    { ...request, body: 'hello' },
    { ...request, body: {} },
    { ...request, body: [1, 2] },
  ]
  for (const one of wrong) {
    await assert.rejects(sender.send(one as never), typeError)
  }
  await assert.rejects(sender.send(request, { signal: 'soon' as never }), typeError)
  assert.equal(sender.stats.inFlight + sender.stats.waiting, 0)
})

test('a wrong option of a sender is refused: a limit that is not a number would limit nothing, or everything', () => {
  const limits = ['maxStreams', 'maxSockets', 'maxOrigins', 'maxWaiting']
  const times = ['connectTimeoutMs', 'responseTimeoutMs', 'bodyTimeoutMs', 'waitTimeoutMs', 'idleTimeoutMs']
  for (const name of [...limits, ...times]) {
    for (const wrong of ['100', Number.NaN, -1, Infinity, null, {}, true]) {
      assert.throws(() => new Sender({ [name]: wrong }), new RegExp(name))
    }
  }
  for (const wrong of [1, true, {}, () => 'x']) {
    assert.throws(() => new Sender({ ca: wrong as never }), { ...typeError, message: /ca/ })
  }
  for (const wrong of ['localhost', 7, [7], {}]) {
    assert.throws(() => new Sender({ allowPrivate: wrong as never }), { ...typeError, message: /allowPrivate/ })
  }
  for (const wrong of ['localhost', ['a'], { a: 7 }, { a: 'no-port' }, { a: '127.0.0.1:99999' }]) {
    assert.throws(() => new Sender({ resolve: wrong as never }), { message: /resolve/ })
  }
  assert.throws(() => new Sender({ lookup: 'dns' as never }), { ...typeError, message: /lookup/ })
  for (const wrong of [null, 'x', 7]) assert.throws(() => new Sender(wrong as never), typeError)
  assert.throws(() => new Sender({ allowprivate: ['localhost:1'] } as never), /allowprivate/)
  assert.ok(new Sender({ ca: undefined as never, maxStreams: undefined as never }))
})
