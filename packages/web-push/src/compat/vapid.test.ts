import assert from 'node:assert/strict'
import { createPublicKey, verify } from 'node:crypto'
import { test } from 'node:test'
import { createWebPush } from './create-web-push.ts'

const hour = 3_600_000
const keys = createWebPush().generateVAPIDKeys()
const subject = 'mailto:ada@example.com'

function withClock() {
  const clock = { now: Date.UTC(2030, 0, 1) }
  const webpush = createWebPush({ now: () => clock.now })
  const token = (audience = 'https://push.example.com', expiration?: number) => {
    const { publicKey, privateKey } = keys
    const headers = webpush.getVapidHeaders(audience, subject, publicKey, privateKey, 'aes128gcm', expiration)
    return headers.Authorization.slice('vapid t='.length).split(',')[0] ?? ''
  }
  return { clock, webpush, token }
}

test('a token is an ES256 signature that the public key verifies', () => {
  const { token } = withClock()
  for (let i = 0; i < 300; i += 1) {
    const signed = token(`https://push${i}.example.com`)
    const [header, payload, signature = ''] = signed.split('.')
    const isGenuine = verify(
      'sha256',
      Buffer.from(`${header}.${payload}`),
      { key: publicKeyObject(keys.publicKey), dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    )
    assert.ok(isGenuine)
  }
})

test('a token is signed once for a push service and again when half of its life is over', () => {
  const { clock, token } = withClock()
  const first = token()
  clock.now += 5 * hour
  assert.equal(token(), first)
  clock.now += 1 * hour
  const second = token()
  assert.notEqual(second, first)
  assert.equal(claims(second).exp, clock.now / 1000 + 12 * 3600)
})

test('a token is signed again when the clock is set back', () => {
  const { clock, token } = withClock()
  const first = token()
  clock.now -= 1
  assert.notEqual(token(), first)
})

test('each audience has a token of its own', () => {
  const { token } = withClock()
  assert.equal(claims(token('https://a.example')).aud, 'https://a.example')
  assert.equal(claims(token('https://b.example')).aud, 'https://b.example')
  assert.equal(token('https://a.example'), token('https://a.example'))
})

test('an expiration asked for is the one in the token', () => {
  const { clock, token } = withClock()
  const inAnHour = clock.now / 1000 + 3600
  assert.notEqual(claims(token()).exp, inAnHour)
  assert.equal(claims(token(undefined, inAnHour)).exp, inAnHour)
  assert.equal(claims(token(undefined, inAnHour + 1)).exp, inAnHour + 1)
})

test('strangers who send a thousand audiences do not fill the memory with tokens', () => {
  const { token } = withClock()
  const first = token('https://first.example')
  for (let i = 0; i < 500; i += 1) token(`https://${i}.example`)
  assert.notEqual(token('https://first.example'), first)
})

test('the details set for all apply until a call brings its own, and null sends without', () => {
  const webpush = createWebPush()
  const subscription = { endpoint: 'https://push.example.com/1', keys: { p256dh: '', auth: '' } }
  const authorization = (options?: object) =>
    webpush.generateRequestDetails(subscription, null, options).headers['Authorization']
  assert.equal(authorization(), undefined)
  webpush.setVapidDetails(subject, keys.publicKey, keys.privateKey)
  assert.match(authorization() ?? '', new RegExp(`k=${keys.publicKey}$`))
  const others = createWebPush().generateVAPIDKeys()
  const own = authorization({ vapidDetails: { subject, ...others } })
  assert.match(own ?? '', new RegExp(`k=${others.publicKey}$`))
  assert.equal(authorization({ vapidDetails: null }), undefined)
  webpush.setVapidDetails(null)
  assert.equal(authorization(), undefined)
})

function claims(token: string) {
  const payload = token.split('.')[1] ?? ''
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as { aud: string; exp: number }
}

function publicKeyObject(publicKey: string) {
  const point = Buffer.from(publicKey, 'base64url')
  const x = point.toString('base64url', 1, 33)
  const y = point.toString('base64url', 33)
  return createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x, y } })
}
