import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { createMasterKeys, masterKeyId, masterKeyOfSecret } from './master-keys.ts'

const key = randomBytes(32)
const keys = createMasterKeys([key])

test('any secret is opened again with the same key for the same purpose, and never lies there in plain', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 100 }), fc.string(), (bytes, purpose) => {
      const secret = Buffer.from(bytes)
      const sealed = keys.seal(secret, purpose)
      assert.deepEqual(keys.open(sealed, purpose), secret)
      assert.ok(!Buffer.from(sealed.sealed).includes(secret))
    }),
  )
})

test('a sealed secret opens for no other purpose, under no other key, and not when a bit of it was changed', () => {
  const sealed = keys.seal(Buffer.from('a secret of some length'), 'vapid-key a')
  assert.equal(keys.open(sealed, 'vapid-key b'), undefined)
  const other = randomBytes(32)
  assert.equal(createMasterKeys([other]).open(sealed, 'vapid-key a'), undefined)
  assert.equal(createMasterKeys([other]).open({ ...sealed, masterKeyId: masterKeyId(other) }, 'vapid-key a'), undefined)
  fc.assert(
    fc.property(fc.nat(sealed.sealed.length - 1), fc.integer({ min: 1, max: 255 }), (at, bits) => {
      const changed = Buffer.from(sealed.sealed)
      changed[at] = (changed[at] ?? 0) ^ bits
      assert.equal(keys.open({ ...sealed, sealed: changed }, 'vapid-key a'), undefined)
    }),
  )
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (any) => {
      assert.equal(keys.open({ ...sealed, sealed: any }, 'vapid-key a'), undefined)
    }),
  )
})

test('an older key opens what it sealed, and seals nothing more', () => {
  const sealed = keys.seal(Buffer.from('secret'), 'x')
  const next = createMasterKeys([randomBytes(32), key])
  assert.deepEqual(next.open(sealed, 'x'), Buffer.from('secret'))
  assert.notEqual(next.seal(Buffer.from('secret'), 'x').masterKeyId, sealed.masterKeyId)
  assert.ok(next.has(sealed.masterKeyId))
})

test('the key of a server’s secret, and its id, are the same from release to release', () => {
  const derived = masterKeyOfSecret('0123456789abcdef0123456789abcdef')
  assert.equal(derived.toString('base64url'), DERIVED)
  assert.equal(masterKeyId(derived), DERIVED_ID)
})

const DERIVED = '4iMM8vBEyffAt1AMA-Rkqx-E3WstA32ctGkGf6r4fGk'
const DERIVED_ID = '01RUv7X_4PUvSKLk'
