import assert from 'node:assert/strict'
import { createPublicKey, verify } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import webPush from 'web-push'
import vectors from '../../../test/vectors/web-push-vectors.json' with { type: 'json' }
import { generateVapidKeys } from './vapid-keys.ts'
import { VapidSigner } from './vapid-signer.ts'

const HOUR = 3_600_000
const START = Date.UTC(2026, 9, 1)
const origin = 'https://push.example.net'
const subject = 'mailto:ops@example.com'
const keys = generateVapidKeys()

/** Takes a header apart and verifies its signature, as a push service would. */
function read(header: string) {
  const [, token = '', key = ''] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(header) ?? []
  const [head = '', claims = '', signature = ''] = token.split('.')
  const point = Buffer.from(key, 'base64url')
  const publicKey = createPublicKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: point.toString('base64url', 1, 33),
      y: point.toString('base64url', 33, 65),
    },
  })
  const verified = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  const parse = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString())
  return {
    head: parse(head),
    claims: parse(claims) as { aud: string; exp: number; sub: string },
    key,
    verified,
  }
}

test('the token of RFC 8292 section 2.4 verifies with the code that checks ours', () => {
  const { t, k, claims, header } = vectors.rfc8292_section_2_4
  const token = read(`vapid t=${t}, k=${k}`)
  assert.equal(token.verified, true)
  assert.deepEqual(token.claims, claims)
  assert.deepEqual(token.head, header)
})

test('a header names the service, the contact and the key, and its signature verifies', () => {
  const signer = new VapidSigner({ keys, subject, now: () => START })
  const token = read(signer.header(origin))
  assert.equal(token.verified, true)
  assert.equal(token.key, keys.publicKey)
  assert.deepEqual(token.head, { typ: 'JWT', alg: 'ES256' })
  assert.deepEqual(token.claims, { aud: origin, exp: (START + 12 * HOUR) / 1000, sub: subject })
})

test('a signature made with another key, or over other claims, does not verify', () => {
  const header = new VapidSigner({ keys, subject }).header(origin)
  const other = generateVapidKeys().publicKey
  assert.equal(read(header.replace(keys.publicKey, other)).verified, false)
  const [before = '', claims = '', after = ''] = header.split('.')
  const forged = Buffer.from(claims, 'base64url').toString().replace('ops@', 'evil@')
  const changed = [before, Buffer.from(forged).toString('base64url'), after].join('.')
  assert.equal(read(changed).verified, false)
})

test('the npm package web-push makes the same header and claims from the same keys', () => {
  const expiration = (START + 12 * HOUR) / 1000
  const theirs = read(
    (
      webPush.getVapidHeaders(origin, subject, keys.publicKey, keys.privateKey, 'aes128gcm', expiration) as {
        Authorization: string
      }
    ).Authorization,
  )
  assert.deepEqual(theirs, read(new VapidSigner({ keys, subject, now: () => START }).header(origin)))
})

test('a header is signed once for each origin and kept', () => {
  const signer = new VapidSigner({ keys, subject })
  const header = signer.header(origin)
  assert.equal(signer.header(origin), header)
  assert.notEqual(signer.header('https://fcm.googleapis.com'), header)
  assert.equal(signer.header(origin), header)
})

test('three days of constant sending take few tokens, hours apart and far from expiry', () => {
  let now = START
  const signer = new VapidSigner({ keys, subject, now: () => now })
  const signedAt = new Map<string, number>()
  for (; now < START + 72 * HOUR; now += 60_000) {
    const header = signer.header(origin)
    const left = read(header).claims.exp * 1000 - now
    assert.ok(left >= 3 * HOUR - 60_000 && left <= 24 * HOUR)
    if (!signedAt.has(header)) {
      signedAt.set(header, now)
    }
  }
  const times = [...signedAt.values()]
  assert.equal(times.length, 8)
  assert.ok(times.every((time, index) => index === 0 || time - (times[index - 1] as number) >= HOUR))
})

test('however the clock jumps, no token is expired or valid for more than a day ahead', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -80, max: 80 }), { maxLength: 30 }), (jumps) => {
      let now = START
      const signer = new VapidSigner({ keys, subject, now: () => now })
      for (const hours of jumps) {
        now += hours * HOUR
        const { exp } = read(signer.header(origin)).claims
        assert.ok(exp * 1000 > now && exp * 1000 <= now + 24 * HOUR)
      }
    }),
    { numRuns: 30 },
  )
})

test('a clock set back by some hours renews nothing', () => {
  let now = START
  const signer = new VapidSigner({ keys, subject, now: () => now })
  const header = signer.header(origin)
  now -= 10 * HOUR
  assert.equal(signer.header(origin), header)
})

test('the cache of origins is bounded, and drops the oldest', () => {
  const signer = new VapidSigner({ keys, subject })
  const first = signer.header('https://0.example')
  const second = signer.header('https://1.example')
  for (let i = 2; i <= 1000; i++) {
    signer.header(`https://${i}.example`)
  }
  assert.equal(signer.header('https://1.example'), second)
  assert.notEqual(signer.header('https://0.example'), first)
})

test('whatever the service, the contact and the time, the token verifies and says them', () => {
  fc.assert(
    fc.property(
      fc.webAuthority({ withPort: true }),
      fc.domain().map((domain) => `https://${domain}/contact`),
      fc.integer({ min: 0, max: 2 ** 41 }),
      (authority, contact, now) => {
        const to = new URL(`https://${authority}`).origin
        const signer = new VapidSigner({ keys, subject: contact, now: () => now })
        const { verified, claims, key } = read(signer.header(to))
        assert.ok(verified)
        assert.equal(claims.aud, to)
        assert.equal(claims.sub, contact)
        assert.equal(key, keys.publicKey)
        assert.ok(Number.isInteger(claims.exp))
        assert.ok(claims.exp > now / 1000 && claims.exp <= now / 1000 + 24 * 3600)
      },
    ),
    { numRuns: 300 },
  )
})

test('a subject that Apple would refuse is refused before anything is sent', () => {
  assert.throws(() => new VapidSigner({ keys, subject: 'mailto:root@localhost' }), {
    name: 'VapidSubjectError',
    code: 'vapid-subject-invalid',
    message: /Apple refuses it/,
  })
})

test('keys that are no pair are refused', () => {
  const publicKey = generateVapidKeys().publicKey
  assert.throws(() => new VapidSigner({ keys: { ...keys, publicKey }, subject }), {
    code: 'vapid-keys-mismatch',
  })
})

test('a signer does not show the private key', () => {
  const signer = new VapidSigner({ keys, subject })
  signer.header(origin)
  assert.equal(JSON.stringify(signer).includes(keys.privateKey), false)
  assert.equal(signer.publicKey, keys.publicKey)
})
