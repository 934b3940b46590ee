// Every address that the API's description names is behind a limit: a new route cannot be without one.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { SITE_URL, temporaryBelfry, type TemporaryBelfry } from '#test/belfry/temporary-belfry'

interface Described {
  method: string
  path: string
  needsKey: boolean
  statuses: string[]
}

// A clock that stands: no budget fills meanwhile.
const noon = Date.now()
const SMALL = { keyRequestsPerMinute: 5, trustedProxies: 1, dashboard: true, now: () => noon } as const
// A watchdog must not take a busy server for a dead one; and leaving is never refused.
const UNLIMITED = /^(GET \/healthz|GET \/readyz|DELETE \/b\/.*)$/

async function routesOf(site: TemporaryBelfry): Promise<Described[]> {
  const { paths } = (await site.api('GET', '/v1/openapi.json')).body as {
    paths: Record<string, Record<string, { security: object[]; responses: object }>>
  }
  return Object.entries(paths).flatMap(([pattern, methods]) =>
    Object.entries(methods).map(([method, { security, responses }]) => ({
      method: method.toUpperCase(),
      path: pattern.replace('{site}', 'default').replaceAll(/\{\w+\}/g, 'x'),
      needsKey: security.length > 0,
      statuses: Object.keys(responses),
    })),
  )
}

function asker(site: TemporaryBelfry, address: string) {
  return async (method: string, path: string, headers: Record<string, string> = {}) => {
    const writes = /^(POST|PUT|PATCH)$/.test(method)
    const from = { origin: SITE_URL, 'sec-fetch-site': 'same-origin', 'x-forwarded-for': address }
    const answer = await site.belfry.fetch(
      new Request(new URL(path, SITE_URL), {
        method,
        headers: { ...from, ...headers, ...(writes && { 'content-type': 'application/json' }) },
        ...(writes && { body: '{}' }),
      }),
    )
    await answer.body?.cancel()
    return answer
  }
}

describe('every address', () => {
  test('is described with 429, but those that must always answer', async () => {
    await using site = await temporaryBelfry(SMALL)
    const routes = await routesOf(site)
    assert.ok(routes.length > 100, `${routes.length}`)
    const without = routes.filter(({ statuses }) => !statuses.includes('429'))
    assert.deepEqual(
      without.map(({ method, path }) => `${method} ${path}`).filter((route) => !UNLIMITED.test(route)),
      [],
    )
  })

  test('behind a key refuses a key that asks too often, and no other key', async () => {
    await using site = await temporaryBelfry(SMALL)
    const routes = (await routesOf(site)).filter(({ needsKey }) => needsKey)
    const ask = asker(site, '203.0.113.1')
    const other = await site.api('POST', '/v1/api-keys', { name: 'other', expiresAt: null })
    const bearer = (key: string) => ({ authorization: `Bearer ${key}` })
    for (let n = 0; n < 5; n += 1) await ask('GET', '/v1/topics', bearer(site.apiKey))
    for (const { method, path } of routes) {
      const refused = await ask(method, path, bearer(site.apiKey))
      assert.equal(refused.status, 429, `${method} ${path}`)
      assert.match(refused.headers.get('retry-after') ?? '', /^[1-9]\d*$/)
      assert.match(refused.headers.get('ratelimit') ?? '', /^"key";r=0/)
      const wrong = await ask(method, path, bearer('belfry_wrong'))
      assert.ok([401, 429].includes(wrong.status), `${method} ${path}: a wrong key is ${wrong.status}`)
    }
    assert.equal((await ask('GET', '/v1/topics', bearer(other.body.key))).status, 200)
    assert.match(site.logged(), /the API key \w+ asks more often than it may/)
    assert.equal(site.logged().match(/asks more often/g)?.length, 1, 'told once')
  })

  test('of pages and of operators refuses an address that asks too often, and no other address', async () => {
    await using site = await temporaryBelfry(SMALL)
    const routes = (await routesOf(site)).filter(({ needsKey }) => !needsKey)
    const [spent, other] = [asker(site, '203.0.113.1'), asker(site, '198.51.100.1')]
    for (let n = 0; n < 1201; n += 1) {
      await spent('GET', '/b/default/nothing')
      await spent('GET', '/dashboard/x')
      await spent('GET', '/dashboard/api/session', { 'x-belfry-dashboard': '1' })
      if (n < 121) await spent('PUT', '/b/default/subscription')
      if (n < 241) await spent('POST', '/b/default/interactions')
    }
    for (const { method, path } of routes) {
      const limited = !UNLIMITED.test(`${method} ${path}`)
      const answer = await spent(method, path, { 'x-belfry-dashboard': '1' })
      assert.equal(answer.status === 429, limited, `${method} ${path}: ${answer.status}`)
      if (limited) assert.match(answer.headers.get('retry-after') ?? '', /^[1-9]\d*$/)
      assert.notEqual((await other(method, path, { 'x-belfry-dashboard': '1' })).status, 429, `${method} ${path}`)
    }
  })
})
