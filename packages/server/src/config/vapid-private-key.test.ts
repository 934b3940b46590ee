import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { parseVapidPrivateKey } from './vapid-private-key.ts'

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
const jwk = privateKey.export({ format: 'jwk' })
const expected = {
  publicKey: Buffer.concat([Buffer.of(4), Buffer.from(jwk.x!, 'base64url'), Buffer.from(jwk.y!, 'base64url')]).toString('base64url'), // prettier-ignore
  privateKey: jwk.d,
}
const sec1 = privateKey.export({ format: 'pem', type: 'sec1' }).toString()
const pkcs8 = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
const body = (pem: string) => pem.replaceAll(/-----[^\n]+-----|\n/g, '')

describe('parseVapidPrivateKey', () => {
  const forms = {
    'a SEC 1 PEM': sec1,
    'a PKCS 8 PEM': pkcs8,
    'the body of a SEC 1 PEM in one line': body(sec1),
    'the body of a PKCS 8 PEM in one line': body(pkcs8),
    'a PEM whose newlines were written as \\n': pkcs8.replaceAll('\n', '\\n'),
    'a PEM with Windows newlines': pkcs8.replaceAll('\n', '\r\n'),
    'the scalar in base64url': jwk.d!,
    'the scalar with its padding and a newline': `${jwk.d}=\n`,
  }
  for (const [form, text] of Object.entries(forms)) {
    test(`reads ${form}`, () => assert.deepEqual(parseVapidPrivateKey(text), expected))
  }

  const wrong = {
    'a public key': publicKey.export({ format: 'pem', type: 'spki' }).toString(),
    'a key of another curve': generateKeyPairSync('ec', { namedCurve: 'secp384r1' })
      .privateKey.export({ format: 'pem', type: 'pkcs8' })
      .toString(),
    'an RSA key': generateKeyPairSync('rsa', { modulusLength: 2048 })
      .privateKey.export({ format: 'pem', type: 'pkcs8' })
      .toString(),
    'a scalar of zeros': 'A'.repeat(43),
    'a cut-off key': body(pkcs8).slice(0, 60),
    'some other text': 'correct horse battery staple',
  }
  for (const [what, text] of Object.entries(wrong)) {
    test(`refuses ${what} without quoting it`, () => {
      assert.throws(
        () => parseVapidPrivateKey(text),
        (error: Error) => {
          assert.equal(error.name, 'ConfigError')
          assert.match(error.message, /^secrets\.vapidPrivateKey: /)
          for (const part of text.split('\n')) {
            assert.ok(part.length < 20 || !error.message.includes(part.slice(0, 20)))
          }
          assert.equal(error.cause, undefined)
          return true
        },
      )
    })
  }

  test('reads any text as a pair or refuses it, and never quotes it', () => {
    const der = Buffer.from(body(sec1), 'base64')
    const damaged = fc
      .tuple(fc.nat(der.length - 1), fc.nat(255))
      .map(([at, byte]) => der.with(at, byte))
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.base64String(),
      damaged.map((bytes) => Buffer.from(bytes).toString('base64')),
      fc
        .uint8Array({ minLength: 32, maxLength: 32 })
        .map((bytes) => Buffer.from(bytes).toString('base64url')),
    )
    fc.assert(
      fc.property(text, (given) => {
        try {
          const pair = parseVapidPrivateKey(given)
          assert.equal(Buffer.from(pair.publicKey, 'base64url').length, 65)
          assert.equal(Buffer.from(pair.privateKey, 'base64url').length, 32)
        } catch (error) {
          const { name, message } = error as Error
          assert.equal(name, 'ConfigError')
          assert.ok(given.length < 20 || !message.includes(given.slice(0, 20)))
        }
      }),
      { numRuns: 500 },
    )
  })
})
