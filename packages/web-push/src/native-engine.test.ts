import assert from 'node:assert/strict'
import { createECDH, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import ece from 'http_ece'
import { compiledBinding } from '../../web-push-native/test/compiled-binding.ts'
import { TypeScriptEngine } from './encryption-engine.ts'
import type { EncryptionInput } from './encryption-engine.ts'
import { loadEngine } from './load-engine.ts'
import { NativeEngine } from './native-engine.ts'

// Each test holds the native engine to what the one in TypeScript does.

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

test(
  'bodies have the lengths, and faults the names, of the engine in TypeScript',
  { skip },
  async () => {
    const expected = await typescript.encryptBatch(inputs)
    for (const results of [await native.encryptBatch(inputs), native.encryptBatchSync(inputs)]) {
      assert.deepEqual(results.map(lengthOrFault), expected.map(lengthOrFault))
      for (const [i, body] of results.entries()) {
        if (typeof body !== 'string') {
          assert.deepEqual(oneReceiver.decrypt(body), Buffer.from(inputs[i]?.payload ?? []))
        }
      }
    }
  },
)

test('a batch of payloads of their own and shared ones comes back in order', { skip }, async () => {
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

test('what the caller does to a batch after the call changes nothing', { skip }, async () => {
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

test('without the native package TypeScript does it, and the reason is told', async () => {
  const { engine, nativeFault } = await loadEngine({ nativePackage: '@belfry/not-installed' })
  assert.equal(engine.name, 'typescript')
  assert.match(nativeFault ?? '', /not-installed/)
  const [body] = await engine.encryptBatch([{ payload, keys }])
  assert.deepEqual(oneReceiver.decrypt(body), payload)
})

function lengthOrFault(result: Buffer | string): number | string {
  return typeof result === 'string' ? result : result.length
}
