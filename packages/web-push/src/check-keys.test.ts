import assert from 'node:assert/strict'
import { createECDH, ECDH, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { checkKeys } from './check-keys.ts'

const point = createECDH('prime256v1').generateKeys()
const secret = randomBytes(16)
const keys = { p256dh: point.toString('base64url'), auth: secret.toString('base64url') }

test('the keys of a subscription come out as bytes, from base64url and from base64', () => {
  for (const encoding of ['base64url', 'base64'] as const) {
    const check = checkKeys({ p256dh: point.toString(encoding), auth: secret.toString(encoding) })
    assert.ok(check.ok)
    assert.deepEqual(Buffer.from(check.p256dh), point)
    assert.deepEqual(Buffer.from(check.auth), secret)
  }
})

const offCurve = Buffer.from(point)
offCurve[64] = (offCurve[64] as number) ^ 1
const hybrid = Buffer.from(point)
hybrid[0] = 0x06 | ((point[64] as number) & 1)

const REFUSED: [what: string, change: Partial<typeof keys>, code: string][] = [
  ['no p256dh', { p256dh: '' }, 'p256dh-invalid'],
  ['a p256dh of other characters', { p256dh: '*'.repeat(87) }, 'p256dh-invalid'],
  ['a p256dh of 64 bytes', { p256dh: point.toString('base64url', 1) }, 'p256dh-invalid'],
  ['a p256dh of megabytes', { p256dh: 'A'.repeat(2_000_000) }, 'p256dh-invalid'],
  [
    'a compressed point',
    { p256dh: createECDH('prime256v1').generateKeys('base64url', 'compressed') },
    'p256dh-invalid',
  ],
  ['a hybrid point', { p256dh: hybrid.toString('base64url') }, 'p256dh-invalid'],
  ['a point off the curve', { p256dh: offCurve.toString('base64url') }, 'p256dh-not-on-curve'],
  [
    'the coordinates 0, 0',
    { p256dh: Buffer.concat([Buffer.of(4), Buffer.alloc(64)]).toString('base64url') },
    'p256dh-not-on-curve',
  ],
  [
    'coordinates beyond the field',
    { p256dh: Buffer.concat([Buffer.of(4), Buffer.alloc(64, 0xff)]).toString('base64url') },
    'p256dh-not-on-curve',
  ],
  ['no auth', { auth: '' }, 'auth-invalid'],
  ['an auth of 15 bytes', { auth: secret.toString('base64url', 1) }, 'auth-invalid'],
  ['an auth of 17 bytes', { auth: Buffer.alloc(17).toString('base64url') }, 'auth-invalid'],
  ['an auth of other characters', { auth: `${keys.auth.slice(0, -1)}!` }, 'auth-invalid'],
]

for (const [what, change, code] of REFUSED) {
  test(`${what} is refused: ${code}`, () => {
    const check = checkKeys({ ...keys, ...change })
    assert.ok(!check.ok)
    assert.equal(check.code, code)
  })
}

test('any text for keys gets a verdict', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (p256dh, auth) => {
      assert.equal(checkKeys({ p256dh, auth }).ok, false)
    }),
  )
})

test('a point is on the curve for it exactly when it is for OpenSSL', () => {
  const p = Buffer.from('ffffffff00000001000000000000000000000000ffffffffffffffffffffffff', 'hex')
  const real = Array.from({ length: 50 }, () => createECDH('prime256v1').generateKeys())
  const bent = real.map((point, n) => {
    const copy = Buffer.from(point)
    copy[1 + n] = (copy[1 + n] as number) ^ (1 << (n % 8))
    return copy
  })
  const zero = Buffer.alloc(32)
  const edges = [
    [zero, zero],
    [p, zero],
    [zero, p],
    [p, p],
  ].map((xy) => Buffer.concat([Buffer.from([4]), ...xy]))
  for (const point of [...real, ...bent, ...edges]) {
    const { ok } = checkKeys({ p256dh: point.toString('base64url'), auth: keys.auth })
    assert.equal(ok, openSslTakes(point), point.toString('hex'))
  }
})

function openSslTakes(point: Buffer): boolean {
  try {
    ECDH.convertKey(point, 'prime256v1')
    return true
  } catch {
    return false // off the curve
  }
}
