import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Hono } from 'hono'
import { browserSubscription, SITE_URL, temporaryBelfry } from '#test/belfry/temporary-belfry'
import { clientAddressReader, type TrustedProxies } from '../limits/client-address.ts'
import { JOIN_BUDGETS } from '../limits/join-limits.ts'
import type { HttpEnv } from './environment.ts'
import { limitJoins } from './limit-joins.ts'

const budget = (name: string, burst: number) => ({ name, burst, perMinute: 60 })
const SMALL = {
  address: budget('address', 3),
  network: budget('network', 5),
  nameless: budget('nameless', 8),
  site: budget('site', 10),
  server: budget('server', 15),
}

function start(budgets: typeof JOIN_BUDGETS = SMALL, proxies?: TrustedProxies) {
  const clock = { time: 0 }
  const told: object[] = []
  const app = new Hono<HttpEnv>()
  app.use('/:site', (c, next) => {
    c.set('site', { id: c.req.param('site'), url: null, origins: [] })
    return next()
  })
  const limited = (request: object) => void told.push(request)
  app.use(
    '/:site',
    limitJoins({ now: () => clock.time, clientAddress: clientAddressReader(proxies), limited, budgets }),
  )
  app.put('/:site', (c) => c.text('ok'))
  const put = async (remoteAddress?: string, forwarded?: string, site = 'default') =>
    app.request(
      `/${site}`,
      { method: 'PUT', headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded } },
      remoteAddress === undefined ? {} : { incoming: { socket: { remoteAddress } } as never },
    )
  /** How many of so many were let in. */
  const count = async (times: number, ask: (n: number) => Promise<Response>) => {
    let taken = 0
    for (let n = 0; n < times; n++) if ((await ask(n)).status === 200) taken++
    return taken
  }
  return { clock, told, put, count }
}

describe('joining', () => {
  test('is let in at once a few times, then as often as the minute allows, each address by itself', async () => {
    const { clock, put, count } = start()
    assert.equal(await count(5, () => put('198.51.100.1')), 3)
    assert.equal((await put('198.51.100.1')).headers.get('retry-after'), '1')
    assert.equal((await put('203.0.113.2')).status, 200)
    clock.time += 1000
    assert.equal(await count(2, () => put('198.51.100.1')), 1)
  })

  test('is told in each answer what may be done and what is left of it', async () => {
    const { put } = start()
    const first = await put('198.51.100.7')
    assert.equal(first.headers.get('ratelimit-policy'), '"address";q=3;w=3')
    assert.equal(first.headers.get('ratelimit'), '"address";r=2;t=1')
    await put('198.51.100.8')
    await put('198.51.100.8')
    await put('198.51.100.9')
    await put('198.51.100.9')
    const refused = await put('198.51.100.7')
    assert.equal(refused.status, 429)
    assert.equal(refused.headers.get('ratelimit-policy'), '"network";q=5;w=5')
    assert.equal(refused.headers.get('ratelimit'), '"network";r=0;t=1')
  })

  test('from many addresses of one network is bounded by the network', async () => {
    for (const address of [(n: number) => `198.51.100.${n}`, (n: number) => `2001:db8:7:${n}::1`]) {
      const { put, count } = start()
      assert.equal(await count(9, (n) => put(address(n))), 5)
    }
  })

  test('at a site is bounded as a whole, whatever a header says about whom it is from', async () => {
    const { put, count, told } = start()
    assert.equal(await count(30, (n) => put('127.0.0.1', `${n + 11}.0.0.1`)), 10)
    assert.equal(await count(7, (n) => put('127.0.0.1', `${n + 51}.0.0.1`, 'another')), 5)
    assert.deepEqual(told[0], { site: 'default', budget: 'site', hasConnection: true, isForwarded: false })
    assert.deepEqual(told.at(-1), { site: 'another', budget: 'server', hasConnection: true, isForwarded: false })
  })

  test('is bounded without a known address: a proxy that says nothing, an app without a connection', async () => {
    for (const peer of ['127.0.0.1', '::1', undefined]) {
      const { put, count, told } = start()
      assert.equal(await count(20, () => put(peer)), 8)
      assert.deepEqual(told[0], {
        site: 'default',
        budget: 'nameless',
        hasConnection: peer !== undefined,
        isForwarded: false,
      })
    }
  })

  test('is by address without a connection, too, where the number of proxies is known', async () => {
    const { put, count } = start(SMALL, { hops: 1 })
    assert.equal(await count(5, () => put(undefined, '6.6.6.6, 198.51.100.1')), 3)
    assert.equal((await put(undefined, '198.51.100.1, 203.0.113.1')).status, 200)
  })
})

describe('at a whole Belfry', () => {
  const browser = browserSubscription()
  const bindings = { incoming: { socket: { remoteAddress: '198.51.100.1' } } }
  const ask = async (
    fetch: (request: Request, bindings: unknown) => Promise<Response>,
    method: string,
    origin: string,
  ) => {
    const body = JSON.stringify(method === 'PUT' ? browser : { endpoint: browser.endpoint })
    const headers = { origin, 'content-type': 'application/json' }
    const request = new Request(`${SITE_URL}/b/default/subscription`, { method, headers, body })
    return (await fetch(request, bindings)).status
  }

  test('pages of other sites spend nothing of what a visitor may do, and leaving is never refused', async () => {
    const time = Date.now()
    await using site = await temporaryBelfry({ now: () => time })
    const { burst } = JOIN_BUDGETS.address
    for (let n = 0; n < burst + 10; n++) assert.equal(await ask(site.belfry.fetch, 'PUT', 'https://evil.example'), 403)
    for (let n = 0; n < burst + 10; n++) assert.equal(await ask(site.belfry.fetch, 'DELETE', SITE_URL), 200)
    for (let n = 0; n < burst; n++) assert.equal((await ask(site.belfry.fetch, 'PUT', SITE_URL)) < 300, true)
    assert.equal(await ask(site.belfry.fetch, 'PUT', SITE_URL), 429)
    assert.equal(await ask(site.belfry.fetch, 'DELETE', SITE_URL), 200)
  })
})
