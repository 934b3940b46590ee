import assert from 'node:assert/strict'
import { sign, verify, createPublicKey } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { generateVapidKeys, importVapidKeys, vapidKeyId } from './vapid-keys.ts'

test('a new pair is a 65-byte point and a 32-byte scalar, also when the scalar starts with zeros', () => {
  for (let i = 0; i < 600; i++) {
    const { publicKey, privateKey } = generateVapidKeys()
    assert.equal(publicKey.length, 87)
    assert.equal(privateKey.length, 43)
    assert.equal(Buffer.from(privateKey, 'base64url').length, 32)
  }
})

test('a new pair can sign, and its public half verifies', () => {
  const keys = generateVapidKeys()
  const { key } = importVapidKeys(keys)
  const signature = sign('sha256', Buffer.from('x'), key)
  assert.ok(verify('sha256', Buffer.from('x'), createPublicKey(key), signature))
})

test('the id of a key is 16 characters, the same for every spelling, and another for another key', () => {
  const { publicKey } = generateVapidKeys()
  const id = vapidKeyId(publicKey)
  assert.match(id, /^[A-Za-z0-9_-]{16}$/)
  assert.equal(vapidKeyId(`${publicKey}=`), id)
  assert.equal(vapidKeyId(Buffer.from(publicKey, 'base64url').toString('base64')), id)
  assert.notEqual(vapidKeyId(generateVapidKeys().publicKey), id)
})

test('the id of a known key does not change from release to release', () => {
  const key = 'BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs'
  assert.equal(vapidKeyId(key), 'VeKk3pT6dvOO_b9o')
})

const good = generateVapidKeys()
const bad: Record<string, [{ publicKey: string; privateKey: string }, string]> = {
  'two keys of different pairs': [{ ...good, publicKey: generateVapidKeys().publicKey }, 'vapid-keys-mismatch'],
  'a public key cut short': [{ ...good, publicKey: good.publicKey.slice(0, -2) }, 'vapid-keys-invalid'],
  'a private key of 30 bytes': [
    { ...good, privateKey: Buffer.alloc(30, 1).toString('base64url') },
    'vapid-keys-invalid',
  ],
  'a private key of zeros': [{ ...good, privateKey: Buffer.alloc(32).toString('base64url') }, 'vapid-key-out-of-range'],
  'a private key above the order of the curve': [
    { ...good, privateKey: Buffer.alloc(32, 0xff).toString('base64url') },
    'vapid-key-out-of-range',
  ],
  'the first line of a PEM': [{ ...good, privateKey: '-----BEGIN PRIVATE KEY-----' }, 'vapid-keys-invalid'],
}

for (const [what, [keys, code]] of Object.entries(bad)) {
  test(`${what} is refused, and the error does not quote the private key`, () => {
    assert.throws(
      () => importVapidKeys(keys),
      (error: Error & { code: string }) => {
        assert.equal(error.name, 'VapidKeyError')
        assert.equal(error.code, code)
        assert.ok(!JSON.stringify([error.message, error.stack]).includes(keys.privateKey))
        return true
      },
    )
  })
}

test('any two texts are a pair or refused, and never quoted', () => {
  const { publicKey, privateKey } = generateVapidKeys()
  const near = (text: string) =>
    fc
      .tuple(fc.nat(text.length), fc.string({ maxLength: 3 }))
      .map(([at, more]) => text.slice(0, at) + more + text.slice(at + more.length))
  const text = (good: string) =>
    fc.oneof(fc.constant(good), near(good), fc.string({ unit: 'binary' }), fc.base64String())
  fc.assert(
    fc.property(text(publicKey), text(privateKey), (point, scalar) => {
      try {
        assert.equal(importVapidKeys({ publicKey: point, privateKey: scalar }).key.type, 'private')
        assert.equal(vapidKeyId(point), vapidKeyId(publicKey))
      } catch (error) {
        assert.match(String((error as { code?: string }).code), /^vapid-keys?-/, String(error))
        assert.ok(scalar.length < 12 || !String(error).includes(scalar))
      }
    }),
    { numRuns: 1000 },
  )
})
