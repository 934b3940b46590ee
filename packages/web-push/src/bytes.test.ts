import assert from 'node:assert/strict'
import { createECDH, randomBytes } from 'node:crypto'
import { describe, test } from 'node:test'
import vm from 'node:vm'
import fc from 'fast-check'
import ece from 'http_ece'
import { buildRequest } from './build-request.ts'
import type { Payload } from './bytes.ts'
import type { EncryptionInput } from './encryption-engine.ts'
import { TypeScriptEngine } from './encryption-engine.ts'
import { encrypt, Encryptor } from './encryptor.ts'
import { packBatch } from './pack-batch.ts'
import { generateVapidKeys } from './vapid-keys.ts'
import { VapidSigner } from './vapid-signer.ts'

const receiver = createECDH('prime256v1')
const keys = { p256dh: receiver.generateKeys(), auth: randomBytes(16) }
const signer = new VapidSigner({ keys: generateVapidKeys(), subject: 'mailto:ops@example.com' })
const policy = { endpoint: 'https://fcm.googleapis.com/fcm/send/1', ttl: 60, urgency: 'normal' as const, signer }

/** Decrypts with the foreign module. */
function decrypt(body: Uint8Array): Buffer {
  return ece.decrypt(Buffer.from(body), {
    version: 'aes128gcm',
    privateKey: receiver,
    authSecret: keys.auth.toString('base64url'),
  })
}

type Entrance = (payload: Payload, with_?: Partial<typeof keys>) => Promise<Buffer>

/** Every public function that takes a payload and keys; the result is what a browser would read. */
const entrances: Record<string, Entrance> = {
  encrypt: async (payload, other) => decrypt(encrypt(payload, { ...keys, ...other })),
  'Encryptor.encrypt': async (payload, other) => decrypt(new Encryptor().encrypt(payload, { ...keys, ...other })),
  buildRequest: async (payload, other) =>
    decrypt(buildRequest({ ...policy, payload, keys: { ...keys, ...other } }).body as Buffer),
  'TypeScriptEngine.encryptBatch': async (payload, other) => {
    const message = { payload, keys: { ...keys, ...other } }
    const [first, second] = await new TypeScriptEngine().encryptBatch([message, message])
    assert.deepEqual(decrypt(first as Buffer), decrypt(second as Buffer))
    return decrypt(first as Buffer)
  },
  // The input of a native engine, which has its own test beside it.
  packBatch: async (payload, other) => {
    const message = { payload, keys: { ...keys, ...other } }
    const { batch } = packBatch([message, message])
    assert.deepEqual(Buffer.from(batch.keys.subarray(0, 65)), keys.p256dh)
    assert.deepEqual(Buffer.from(batch.keys.subarray(65, 81)), keys.auth)
    const [offset = 0, length = 0, , again] = batch.table
    assert.equal(again, offset, 'a payload that two messages share is there once')
    return Buffer.from(batch.payloads.subarray(offset, offset + length))
  },
}

/** The same bytes in every form that has bytes: a part of something larger, as readers and parsers give them. */
function formsOf(bytes: Uint8Array, before: number): Record<string, Exclude<Payload, string>> {
  const padded = new ArrayBuffer(before * 8 + bytes.length + 8)
  new Uint8Array(padded).fill(0xee).set(bytes, before * 8)
  const shared = new SharedArrayBuffer(padded.byteLength)
  new Uint8Array(shared).set(new Uint8Array(padded))
  const forms: Record<string, Exclude<Payload, string>> = {
    'a Uint8Array': Uint8Array.from(bytes),
    'a Buffer': Buffer.from(bytes),
    'a part of a Uint8Array': new Uint8Array(padded, before * 8, bytes.length),
    'an Int8Array': new Int8Array(padded, before * 8, bytes.length),
    'a Uint8ClampedArray': new Uint8ClampedArray(padded, before * 8, bytes.length),
    'a DataView': new DataView(padded, before * 8, bytes.length),
    'an ArrayBuffer': Uint8Array.from(bytes).buffer,
    'a part of a SharedArrayBuffer': new Uint8Array(shared, before * 8, bytes.length),
    'a DataView of a SharedArrayBuffer': new DataView(shared, before * 8, bytes.length),
    'a SharedArrayBuffer': shared.slice(before * 8, before * 8 + bytes.length),
    'a Uint8Array of another realm': vm.runInNewContext('Uint8Array.from(bytes)', { bytes: [...bytes] }) as Uint8Array,
  }
  if (bytes.length % 8 === 0) forms['a Float64Array'] = new Float64Array(padded, before * 8, bytes.length / 8)
  if (bytes.length % 2 === 0) forms['a Uint16Array'] = new Uint16Array(padded, before * 8, bytes.length / 2)
  return forms
}

const wrongPayloads: unknown[] = [
  0,
  7,
  Number.NaN,
  true,
  10n,
  Symbol('hello'),
  {},
  { length: 5 },
  [],
  [104, 105],
  ['hello'],
  new Date(0),
  new Map(),
  () => 'hello',
  new String('hello'),
  Promise.resolve('hello'),
  new Blob(['hello']),
  /hello/,
  { title: 'Ada:' },
]

describe('a payload', () => {
  for (const [name, enter] of Object.entries(entrances)) {
    test(`that is text is sent as UTF-8 by ${name}`, async () => {
      const text = fc.oneof(fc.string({ maxLength: 900 }), fc.string({ unit: 'binary', maxLength: 900 }))
      await fc.assert(
        fc.asyncProperty(text, async (payload) => {
          assert.deepEqual(await enter(payload), Buffer.from(payload))
        }),
        { numRuns: 40 },
      )
    })

    test(`is sent byte for byte by ${name}, whatever holds the bytes`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), fc.nat(3), async (bytes, before) => {
          for (const [form, payload] of Object.entries(formsOf(bytes, before))) {
            assert.deepEqual(await enter(payload), Buffer.from(bytes), form)
          }
        }),
        { numRuns: 15 },
      )
    })

    test(`that is neither text nor bytes is a TypeError of ${name}`, async () => {
      for (const payload of wrongPayloads) {
        await assert.rejects(enter(payload as Payload), { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' })
      }
      for (const payload of [undefined, null]) {
        // Only `buildRequest` has messages without a payload, and then there is no body to decrypt.
        await assert.rejects(enter(payload as never), TypeError)
      }
    })

    test(`whose memory was given away is a TypeError of ${name}, not an empty message`, async () => {
      const payload = Uint8Array.from([1, 2, 3])
      structuredClone(payload.buffer, { transfer: [payload.buffer] })
      await assert.rejects(enter(payload), /payload .* given away/)
    })
  }
})

describe('keys', () => {
  for (const [name, enter] of Object.entries(entrances)) {
    test(`are read byte for byte by ${name}, whatever holds the bytes`, async () => {
      for (const before of [0, 1, 3]) {
        const auths = formsOf(keys.auth, before)
        for (const [form, p256dh] of Object.entries(formsOf(keys.p256dh, before))) {
          const auth = auths[form] as Uint8Array
          assert.equal(
            (await enter('hello', { p256dh: p256dh as never, auth: auth as never })).toString(),
            'hello',
            form,
          )
        }
      }
    })

    test(`that are no bytes are a TypeError of ${name}`, async () => {
      const text = { p256dh: keys.p256dh.toString('base64url'), auth: keys.auth.toString('base64url') }
      const wrong: unknown[] = [
        text,
        { p256dh: keys.p256dh.toString('latin1') },
        { auth: text.auth },
        { auth: 'sixteen letters!' },
        { p256dh: [...keys.p256dh] },
        { auth: [...keys.auth] },
        { p256dh: undefined },
        { auth: null },
        { auth: 16 },
      ]
      for (const other of wrong) {
        await assert.rejects(enter('hello', other as Partial<typeof keys>), {
          name: 'TypeError',
          code: 'ERR_INVALID_ARG_TYPE',
          message: /keys\.(p256dh|auth) .*checkKeys/,
        })
      }
    })
  }

  test('that are missing are a TypeError', async () => {
    for (const wrong of [undefined, null, 'keys', 7]) {
      assert.throws(() => encrypt('x', wrong as never), { name: 'TypeError', message: /keys/ })
      const message = { payload: 'x', keys: wrong } as unknown as EncryptionInput
      await assert.rejects(new TypeScriptEngine().encryptBatch([message]), TypeError)
      assert.throws(() => packBatch([message]), TypeError)
    }
  })
})

describe('a fixed salt', () => {
  test('is read byte for byte, and is a TypeError when it is no bytes', () => {
    const ephemeralKeys = generateVapidKeys()
    const salt = randomBytes(16)
    for (const [form, given] of Object.entries(formsOf(salt, 1))) {
      const body = encrypt('x', keys, { salt: given as Uint8Array, ephemeralKeys })
      assert.deepEqual(body.subarray(0, 16), salt, form)
    }
    for (const wrong of ['sixteen letters!', 16, [...salt], {}]) {
      assert.throws(() => encrypt('x', keys, { salt: wrong as never, ephemeralKeys }), TypeError)
    }
  })
})
