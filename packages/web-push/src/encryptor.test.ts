import assert from 'node:assert/strict'
import { createCipheriv, createECDH, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import ece from 'http_ece'
import vectors from '../../../test/vectors/web-push-vectors.json' with { type: 'json' }
import { ContentKeys } from './content-keys.ts'
import { encrypt, Encryptor } from './encryptor.ts'
import { paddedLengthFor } from './padded-length.ts'
import { generateVapidKeys } from './vapid-keys.ts'

const decode = (text: string): Buffer => Buffer.from(text, 'base64url')
const receiver = createECDH('prime256v1')
const keys = { p256dh: receiver.generateKeys(), auth: randomBytes(16) }

/** Decrypts with the foreign module; the padding comes off inside it. */
function decrypt(body: Buffer): Buffer {
  return ece.decrypt(body, {
    version: 'aes128gcm',
    privateKey: receiver,
    authSecret: keys.auth.toString('base64url'),
  })
}

test('RFC 8291 appendix A comes out byte for byte', () => {
  const vector = vectors.rfc8291_appendix_a
  const plaintext = decode(vector.plaintext)
  const body = encrypt(
    plaintext,
    { p256dh: decode(vector.ua_public), auth: decode(vector.auth_secret) },
    {
      paddedLength: plaintext.length,
      salt: decode(vector.salt),
      ephemeralKeys: { publicKey: vector.as_public, privateKey: vector.as_private },
    },
  )
  assert.equal(body.toString('base64url'), vector.body)
  assert.equal(body.length, vector.computed.body_length)
})

test('RFC 8188 section 3.1 comes out byte for byte', () => {
  const vector = vectors.rfc8188_section_3_1
  const { key, nonce } = new ContentKeys(16).derive(decode(vector.salt), decode(vector.ikm).toString('latin1'))
  assert.equal(key.toString('base64url'), vector.cek)
  assert.equal(nonce.toString('base64url'), vector.nonce)
  const cipher = createCipheriv('aes-128-gcm', key, nonce)
  const body = Buffer.concat([
    decode(vector.salt),
    Buffer.of(0, 0, 0x10, 0, 0),
    cipher.update(`${vector.plaintext_utf8}\x02`),
    cipher.final(),
    cipher.getAuthTag(),
  ])
  assert.equal(body.toString('base64url'), vector.body)
})

test('every length from 0 to 3993 bytes decrypts with independent code, at its default padding', () => {
  const encryptor = new Encryptor()
  const payload = randomBytes(3993)
  for (let length = 0; length <= 3993; length += length < 300 || length > 3900 ? 1 : 37) {
    const body = encryptor.encrypt(payload.subarray(0, length), keys)
    assert.equal(body.length, 86 + paddedLengthFor(length) + 17)
    assert.deepEqual(decrypt(body), payload.subarray(0, length))
  }
})

test('any payload at any padding decrypts with independent code', () => {
  const encryptor = new Encryptor()
  const input = fc
    .uint8Array({ maxLength: 3993 })
    .chain((payload) => fc.tuple(fc.constant(payload), fc.integer({ min: payload.length, max: 3993 })))
  fc.assert(
    fc.property(input, ([payload, paddedLength]) => {
      const body = encryptor.encrypt(payload, keys, { paddedLength })
      assert.equal(body.length, 86 + paddedLength + 17)
      assert.deepEqual(decrypt(body), Buffer.from(payload))
    }),
  )
})

test('the header is one record of 4096 bytes with an uncompressed key of its own, never ours', () => {
  const body = encrypt(Buffer.from('x'), keys)
  assert.equal(body.readUInt32BE(16), 4096)
  assert.equal(body[20], 65)
  assert.equal(body[21], 4)
  assert.notDeepEqual(body.subarray(21, 86), keys.p256dh)
})

test('no two messages share a salt or a key, however many one encryptor makes', () => {
  const encryptor = new Encryptor()
  const salts = new Set<string>()
  const points = new Set<string>()
  for (let i = 0; i < 1500; i++) {
    const body = encryptor.encrypt(Buffer.alloc(0), keys, { paddedLength: 0 })
    salts.add(body.toString('hex', 0, 16))
    points.add(body.toString('hex', 21, 86))
  }
  assert.equal(salts.size, 1500)
  assert.equal(points.size, 1500)
})

test('a body is not changed by later encryptions', () => {
  const encryptor = new Encryptor()
  const first = encryptor.encrypt(Buffer.from('first'), keys)
  const copy = Buffer.from(first)
  encryptor.encrypt(Buffer.alloc(3000, 1), keys)
  assert.deepEqual(first, copy)
  assert.equal(decrypt(first).toString(), 'first')
})

test('a longer message leaves nothing of itself in the padding of the next', () => {
  const encryptor = new Encryptor()
  encryptor.encrypt(Buffer.alloc(3993, 0xaa), keys)
  const body = encryptor.encrypt(Buffer.from('short'), keys)
  // The foreign module refuses padding that is not all zeros.
  assert.equal(decrypt(body).toString(), 'short')
})

test('an encryptor goes on after a refusal', () => {
  const encryptor = new Encryptor()
  assert.throws(() => encryptor.encrypt(Buffer.alloc(4000), keys))
  assert.throws(() => encryptor.encrypt(Buffer.alloc(1), { ...keys, p256dh: Buffer.alloc(65, 4) }))
  assert.equal(decrypt(encryptor.encrypt(Buffer.from('on'), keys)).toString(), 'on')
})

test('3993 bytes fit and 3994 do not', () => {
  assert.equal(encrypt(Buffer.alloc(3993), keys).length, 4096)
  for (const length of [3994, 4096, 100_000]) {
    assert.throws(() => encrypt(Buffer.alloc(length), keys), {
      name: 'PayloadTooLargeError',
      code: 'payload-too-large',
      message: new RegExp(String(length)),
    })
  }
  assert.throws(() => encrypt(Buffer.alloc(1), keys, { paddedLength: 3994 }), {
    code: 'payload-too-large',
  })
})

test('a padded length that is none is refused', () => {
  for (const paddedLength of [9, -1, 10.5, Number.NaN]) {
    assert.throws(() => encrypt(Buffer.alloc(10), keys, { paddedLength }), RangeError)
  }
})

const offCurve = Buffer.from(keys.p256dh)
offCurve[64] = (offCurve[64] as number) ^ 1
const compressed = createECDH('prime256v1')
compressed.generateKeys()

const BAD_KEYS: [what: string, change: Partial<typeof keys>, code: string][] = [
  ['a point off the curve', { p256dh: offCurve }, 'p256dh-not-on-curve'],
  ['the point 0, 0', { p256dh: Buffer.concat([Buffer.of(4), Buffer.alloc(64)]) }, 'p256dh-not-on-curve'],
  ['no point', { p256dh: Buffer.alloc(0) }, 'p256dh-invalid'],
  ['a point of 64 bytes', { p256dh: keys.p256dh.subarray(1) }, 'p256dh-invalid'],
  ['a point of 66 bytes', { p256dh: Buffer.concat([keys.p256dh, Buffer.of(0)]) }, 'p256dh-invalid'],
  ['a compressed point', { p256dh: compressed.getPublicKey(null, 'compressed') }, 'p256dh-invalid'],
  ['a hybrid point', { p256dh: compressed.getPublicKey(null, 'hybrid') }, 'p256dh-invalid'],
  ['no auth', { auth: Buffer.alloc(0) }, 'auth-invalid'],
  ['an auth of 15 bytes', { auth: Buffer.alloc(15) }, 'auth-invalid'],
  ['an auth of 17 bytes', { auth: Buffer.alloc(17) }, 'auth-invalid'],
]

for (const [what, change, code] of BAD_KEYS) {
  test(`${what} is refused: ${code}`, () => {
    assert.throws(() => encrypt(Buffer.from('x'), { ...keys, ...change }), {
      name: 'SubscriptionKeyError',
      code,
    })
  })
}

test('a fixed salt must be 16 bytes', () => {
  const ephemeralKeys = generateVapidKeys()
  for (const length of [0, 15, 17]) {
    assert.throws(() => encrypt(Buffer.alloc(1), keys, { salt: Buffer.alloc(length), ephemeralKeys }), RangeError)
  }
})
