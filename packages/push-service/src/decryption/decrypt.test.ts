import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createECDH, randomBytes } from 'node:crypto'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { isCurvePoint } from './curve.ts'
import { decryptAes128gcm, decryptAesgcm, type ReceiverKeys } from './decrypt.ts'

interface FirefoxCase {
  desc: string
  result?: string
  expected?: string
  data: string
  authSecret: string
  privateKey: { d: string }
  publicKey: string
}

const vectors = JSON.parse(
  readFileSync(new URL('../../../../test/vectors/web-push-vectors.json', import.meta.url), 'utf8'),
) as {
  rfc8291_appendix_a: Record<'plaintext_utf8' | 'ua_public' | 'ua_private' | 'auth_secret' | 'body', string>
  firefox_test_crypto: { aes128gcm_ok: FirefoxCase[]; aes128gcm_err: FirefoxCase[] }
}
const bytes = (text: string): Buffer => Buffer.from(text, 'base64url')
const keysOf = (vector: FirefoxCase): ReceiverKeys => ({
  publicKey: bytes(vector.publicKey),
  privateKey: bytes(vector.privateKey.d),
  auth: bytes(vector.authSecret),
})

test('decrypts the example of RFC 8291, appendix A', () => {
  const example = vectors.rfc8291_appendix_a
  const keys = {
    publicKey: bytes(example.ua_public),
    privateKey: bytes(example.ua_private),
    auth: bytes(example.auth_secret),
  }
  const result = decryptAes128gcm(bytes(example.body), keys)
  assert.ok(result.ok)
  assert.equal(result.plaintext.toString(), example.plaintext_utf8)
})

for (const vector of vectors.firefox_test_crypto.aes128gcm_ok) {
  test(`decrypts what Firefox decrypts: ${vector.desc}`, () => {
    const result = decryptAes128gcm(bytes(vector.data), keysOf(vector))
    assert.ok(result.ok)
    assert.equal(result.plaintext.toString(), vector.result)
  })
}

const faults: Record<string, string> = {
  'Truncated header': 'truncated-header',
  'Invalid sender public key': 'invalid-sender-key',
  'Bad encryption': 'bad-encryption',
  'Padding is wrong!': 'bad-padding',
}
for (const vector of vectors.firefox_test_crypto.aes128gcm_err) {
  test(`refuses what Firefox refuses: ${vector.desc}`, () => {
    const result = decryptAes128gcm(bytes(vector.data), keysOf(vector))
    assert.deepEqual(result, { ok: false, fault: faults[vector.expected ?? ''] })
  })
}

test('every change of a single byte of a message is noticed', () => {
  const example = vectors.rfc8291_appendix_a
  const keys = {
    publicKey: bytes(example.ua_public),
    privateKey: bytes(example.ua_private),
    auth: bytes(example.auth_secret),
  }
  const body = bytes(example.body)
  for (let position = 0; position < body.length; position += 1) {
    // The record size may grow without effect: a record ends where the body ends.
    if (position >= 16 && position < 20) continue
    const changed = Buffer.from(body)
    changed[position] = (changed[position] ?? 0) ^ 0x01
    assert.equal(decryptAes128gcm(changed, keys).ok, false, `byte ${String(position)}`)
  }
})

test('decrypts aesgcm as http_ece encrypts it', () => {
  const ece = createRequire(import.meta.url)('http_ece') as {
    encrypt(payload: Buffer, options: Record<string, unknown>): Buffer
  }
  const receiver = createECDH('prime256v1')
  const sender = createECDH('prime256v1')
  const salt = randomBytes(16)
  const keys = {
    publicKey: receiver.generateKeys(),
    privateKey: receiver.getPrivateKey(),
    auth: randomBytes(16),
  }
  const senderKey = sender.generateKeys()
  const body = ece.encrypt(Buffer.from('an older message'), {
    version: 'aesgcm',
    dh: keys.publicKey.toString('base64url'),
    privateKey: sender,
    salt: salt.toString('base64url'),
    authSecret: keys.auth.toString('base64url'),
  })
  const result = decryptAesgcm(body, { salt, publicKey: senderKey }, keys)
  assert.ok(result.ok)
  assert.equal(result.plaintext.toString(), 'an older message')
  assert.equal(decryptAesgcm(body, { salt: randomBytes(16), publicKey: senderKey }, keys).ok, false)
})

test('points on the curve are told from points off it', () => {
  const ecdh = createECDH('prime256v1')
  for (let round = 0; round < 50; round += 1) {
    const point = ecdh.generateKeys()
    assert.ok(isCurvePoint(point))
    point[64] = (point[64] ?? 0) ^ 1
    assert.ok(!isCurvePoint(point))
  }
  assert.ok(!isCurvePoint(Buffer.alloc(65)))
  assert.ok(!isCurvePoint(Buffer.concat([Buffer.of(4), Buffer.alloc(64, 0xff)])))
})
