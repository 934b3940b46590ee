// The headers that keep answers what they are, on every kind of answer there is.

import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { browserSubscription, SITE_URL, temporaryBelfry } from '#test/belfry/temporary-belfry'

const site = await temporaryBelfry({ dashboard: true, hsts: 'by-url', origins: [SITE_URL, 'https://www.example.com'] })
after(() => site[Symbol.asyncDispose]())

const page = { origin: SITE_URL, 'sec-fetch-site': 'same-origin' }
const dashboard = { ...page, 'x-belfry-dashboard': '1' }
const key = { authorization: `Bearer ${site.apiKey}` }
const link = await linkPage()

interface Asked {
  method: string
  path: string
  headers?: Record<string, string>
  body?: string
  status: number
}

/** One of each kind. */
const KINDS: Record<string, Asked> = {
  'data for a page': { method: 'GET', path: '/b/default/config', headers: page, status: 200 },
  'a preflight': {
    method: 'OPTIONS',
    path: '/b/default/subscription',
    headers: { ...page, origin: 'https://www.example.com', 'access-control-request-method': 'PUT' },
    status: 204,
  },
  'a refused write of a page': {
    method: 'PUT',
    path: '/b/default/subscription',
    headers: { 'content-type': 'application/json', origin: 'https://evil.example' },
    body: '{}',
    status: 403,
  },
  'a malformed body': { method: 'PUT', path: '/b/default/subscription', headers: page, body: '{', status: 415 },
  'an unknown site': { method: 'GET', path: '/b/nowhere/config', headers: page, status: 404 },
  'a script': { method: 'GET', path: '/b/default/client.js', status: 200 },
  'the worker': { method: 'GET', path: '/b/default/sw.js', status: 200 },
  'a file that has not changed': {
    method: 'GET',
    path: '/b/default/client.js',
    headers: { 'if-none-match': await etagOf('/b/default/client.js') },
    status: 304,
  },
  'the page of preferences': { method: 'GET', path: link, status: 200 },
  'the page of preferences by a wrong link': {
    method: 'GET',
    path: `${link.slice(0, -8)}AAAAAAAA`,
    status: 410,
  },
  'an answer of the API': { method: 'GET', path: '/v1/topics', headers: key, status: 200 },
  'a table of the API': { method: 'GET', path: '/v1/stats/growth.csv', headers: key, status: 200 },
  'the API without a key': { method: 'GET', path: '/v1/topics', status: 401 },
  'a wrong method': { method: 'PATCH', path: '/v1/topics', headers: key, status: 405 },
  'nothing there': { method: 'GET', path: '/nothing', status: 404 },
  'the reference': { method: 'GET', path: '/docs', status: 200 },
  'the description': { method: 'GET', path: '/v1/openapi.json', status: 200 },
  'a redirect': { method: 'GET', path: '/dashboard', status: 308 },
  'the dashboard': { method: 'GET', path: '/dashboard/topics', status: 200 },
  'an unknown script of the dashboard': { method: 'GET', path: '/dashboard/assets/old-1.js', status: 404 },
  'nobody signed in': { method: 'GET', path: '/dashboard/api/session', headers: dashboard, status: 401 },
  'not from the dashboard': { method: 'GET', path: '/dashboard/api/session', status: 403 },
  'the metrics': { method: 'GET', path: '/metrics', headers: key, status: 200 },
  'an agent without a key': { method: 'POST', path: '/mcp', body: '{}', status: 401 },
  health: { method: 'GET', path: '/healthz', status: 200 },
}

describe('every answer', () => {
  for (const [kind, asked] of Object.entries(KINDS)) {
    test(`has the headers that keep it what it is: ${kind}`, async () => {
      const { status, headers } = await ask(asked)
      assert.equal(status, asked.status)
      checkHeaders(headers, kind)
    })
  }

  test('of a server that is closing, too', async () => {
    const other = await temporaryBelfry({ hsts: true })
    await other.belfry.close()
    const refused = await other.belfry.fetch(new Request(`${SITE_URL}/healthz`))
    assert.equal(refused.status, 503)
    checkHeaders(refused.headers, 'closing')
  })

  test('says https alone only where that is so', async () => {
    for (const options of [{ hsts: 'by-url', url: 'http://localhost:8030' }, { hsts: false }, {}] as const) {
      await using other = await temporaryBelfry(options)
      const { headers } = await other.page('GET', '/healthz')
      assert.equal(headers.get('strict-transport-security'), null)
    }
  })
})

function checkHeaders(headers: Headers, kind: string): void {
  const of = (name: string) => headers.get(name) ?? ''
  assert.equal(of('x-content-type-options'), 'nosniff')
  assert.match(of('referrer-policy'), /^(no-referrer|same-origin)$/)
  assert.equal(of('cross-origin-opener-policy'), 'same-origin')
  assert.equal(of('strict-transport-security'), 'max-age=31536000')
  assert.match(of('permissions-policy'), /camera=\(\).*geolocation=\(\)/)
  const isPublic = /^(a script|the worker|a file)/.test(kind)
  assert.equal(of('cross-origin-resource-policy'), isPublic ? 'cross-origin' : 'same-origin')
  const policy = of('content-security-policy')
  // A script's policy would be its worker's, which has to fetch.
  if (isPublic) assert.equal(policy, '')
  else assert.match(policy, /^default-src 'none'(;.*)?; frame-ancestors /)
  assert.doesNotMatch(policy, /unsafe-/)
  if (!/page of preferences/.test(kind)) assert.match(policy, isPublic ? /^$/ : /frame-ancestors 'none'/)
  // Every worker of Belfry's lies where it works.
  assert.equal(headers.get('service-worker-allowed'), null)
  for (const name of ['server', 'x-powered-by', 'set-cookie']) assert.equal(headers.get(name), null, name)
}

async function ask({ method, path, headers = {}, body }: Asked): Promise<Response> {
  const answer = await site.belfry.fetch(
    new Request(new URL(path, SITE_URL), { method, headers, ...(body !== undefined && { body }) }),
  )
  await answer.body?.cancel()
  return answer
}

async function etagOf(path: string): Promise<string> {
  return (await site.page('GET', path)).headers.get('etag') ?? ''
}

async function linkPage(): Promise<string> {
  const token = site.belfry.identify({ subscriber: 'ada' })
  await site.page('PUT', '/b/default/subscription', { ...browserSubscription(), identity: token })
  const { url } = await site.belfry.preferencesLink({ subscriber: 'ada' })
  return new URL(url).pathname + new URL(url).search
}
