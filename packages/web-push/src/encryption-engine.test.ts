import assert from 'node:assert/strict'
import { createECDH, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import ece from 'http_ece'
import { TypeScriptEngine } from './encryption-engine.ts'

function makeReceiver() {
  const ecdh = createECDH('prime256v1')
  return { ecdh, keys: { p256dh: ecdh.generateKeys(), auth: randomBytes(16) } }
}

test('a batch comes back in order, each body for its own subscription', async () => {
  const receivers = Array.from({ length: 100 }, makeReceiver)
  const bodies = await new TypeScriptEngine().encryptBatch(
    receivers.map(({ keys }, index) => ({ payload: Buffer.from(`message ${index}`), keys })),
  )
  assert.equal(bodies.length, receivers.length)
  for (const [index, body] of bodies.entries()) {
    assert.ok(Buffer.isBuffer(body))
    const { ecdh, keys } = receivers[index] as ReturnType<typeof makeReceiver>
    const plaintext = ece.decrypt(body, {
      version: 'aes128gcm',
      privateKey: ecdh,
      authSecret: keys.auth.toString('base64url'),
    })
    assert.equal(plaintext.toString(), `message ${index}`)
  }
})

test('a bad key or a payload too large is that message’s fault and no other’s', async () => {
  const { keys } = makeReceiver()
  const payload = Buffer.from('x')
  const results = await new TypeScriptEngine().encryptBatch([
    { payload, keys },
    { payload, keys: { ...keys, p256dh: Buffer.concat([Buffer.of(4), Buffer.alloc(64, 1)]) } },
    { payload, keys: { ...keys, p256dh: Buffer.alloc(3) } },
    { payload, keys: { ...keys, auth: Buffer.alloc(3) } },
    { payload: Buffer.alloc(3994), keys },
    { payload, keys, paddedLength: 3994 },
    { payload, keys, paddedLength: 100 },
  ])
  assert.deepEqual(
    results.map((result) => (typeof result === 'string' ? result : result.length)),
    [
      86 + 256 + 17,
      'p256dh-not-on-curve',
      'p256dh-invalid',
      'auth-invalid',
      'payload-too-large',
      'payload-too-large',
      86 + 100 + 17,
    ],
  )
})

test('an empty batch is an empty answer', async () => {
  assert.deepEqual(await new TypeScriptEngine().encryptBatch([]), [])
})

test('a long batch lets others have the thread in between', async () => {
  const { keys } = makeReceiver()
  const messages = Array.from({ length: 200 }, () => ({ payload: Buffer.from('x'), keys }))
  let turns = 0
  const ticking = setInterval(() => (turns += 1), 0)
  await new TypeScriptEngine().encryptBatch(messages)
  clearInterval(ticking)
  assert.ok(turns >= 2, `${turns} turns`)
})
