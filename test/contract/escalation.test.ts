// Who may do what, tried at every address that the API's description names, on both databases: nobody gets further than
// their key, their role and their sites, and another site's page gets nowhere with an operator's cookie.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { ApiDescription } from '../../packages/server/src/http/api-description.ts'
import { serveDashboard, type DashboardBrowser, type DashboardServer } from '../support/belfry/dashboard-browser.ts'
import { onEachBelfry, type Place } from '../support/belfry/each-belfry.ts'
import { tablesOf, textOf } from '../support/databases/tables-of.ts'

type Scope = 'read' | 'send' | 'manage' | 'figures'

interface Route {
  method: string
  path: string
  /** Undefined: for everybody. */
  scope: Scope | undefined
}

const PASSWORD = 'a quiet heron at dusk'
const RIGHTS: Record<string, readonly Scope[]> = { viewer: ['read'], editor: ['read', 'send'] }
/** The sums of the statistics are a part of `read`. */
const allows = (given: readonly Scope[], scope: Scope | undefined): boolean =>
  scope === undefined || given.includes(scope) || (scope === 'figures' && given.includes('read'))
const WRITES = /^(POST|PUT|PATCH|DELETE)$/
// Their meaning is in the body: the tools that an agent calls ask again with the agent's own key.
const TOOLS = '/mcp'

await onEachBelfry('rights', (on, open) => {
  describe(on, { timeout: 300_000 }, () => {
    let place: Place
    let server: DashboardServer
    let routes: Route[]
    let keyed: Route[]
    before(async () => {
      place = await open({ dashboard: true, keyRequestsPerMinute: 0, sites: { shop: { url: 'https://shop.example' } } })
      server = await serveDashboard(place.belfry)
      routes = routesOf((await place.ask('GET', '/v1/openapi.json')).body)
      keyed = routes.filter(({ scope }) => scope !== undefined)
      assert.ok(keyed.length > 60, `${keyed.length}`)
    })
    after(async () => {
      await server[Symbol.asyncDispose]()
      await place[Symbol.asyncDispose]()
    })

    const invited = async (role: string, email: string, sites: string[] | null = null) => {
      const { body } = await place.ask('POST', '/v1/people/invitations', { role, email, sites })
      const browser = server.browser()
      const who = { token: body.link.split('#')[1], name: 'One', email, password: PASSWORD }
      assert.equal((await browser.ask('POST', '/dashboard/api/accounts', who)).status, 201)
      return browser
    }
    const ask = (browser: DashboardBrowser, { method, path }: Route, headers = {}, query = '') =>
      browser.ask(method, path + query, WRITES.test(method) && method !== 'DELETE' ? {} : undefined, headers)

    for (const [role, may] of Object.entries(RIGHTS)) {
      test(`a ${role} is refused everything beyond the role, and changes nothing by trying`, async () => {
        const browser = await invited(role, `${role}@example.com`)
        // Whoever reads may have alarms in their own browser; the first one makes the site that these are sent from.
        assert.equal((await browser.ask('POST', '/v1/alarms/browsers', {})).status, 200)
        const before = await contents(place)
        for (const route of keyed) {
          const { status, body } = await ask(browser, route)
          const told = `${route.method} ${route.path}: ${status} ${JSON.stringify(body)?.slice(0, 200)}`
          if (allows(may, route.scope)) assert.notEqual(body?.code, 'scope-missing', told)
          else assert.deepEqual([status, body.code], [403, 'scope-missing'], told)
        }
        assert.deepEqual(await contents(place), before)
      })
    }

    test('an owner of one site gets nothing of another, at any address', async () => {
      const browser = await invited('owner', 'shop@example.com', ['shop'])
      for (const route of keyed) {
        const { status, body } = await ask(browser, route, {}, '?site=default')
        assert.deepEqual([status, body.code], [403, 'site-not-granted'], `${route.method} ${route.path}: ${status}`)
      }
    })

    test('a key does what its scopes say, at every address', async () => {
      for (const scope of ['read', 'send', 'manage', 'figures'] as const) {
        const key = { name: scope, scopes: [scope], expiresAt: null }
        const { body } = await place.ask('POST', '/v1/api-keys', key)
        const authorization = `Bearer ${body.key}`
        for (const route of keyed.filter((route) => !allows([scope], route.scope))) {
          const sent = WRITES.test(route.method) && route.method !== 'DELETE' ? {} : undefined
          const answer = await place.ask(route.method, route.path, sent, { authorization })
          const told = `${scope} at ${route.method} ${route.path}: ${answer.status}`
          assert.deepEqual([answer.status, answer.body.code], [403, 'scope-missing'], told)
        }
      }
    })

    test('without a key, and with what only looks like one, there is nothing', async () => {
      const looks = [
        '',
        'Bearer',
        'Bearer ',
        'Bearer null',
        'Bearer undefined',
        `Bearer ${'x'.repeat(500)}`,
        'Basic YTph',
      ]
      const halves = [`Bearer ${place.apiKey.slice(0, -1)}`, `Bearer ${place.apiKey}x`, `Bearer ${place.apiKey} x`]
      const disguised = [`Bearer ${place.apiKey.toUpperCase()}`, `Token ${place.apiKey}`, place.apiKey]
      for (const authorization of [...looks, ...halves, ...disguised]) {
        for (const route of keyed) {
          const sent = WRITES.test(route.method) && route.method !== 'DELETE' ? {} : undefined
          const { status } = await place.ask(route.method, route.path, sent, { authorization })
          assert.ok(status === 401 || status === 429, `${authorization.slice(0, 12)} at ${route.path}: ${status}`)
        }
      }
    })

    test('a page of another site gets nowhere with an owner’s cookie', async () => {
      const browser = await invited('owner', 'owner@example.com')
      const before = await contents(place)
      const here = routes.filter(({ path }) => path.startsWith('/dashboard/api/'))
      const ways: Record<string, string | null>[] = [
        { 'x-belfry-dashboard': null },
        { 'x-belfry-dashboard': '0' },
        { 'x-belfry-dashboard': 'true' },
        { 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': 'same-site' },
        { 'sec-fetch-site': 'none' },
        { 'sec-fetch-site': null, origin: 'https://evil.example' },
        { 'sec-fetch-site': null, origin: 'null' },
        { 'sec-fetch-site': null, origin: `${server.url}.evil.example` },
        { 'sec-fetch-site': null, origin: `${server.url}@evil.example` },
      ]
      for (const way of ways) {
        for (const route of [...here, ...keyed]) {
          const { status, setCookies } = await ask(browser, route, way)
          assert.ok([401, 403].includes(status), `${JSON.stringify(way)} at ${route.method} ${route.path}: ${status}`)
          assert.deepEqual(setCookies, [])
        }
      }
      assert.deepEqual(await contents(place), before)
    })

    test('a form of another site, in any of the types that a form can have, is refused', async () => {
      const browser = await invited('owner', 'form@example.com')
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
        for (const { method, path } of routes.filter((route) => route.method === 'POST')) {
          const headers = { 'content-type': type, 'x-belfry-dashboard': null, 'sec-fetch-site': 'cross-site' }
          const { status } = await browser.ask(method, path, {}, { ...headers, origin: 'https://evil.example' })
          assert.ok(status >= 400 && status < 500, `${type} at ${path}: ${status}`)
        }
      }
    })
  })
})

function routesOf({ paths }: ApiDescription): Route[] {
  return Object.entries(paths as Record<string, Record<string, { security?: { apiKey?: Scope[] }[] }>>).flatMap(
    ([pattern, methods]) =>
      Object.entries(methods)
        .filter(() => pattern !== TOOLS)
        .map(([method, { security }]) => ({
          method: method.toUpperCase(),
          path: pattern.replace('{site}', 'default').replaceAll(/\{\w+\}/g, 'x'),
          scope: security?.[0]?.apiKey?.[0],
        })),
  )
}

/** What is in the tables, but for those that any request may write. */
async function contents({ database }: Place): Promise<Record<string, string>> {
  const own = /^(budgets|operator_sessions|operator_challenges|audit.*|chores|write_checks|jobs|api_keys)$/
  const names = (await tablesOf(database)).map(({ name }) => name).filter((name) => !own.test(name))
  const texts: Record<string, string> = {}
  for (const name of names) texts[name] = await textOf(database, name)
  return texts
}
