import assert from 'node:assert/strict'
import { createECDH, generateKeyPairSync, webcrypto } from 'node:crypto'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { generateVapidKeys, type VapidKeys } from '../vapid-keys.ts'
import { VapidSigner } from '../vapid-signer.ts'
import { readVapidKeys, type VapidKeySource } from './read-vapid-keys.ts'

const { privateKey: keyObject, publicKey: publicObject } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
const jwk = keyObject.export({ format: 'jwk' })
const pem = keyObject.export({ format: 'pem', type: 'pkcs8' }).toString()
const scalar = Buffer.from(jwk.d ?? '', 'base64url')
const ecdh = createECDH('prime256v1')
ecdh.setPrivateKey(scalar)
const pair: VapidKeys = { publicKey: ecdh.getPublicKey('base64url'), privateKey: scalar.toString('base64url') }
const point = Buffer.from(pair.publicKey, 'base64url')

describe('a VAPID key is read', () => {
  const forms: Record<string, VapidKeySource> = {
    'in base64url': pair.privateKey,
    'in base64url with its padding': `${pair.privateKey}=`,
    'in base64': scalar.toString('base64'),
    'in base64 without its padding': scalar.toString('base64').replace('=', ''),
    'in hex': scalar.toString('hex'),
    'in hex, capital, after 0x': `0x${scalar.toString('hex').toUpperCase()}`,
    'in hex with colons': scalar.toString('hex').replaceAll(/..(?=.)/g, '$&:'),
    'as bytes': scalar,
    'as bytes with a zero before them': Buffer.concat([Buffer.of(0), scalar]),
    'as a KeyObject': keyObject,
    'as a JWK': jwk,
    'as a JWK in JSON': JSON.stringify(jwk),
    'as a JWK without its public half': { kty: 'EC', crv: 'P-256', d: jwk.d },
    'as a JWK for ES256': { ...jwk, alg: 'ES256', use: 'sig', kid: '1' },
    'as a JWK for ECDH': { ...jwk, alg: 'ECDH-ES', key_ops: ['deriveBits'], ext: true },
    'as a set of one JWK': { keys: [jwk] },
    'as a pair': pair,
    'as a pair in JSON': JSON.stringify(pair, null, 2),
    'as a pair in other names': { public_key: pair.publicKey, private_key: pair.privateKey },
    'as a pair among other things': { subject: 'mailto:a@example.com', ...pair },
    'as a pair in an object': { vapidKeys: pair },
    'as a pair whose public key is compressed': {
      ...pair,
      publicKey: ecdh.getPublicKey('base64url', 'compressed'),
    },
    'as a pair whose public key is a PEM': {
      publicKey: publicObject.export({ format: 'pem', type: 'spki' }).toString(),
      privateKey: pem,
    },
    'as a pair whose public key has no 04 before it': { ...pair, publicKey: point.subarray(1).toString('base64') },
    'as a private key with applicationServerKey': { applicationServerKey: pair.publicKey, private_key: pem },
    'as lines of .env': `VAPID_PUBLIC_KEY=${pair.publicKey}\nVAPID_PRIVATE_KEY="${pair.privateKey}"\n`,
    'as an exported variable': `export VAPID_PRIVATE_KEY='${pair.privateKey}'`,
    'as YAML': `vapid:\n  publicKey: ${pair.publicKey}\n  privateKey: ${pair.privateKey}\n`,
    'as a PEM': pem,
    'as the bytes of a PEM': new TextEncoder().encode(pem),
    'as a PEM with \\n for its newlines': pem.replaceAll('\n', '\\n'),
    'as a PEM with \\r\\n for its newlines': pem.replaceAll('\n', '\\r\\n'),
    'as a PEM with Windows newlines': pem.replaceAll('\n', '\r\n'),
    'as a PEM in one line': pem.replaceAll('\n', ' '),
    'as a PEM without newlines': pem.replaceAll('\n', ''),
    'as a PEM without any white space': pem.replaceAll(/\s/g, ''),
    'as a PEM that is indented': pem.replaceAll(/^/gm, '    '),
    'as the body of a PEM': pem.replaceAll(/-----.*-----|\n/g, ''),
    'as a PEM after a byte order mark': `\uFEFF${pem}`,
    'as a PEM in base64': Buffer.from(pem).toString('base64'),
    'as a JSON in base64': Buffer.from(JSON.stringify(pair)).toString('base64'),
  }
  for (const [form, given] of Object.entries(forms)) {
    test(form, () => assert.deepEqual(readVapidKeys(given), pair))
    if (typeof given !== 'string') continue
    test(`${form}, in quotes and with white space around it`, () => {
      for (const quoted of [`'${given}'`, `"${given}"`, ` \n${given}\r\n\t`, JSON.stringify(given), `'"${given}"'\n`]) {
        assert.deepEqual(readVapidKeys(quoted), pair, quoted.slice(0, 12))
      }
    })
  }

  test('as a CryptoKey', async () => {
    const { privateKey } = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign'])
    const { d } = await webcrypto.subtle.exportKey('jwk', privateKey)
    assert.equal(readVapidKeys(privateKey).privateKey, d)
  })

  test('also without the zero it begins with, and with the zeros of numbers', () => {
    const short = shortPair()
    const bytes = Buffer.from(short.privateKey, 'base64url').subarray(1)
    for (const text of [bytes.toString('base64url'), bytes.toString('base64'), bytes.toString('hex')]) {
      assert.deepEqual(readVapidKeys(text), short)
    }
    assert.deepEqual(readVapidKeys(`0x${BigInt(`0x${bytes.toString('hex')}`).toString(16)}`), short)
  })

  test('by what signs', () => {
    const signer = new VapidSigner({ keys: pem, subject: 'mailto:ops@example.com' })
    assert.equal(signer.publicKey, pair.publicKey)
  })
})

function shortPair(): VapidKeys {
  for (;;) {
    const keys = generateVapidKeys()
    if (Buffer.from(keys.privateKey, 'base64url')[0] === 0) return keys
  }
}

describe('a VAPID key is refused, by a code and without being quoted', () => {
  const order = 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551'
  const other = generateVapidKeys()
  const p384 = generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).privateKey
  const ed25519 = generateKeyPairSync('ed25519').privateKey
  const wrong: Record<string, [VapidKeySource, string]> = {
    zero: ['0'.repeat(64), 'vapid-key-out-of-range'],
    'zero in base64url': ['A'.repeat(43), 'vapid-key-out-of-range'],
    'the order of the curve': [order, 'vapid-key-out-of-range'],
    'more than the order': ['f'.repeat(64), 'vapid-key-out-of-range'],
    'the public key of another pair': [{ ...pair, publicKey: other.publicKey }, 'vapid-keys-mismatch'],
    'a JWK with the point of another': [{ ...p256Jwk(other), d: jwk.d }, 'vapid-keys-mismatch'],
    'the point on the other side of the curve': [{ ...pair, publicKey: mirrored() }, 'vapid-keys-mismatch'],
    'a public key': [pair.publicKey, 'vapid-key-public'],
    'a public key in hex': [point.toString('hex'), 'vapid-key-public'],
    'a public JWK': [publicObject.export({ format: 'jwk' }), 'vapid-key-public'],
    'a public KeyObject': [publicObject, 'vapid-key-public'],
    'a pair whose private key is the public one': [{ ...pair, privateKey: pair.publicKey }, 'vapid-key-public'],
    'a pair whose public key is the private one': [{ ...pair, publicKey: pair.privateKey }, 'vapid-keys-invalid'],
    'a point off the curve': [{ ...pair, publicKey: Buffer.alloc(65, 4).toString('base64') }, 'vapid-keys-invalid'],
    'a JWK of P-384': [p384.export({ format: 'jwk' }), 'vapid-key-wrong-curve'],
    'a KeyObject of Ed25519': [ed25519, 'vapid-key-wrong-curve'],
    'a JWK of a secret': [{ kty: 'oct', k: pair.privateKey }, 'vapid-key-wrong-curve'],
    'two JWKs': [{ keys: [jwk, jwk] }, 'vapid-keys-invalid'],
    'the number without its last character': [uneven().slice(0, -1), 'vapid-keys-invalid'],
    'the number without its first character': [pair.privateKey.slice(1, 41), 'vapid-keys-invalid'],
    'a PEM without its end': [pem.slice(0, 120), 'vapid-keys-invalid'],
    'the first line of a PEM': ['-----BEGIN PRIVATE KEY-----', 'vapid-keys-invalid'],
    'a PEM with another letter': [pem.replace(/\n.{8}/, (line) => `${line.slice(0, -1)}!`), 'vapid-keys-invalid'],
    'a certificate': ['-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----', 'vapid-keys-invalid'],
    'JSON that ends too early': [JSON.stringify(pair).slice(0, -3), 'vapid-keys-invalid'],
    'an object without a key': [{ name: 'vapid' }, 'vapid-keys-invalid'],
    'a path': ['/etc/belfry/private_key.pem', 'vapid-keys-invalid'],
    words: ['correct horse battery staple', 'vapid-keys-invalid'],
    nothing: ['', 'vapid-keys-invalid'],
    'empty quotes': ['""', 'vapid-keys-invalid'],
    'a number': [7 as never, 'vapid-keys-invalid'],
    null: [null as never, 'vapid-keys-invalid'],
    'a very long text': ['A'.repeat(100_000), 'vapid-keys-invalid'],
  }
  for (const [what, [given, code]] of Object.entries(wrong)) {
    test(what, () => assert.equal(refusal(given).code, code))
  }

  test('and the message says what to do', () => {
    const words = (given: VapidKeySource) => refusal(given).message
    assert.match(words('-----BEGIN PRIVATE KEY-----'), /only the first line of a PEM \(write it in one line, with \\n/)
    assert.match(words(pair.publicKey), /is a public key; the private one is needed/)
    assert.match(
      words('horse'),
      /give it as PEM, as DER in base64, as a JWK, .*, or as 32 bytes in base64url, base64 or hex$/,
    )
  })
})

/** A key whose last character holds bits that a shorter one cannot have. */
function uneven(): string {
  for (;;) {
    const { privateKey } = generateVapidKeys()
    const cut = privateKey.slice(0, -1)
    if (Buffer.from(cut, 'base64url').toString('base64url') !== cut) return privateKey
  }
}

function mirrored(): string {
  const compressed = ecdh.getPublicKey(null, 'compressed')
  compressed[0] = 5 - (compressed[0] ?? 0)
  return compressed.toString('base64url')
}

function p256Jwk({ publicKey }: VapidKeys) {
  const bytes = Buffer.from(publicKey, 'base64url')
  return { kty: 'EC', crv: 'P-256', x: bytes.toString('base64url', 1, 33), y: bytes.toString('base64url', 33) }
}

function refusal(given: VapidKeySource): { code: string; message: string } {
  try {
    readVapidKeys(given)
  } catch (error) {
    const { name, code, message, cause } = error as { name: string; code: string; message: string; cause: unknown }
    assert.equal(name, 'VapidKeyError', message)
    assert.equal(cause, undefined)
    for (const secret of [pair.privateKey, scalar.toString('hex'), ...pem.split('\n').slice(1, -2), 'horse', '/etc']) {
      assert.ok(!message.includes(secret.slice(0, 12)), message)
    }
    return { code, message }
  }
  throw new assert.AssertionError({ message: 'it was read' })
}

test('any text and any bytes are a pair or are refused, quickly and without being quoted', () => {
  const texts = [pem, JSON.stringify(jwk), JSON.stringify(pair), pair.privateKey, Buffer.from(pem).toString('base64')]
  const der = keyObject.export({ format: 'der', type: 'sec1' })
  const near = fc
    .tuple(fc.constantFrom(...texts), fc.nat(400), fc.string({ unit: 'binary', maxLength: 3 }))
    .map(([text, at, more]) => text.slice(0, at) + more + text.slice(at + more.length))
  const damaged = fc
    .tuple(fc.nat(der.length - 1), fc.nat(255), fc.nat(der.length))
    .map(([at, byte, end]) => der.with(at, byte).subarray(0, end))
  const given = fc.oneof(
    near,
    damaged,
    damaged.map((bytes) => Buffer.from(bytes).toString('base64')),
    fc.uint8Array({ maxLength: 140 }),
    fc.string({ unit: 'binary' }),
    fc.base64String(),
    fc.json(),
    fc.jsonValue() as fc.Arbitrary<object>,
  )
  fc.assert(
    fc.property(given, (source) => {
      try {
        const { publicKey, privateKey } = readVapidKeys(source)
        assert.equal(Buffer.from(publicKey, 'base64url').length, 65)
        assert.equal(Buffer.from(privateKey, 'base64url').length, 32)
      } catch (error) {
        const { name, message } = error as Error
        assert.equal(name, 'VapidKeyError', message)
        assert.ok(!message.includes(pair.privateKey.slice(0, 12)))
      }
    }),
    { numRuns: 3000 },
  )
})

test('a text made to be slow is refused at once', () => {
  const slow = ['"'.repeat(16_000), ' '.repeat(16_000), `priv:${' aa'.repeat(5_000)}`, '-----BEGIN '.repeat(1_400)]
  slow.push('private key '.repeat(1_300), '['.repeat(8_000), '\\n'.repeat(8_000), `private key${' '.repeat(16_000)}`)
  const start = performance.now()
  for (const text of slow) assert.equal(refusal(text).code, 'vapid-keys-invalid')
  assert.ok(performance.now() - start < 2000)
})
