import assert from 'node:assert/strict'
import { createECDH, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import ece from 'http_ece'
import { compiledBinding } from '../../web-push-native/test/compiled-binding.ts'
import { TypeScriptEngine } from './encryption-engine.ts'
import type { EncryptionInput } from './encryption-engine.ts'
import { loadEngine } from './load-engine.ts'
import { NativeEngine } from './native-engine.ts'

// Each test compares the native engine with the one in TypeScript.

const compiled = compiledBinding()
const skip = compiled.ok ? false : compiled.reason
const native = new NativeEngine({
  binding: compiled.ok ? compiled.binding : (undefined as never),
  jobs: 2,
})
const typescript = new TypeScriptEngine()

function makeReceiver() {
  const ecdh = createECDH('prime256v1')
  const keys = { p256dh: ecdh.generateKeys(), auth: randomBytes(16) }
  const decrypt = (body: unknown) =>
    ece.decrypt(body as Buffer, {
      version: 'aes128gcm',
      privateKey: ecdh,
      authSecret: keys.auth.toString('base64url'),
    })
  return { keys, decrypt }
}

const oneReceiver = makeReceiver()
const { keys } = oneReceiver
const payload = Buffer.from('{"title":"Ada:"}')
const offCurve = Buffer.concat([Buffer.of(4), Buffer.alloc(64, 1)])

const inputs: EncryptionInput[] = [
  { payload, keys },
  { payload, keys: { ...keys, p256dh: offCurve } },
  { payload, keys: { ...keys, p256dh: offCurve.subarray(1) } },
  { payload, keys: { ...keys, p256dh: Buffer.alloc(65, 2) } },
  { payload, keys: { ...keys, p256dh: Buffer.alloc(0) } },
  { payload, keys: { ...keys, auth: Buffer.alloc(15) } },
  { payload, keys: { ...keys, auth: Buffer.alloc(17) } },
  { payload: Buffer.alloc(3994), keys },
  { payload, keys, paddedLength: 3994 },
  { payload: Buffer.alloc(3993), keys },
  { payload: Buffer.alloc(0), keys },
  { payload: new Uint8Array(300), keys, paddedLength: 300 },
  {
    payload: new Uint8Array(payload),
    keys: { p256dh: new Uint8Array(keys.p256dh), auth: keys.auth },
  },
  { payload, keys, paddedLength: 3993 },
]

test('bodies have the lengths, and faults the names, of the engine in TypeScript', { skip }, async () => {
  const expected = await typescript.encryptBatch(inputs)
  for (const results of [await native.encryptBatch(inputs), native.encryptBatchSync(inputs)]) {
    assert.deepEqual(results.map(lengthOrFault), expected.map(lengthOrFault))
    for (const [i, body] of results.entries()) {
      if (typeof body !== 'string') {
        assert.deepEqual(oneReceiver.decrypt(body), Buffer.from(inputs[i]?.payload as Uint8Array))
      }
    }
  }
})

test('a batch of shared and separate payloads comes back in order', { skip }, async () => {
  const shared = Buffer.from('to everybody')
  const receivers = Array.from({ length: 200 }, makeReceiver)
  const messages = receivers.map((receiver, i) => ({
    keys: receiver.keys,
    payload: i % 3 === 0 ? Buffer.from(`to number ${i}`) : shared,
  }))
  const bodies = await native.encryptBatch(messages)
  for (const [i, receiver] of receivers.entries()) {
    assert.deepEqual(receiver.decrypt(bodies[i]), messages[i]?.payload)
  }
})

for (const paddedLength of [payload.length - 1, 20.5, -1, Number.NaN]) {
  test(`a padded length of ${paddedLength} rejects, as in TypeScript`, { skip }, async () => {
    const wrong = [{ payload, keys, paddedLength }]
    await assert.rejects(typescript.encryptBatch(wrong), RangeError)
    await assert.rejects(native.encryptBatch(wrong), RangeError)
    assert.throws(() => native.encryptBatchSync(wrong), RangeError)
  })
}

test('an empty batch is an empty answer', { skip }, async () => {
  assert.deepEqual(await native.encryptBatch([]), [])
  assert.deepEqual(native.encryptBatchSync([]), [])
})

test('changes to a batch after the call have no effect', { skip }, async () => {
  const own = Buffer.from('as it was')
  const messages = [{ payload: own, keys }]
  const pending = native.encryptBatch(messages)
  own.fill(0)
  messages.length = 0
  const [body] = await pending
  assert.equal(oneReceiver.decrypt(body).toString(), 'as it was')
})

test('the native engine is chosen where it loads', { skip }, async () => {
  const { engine, nativeFault } = await loadEngine()
  assert.equal(engine.name, 'native')
  assert.equal(nativeFault, undefined)
  const [body] = await engine.encryptBatch([{ payload, keys }])
  assert.deepEqual(oneReceiver.decrypt(body), payload)
})

test('the back end can be chosen, and is reported', { skip }, async () => {
  for (const backend of ['openssl', 'portable'] as const) {
    const { engine, nativeFault } = await loadEngine({ use: backend })
    assert.equal(nativeFault, undefined)
    assert.equal(engine.backend, backend)
    const [one, two] = await engine.encryptBatch([
      { payload, keys },
      { payload, keys },
    ])
    assert.deepEqual(oneReceiver.decrypt(one), payload)
    assert.deepEqual(oneReceiver.decrypt(two), payload)
  }
})

test('TypeScript can be asked for', async () => {
  const { engine, nativeFault } = await loadEngine({ use: 'typescript' })
  assert.equal(engine.name, 'typescript')
  assert.equal(nativeFault, 'TypeScript was asked for')
})

test('after a wrong answer OpenSSL takes over, and the reason is reported', () => {
  const faulty = { backend: 'ifma', isFaulty: () => true } as never
  assert.equal(new NativeEngine({ binding: faulty, jobs: 1 }).backend, 'openssl')
})

test('without the native package TypeScript encrypts, and the reason is reported', async () => {
  const { engine, nativeFault } = await loadEngine({ nativePackage: '@belfry/not-installed' })
  assert.equal(engine.name, 'typescript')
  assert.match(nativeFault ?? '', /not-installed/)
  const [body] = await engine.encryptBatch([{ payload, keys }])
  assert.deepEqual(oneReceiver.decrypt(body), payload)
})

function lengthOrFault(result: Buffer | string): number | string {
  return typeof result === 'string' ? result : result.length
}

test('a missing package is no news, one that does not run here is', async () => {
  const absent = await loadEngine({ nativePackage: '@belfry/no-such-package' })
  assert.ok(!(absent.engine instanceof NativeEngine))
  assert.equal('nativeIsInstalled' in absent && absent.nativeIsInstalled, false)
  const answering = (answer: object) => {
    const program = `export const loadBinding = () => (${JSON.stringify(answer)})`
    return loadEngine({ nativePackage: `data:text/javascript,${encodeURIComponent(program)}` })
  }
  const unbuilt = await answering({ ok: false, reason: 'not compiled', isUnbuilt: true })
  assert.equal('nativeIsInstalled' in unbuilt && unbuilt.nativeIsInstalled, false, 'a fresh clone')
  const unfit = await answering({ ok: false, reason: 'made for another system' })
  assert.deepEqual('nativeIsInstalled' in unfit && [unfit.nativeIsInstalled, unfit.nativeFault], [
    true,
    'made for another system',
  ])
})

test('an unknown encryption is a TypeError', async () => {
  await assert.rejects(loadEngine({ use: 'rot13' as never }), { name: 'TypeError', message: /use must be one of auto/ })
})
