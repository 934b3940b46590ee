import assert from 'node:assert/strict'
import { createECDH, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import ece from 'http_ece'
import { encrypt } from './index.ts'
import type { ContentEncoding } from './index.ts'

const receiver = createECDH('prime256v1')
const p256dh = receiver.generateKeys('base64url')

for (const contentEncoding of ['aes128gcm', 'aesgcm'] as const) {
  for (const authLength of [16, 24, 100]) {
    test(`http_ece decrypts ${contentEncoding} with an auth secret of ${authLength} bytes`, () => {
      const auth = randomBytes(authLength).toString('base64url')
      for (const payload of ['', 'hello', '😁', randomBytes(1000), randomBytes(3993)]) {
        const { localPublicKey, salt, cipherText } = encrypt(p256dh, auth, payload, contentEncoding)
        const plaintext = ece.decrypt(cipherText, {
          version: contentEncoding,
          privateKey: receiver,
          dh: localPublicKey.toString('base64url'),
          salt,
          authSecret: auth,
        })
        assert.deepEqual(plaintext, Buffer.from(payload))
      }
    })
  }
}

test('two messages share neither salt nor key', () => {
  const auth = randomBytes(16).toString('base64url')
  const first = encrypt(p256dh, auth, 'hello', 'aes128gcm')
  const second = encrypt(p256dh, auth, 'hello', 'aes128gcm')
  assert.notEqual(first.salt, second.salt)
  assert.notDeepEqual(first.localPublicKey, second.localPublicKey)
})

const limits: [ContentEncoding, number][] = [
  ['aes128gcm', 3993],
  ['aesgcm', 4078],
]
for (const [contentEncoding, limit] of limits) {
  test(`${contentEncoding} fills 4096 bytes with ${limit} and refuses one more`, () => {
    const auth = randomBytes(16).toString('base64url')
    const { cipherText } = encrypt(p256dh, auth, Buffer.alloc(limit), contentEncoding)
    assert.equal(cipherText.length, 4096)
    assert.throws(() => encrypt(p256dh, auth, Buffer.alloc(limit + 1), contentEncoding), {
      message: new RegExp(`has ${limit + 1} bytes.*at most ${limit}`),
    })
  })
}
