import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { generateVapidKeys } from '@belfry/web-push'
import { browserSubscription, temporaryBelfry, type TemporaryBelfry } from '#test/belfry/temporary-belfry'

const { privateKey } = generateVapidKeys()
const PATH = '/b/default/subscription'

let site: TemporaryBelfry
before(async () => {
  site = await temporaryBelfry({ secrets: { vapidPrivateKey: privateKey } })
})
after(() => site[Symbol.asyncDispose]())

const good = browserSubscription('good-but-secret-endpoint')
const withEndpoint = (endpoint: string) => ({ ...good, endpoint })
const withKeys = (keys: object) => ({ ...good, keys: { ...good.keys, ...keys } })
// For one x, only y and -y are on the curve, and those never differ in the last bit alone.
const offCurve = Buffer.from(good.keys.p256dh, 'base64url').with(
  64,
  (Buffer.from(good.keys.p256dh, 'base64url')[64] ?? 0) ^ 1,
)
const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')

interface Case {
  what: string
  body: unknown
  code: string
  status?: number
  field?: string
  headers?: Record<string, string>
}

const cases: Case[] = [
  { what: 'malformed JSON', body: '{"endpoint": "good-but-secret-endpoint', code: 'json-malformed' },
  { what: 'an empty body', body: '', code: 'json-malformed' },
  { what: 'a list', body: [], code: 'field-invalid' },
  { what: 'nothing of what is needed', body: {}, code: 'field-missing', field: 'endpoint' },
  { what: 'an unknown field', body: { ...good, colour: 'red' }, code: 'field-unknown', field: 'colour' },
  { what: 'an unknown field inside', body: withKeys({ extra: 1 }), code: 'field-unknown', field: 'keys.extra' },
  {
    what: 'an unknown field named like a prototype',
    body: '{"__proto__":{"x":1},"constructor":1}',
    code: 'input-invalid',
  },
  { what: 'missing keys', body: { endpoint: good.endpoint }, code: 'field-missing', field: 'keys' },
  {
    what: 'a missing auth secret',
    body: { ...good, keys: { p256dh: good.keys.p256dh } },
    code: 'field-missing',
    field: 'keys.auth',
  },
  { what: 'a number for an endpoint', body: { ...good, endpoint: 7 }, code: 'field-invalid', field: 'endpoint' },
  { what: 'several wrong fields', body: { endpoint: 7, colour: 'red' }, code: 'input-invalid' },
  {
    what: 'another type of body',
    body: 'endpoint=x',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    code: 'media-type-unsupported',
    status: 415,
  },
  {
    what: 'plain text',
    body: '{}',
    headers: { 'content-type': 'text/plain' },
    code: 'media-type-unsupported',
    status: 415,
  },
  { what: 'a body over 64 kB', body: { ...good, locale: 'x'.repeat(70_000) }, code: 'body-too-large', status: 413 },
  { what: 'an endpoint that is no URL', body: withEndpoint('nonsense'), code: 'endpoint-not-a-url', field: 'endpoint' },
  {
    what: 'an endpoint at http',
    body: withEndpoint('http://updates.push.services.mozilla.com/wpush/v2/x'),
    code: 'endpoint-not-https',
    field: 'endpoint',
  },
  {
    what: 'an endpoint anywhere',
    body: withEndpoint('https://push.example.org/x'),
    code: 'endpoint-not-allowed',
    field: 'endpoint',
  },
  {
    what: 'an endpoint at a private address',
    body: withEndpoint('https://10.0.0.1/x'),
    code: 'endpoint-private-address',
    field: 'endpoint',
  },
  {
    what: 'an endpoint at the metadata service',
    body: withEndpoint('https://169.254.169.254/latest'),
    code: 'endpoint-private-address',
    field: 'endpoint',
  },
  {
    what: 'an endpoint at localhost',
    body: withEndpoint('https://localhost:8030/x'),
    code: 'endpoint-private-address',
    field: 'endpoint',
  },
  {
    what: 'an endpoint that does not exist',
    body: withEndpoint('https://permanently-removed.invalid/x'),
    code: 'endpoint-permanently-removed',
    field: 'endpoint',
  },
  {
    what: 'an endpoint with a password',
    body: withEndpoint('https://a:b@fcm.googleapis.com/fcm/send/x'),
    code: 'endpoint-not-allowed',
    field: 'endpoint',
  },
  {
    what: 'a p256dh of 64 bytes',
    body: withKeys({ p256dh: base64url(offCurve.subarray(0, 64)) }),
    code: 'p256dh-invalid',
    field: 'keys.p256dh',
  },
  {
    what: 'a p256dh off the curve',
    body: withKeys({ p256dh: base64url(offCurve) }),
    code: 'p256dh-not-on-curve',
    field: 'keys.p256dh',
  },
  {
    what: 'an auth secret of 15 bytes',
    body: withKeys({ auth: base64url(new Uint8Array(15)) }),
    code: 'auth-invalid',
    field: 'keys.auth',
  },
  { what: 'an unknown topic', body: { ...good, topics: ['nothing'] }, code: 'topic-unknown', field: 'topics.0' },
  {
    what: 'a foreign origin',
    body: good,
    headers: { origin: 'https://evil.example' },
    code: 'origin-foreign',
    status: 403,
  },
  { what: 'an opaque origin', body: good, headers: { origin: 'null' }, code: 'origin-foreign', status: 403 },
  {
    what: 'the same host at another scheme',
    body: good,
    headers: { origin: 'http://example.com' },
    code: 'origin-foreign',
    status: 403,
  },
  {
    what: 'a request that another site makes',
    body: good,
    headers: { 'sec-fetch-site': 'cross-site' },
    code: 'fetch-cross-site',
    status: 403,
  },
]

const tables = [
  'belfry_subscribers',
  'belfry_subscriptions',
  'belfry_preferences',
  'belfry_notifications',
  'belfry_jobs',
]
const count = () => tables.map((table) => site.rows(`select count(*) as n from ${table}`)[0]!['n'])

describe('bad input', () => {
  for (const { what, body, code, status = 400, field, headers } of cases) {
    test(`${what}: ${code}`, async () => {
      const before = count()
      const answer = await site.page('PUT', PATH, body, headers)
      assert.equal(answer.body.code, code, JSON.stringify(answer.body))
      assert.equal(answer.status, status)
      assert.equal(answer.headers.get('content-type'), 'application/problem+json')
      const { type, title, detail, help, docs, errors } = answer.body
      assert.equal(type, `urn:belfry:problem:${code}`)
      assert.equal(answer.body.status, status)
      for (const text of [title, detail, help]) assert.match(text, /\w{2}/)
      assert.equal(docs, `https://example.com/v1/docs#error-${code}`)
      if (field)
        assert.ok(
          errors.some((fault: { field: string }) => fault.field === field),
          JSON.stringify(errors),
        )
      assert.deepEqual(count(), before, 'nothing is stored')
    })
  }

  test('its answers link to an address that works, behind TLS and below a path, too', async () => {
    const headers = { 'x-forwarded-proto': 'https' }
    const { docs } = (await site.page('PUT', PATH, '{', headers)).body
    const { pathname, hash, protocol } = new URL(docs)
    assert.equal(protocol, 'https:')
    const page = await site.api('GET', pathname, undefined, { authorization: '' })
    assert.equal(page.status, 200)
    assert.ok(page.body.includes(`id="${hash.slice(1)}"`))
  })

  test('a missing origin: origin-missing', async () => {
    const response = await site.belfry.fetch(
      new Request(`https://example.com${PATH}`, {
        method: 'PUT',
        body: JSON.stringify(good),
        headers: { 'content-type': 'application/json' },
      }),
    )
    assert.equal(response.status, 403)
    assert.equal(Reflect.get((await response.json()) as object, 'code'), 'origin-missing')
  })

  test('the same rules hold for DELETE', async () => {
    const { endpoint } = good
    const foreign = await site.page('DELETE', PATH, { endpoint }, { origin: 'https://evil.example' })
    assert.equal(foreign.body.code, 'origin-foreign')
    assert.equal((await site.page('DELETE', PATH, { endpoint, all: true })).body.code, 'field-unknown')
    assert.equal((await site.page('DELETE', PATH, '{')).body.code, 'json-malformed')
    assert.equal((await site.page('DELETE', PATH)).body.code, 'media-type-unsupported')
  })

  test('a body without a declared length is read no further than 64 kB', async () => {
    let read = 0
    const endless = new ReadableStream({
      pull(controller) {
        read += 1024
        controller.enqueue(new Uint8Array(1024).fill(32))
      },
    })
    const response = await site.belfry.fetch(
      new Request(`https://example.com${PATH}`, {
        method: 'PUT',
        body: endless,
        duplex: 'half',
        headers: { 'content-type': 'application/json', origin: 'https://example.com' },
      }),
    )
    assert.equal(response.status, 413)
    assert.ok(read < 70 * 1024, `${read} bytes were read`)
  })

  test('a request with very many unknown fields gets a short answer', async () => {
    const body = Object.fromEntries(Array.from({ length: 2000 }, (_, n) => [`field-${n}`, 1]))
    const answer = await site.page('PUT', PATH, body)
    assert.ok(answer.body.errors.length <= 20)
  })

  for (const [key, code] of [
    [undefined, 'api-key-missing'],
    ['belfry_wrong', 'api-key-invalid'],
    ['x'.repeat(500), 'api-key-missing'],
  ] as const) {
    test(`an API key ${key?.slice(0, 12)}: ${code}`, async () => {
      const authorization = key === undefined ? '' : `Bearer ${key}`
      const answer = await site.api('POST', '/v1/notifications', {}, { authorization })
      assert.equal(answer.status, 401)
      assert.equal(answer.body.code, code)
      assert.match(answer.headers.get('www-authenticate') ?? '', /^Bearer/)
    })
  }

  test('an unknown address, site or method', async () => {
    assert.equal((await site.page('GET', '/nothing')).body.code, 'route-unknown')
    assert.equal((await site.page('GET', '/b/default/nothing')).body.code, 'route-unknown')
    assert.equal((await site.page('GET', '/b/other/config')).body.code, 'site-unknown')
    assert.equal((await site.api('GET', '/v1/nothing')).body.code, 'route-unknown')
    const answer = await site.page('GET', PATH)
    assert.equal(answer.status, 405)
    assert.equal(answer.body.code, 'method-not-allowed')
    assert.equal(answer.headers.get('allow'), 'PUT, DELETE, OPTIONS')
    assert.equal((await site.page('POST', '/healthz')).headers.get('allow'), 'GET, HEAD, OPTIONS')
  })

  test('leaves no secret in the log', async () => {
    const token = site.belfry.identify({ subscriber: 'ada', topics: ['feedback'] })
    const { body } = await site.page('PUT', PATH, { ...good, identity: token })
    await site.page('PUT', PATH, { ...good, identity: `${token}x` })
    await site.page('DELETE', PATH, { endpoint: good.endpoint })
    const secrets = JSON.parse(readFileSync(join(site.data, 'secrets.json'), 'utf8'))
    const logged = site.logged()
    assert.match(logged, /updates\.push\.services\.mozilla\.com\/…[0-9a-f]{8}/)
    const hidden = [
      secrets.secret,
      secrets.apiKey,
      privateKey,
      good.keys.auth,
      good.keys.p256dh,
      'good-but-secret-endpoint',
      body.handle,
      token,
      ...token.split('.'),
    ]
    for (const secret of hidden) assert.ok(!logged.includes(secret), `the log holds ${secret}`)
  })
})
