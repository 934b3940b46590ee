// Requests made from the description of the API, good and bad ones, sent to a real server on either database: each is
// answered as the description says, and never with a 500.

import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { ApiDescription } from '../../packages/server/src/http/api-description.ts'
import { mismatchOf } from '../support/api/mismatch-of.ts'
import { requestArbitrary, type DescribedRequest, type Value } from '../support/api/request-arbitrary.ts'
import { onEachBelfry, type Place } from '../support/belfry/each-belfry.ts'
import { browserSubscription, SITE_URL } from '../support/belfry/temporary-belfry.ts'

const RUNS = 400

await onEachBelfry('a request made from the description', (on, open) => {
  describe(on, () => {
    test('is answered as described, for any request', { timeout: 150_000 }, async () => {
      await using place = await open({ trustedProxies: 1, dashboard: true })
      const known = await fill(place)
      await using server = await listen(place)
      const api = (await (await fetch(`${server.url}/v1/openapi.json`)).json()) as ApiDescription
      const statuses = new Map<number, number>()
      let count = 0
      await fc.assert(
        fc.asyncProperty(requestArbitrary(api), async (request) => {
          const { method, path } = request
          // Each comes from its own address: rate limits have tests elsewhere.
          const from = `198.51.${(count >> 8) % 256}.${count++ % 256}`
          const response = await send(server.url, request, { known, apiKey: place.apiKey, from })
          // A stream goes on: its beginning is described.
          const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false
          if (isStream) return response.body?.cancel()
          const said = await response.clone().text()
          assert.ok(response.status < 500, `${method} ${path}: ${response.status} ${said}`)
          const route = path.replaceAll(/\{(\w+)\}/g, ':$1')
          assert.equal(await mismatchOf({ method, route, response }), undefined)
          statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1)
          // A request must not revoke its own key.
          if (path !== '/v1/api-keys' || method !== 'GET') remember(known, path, said)
        }),
        { numRuns: RUNS },
      )
      // Some got through: otherwise a server that refuses everything would pass.
      const good = [...statuses].filter(([status]) => status < 300).reduce((sum, [, times]) => sum + times, 0)
      assert.ok(good > RUNS / 10, `only ${good} of ${RUNS} were taken: ${JSON.stringify([...statuses])}`)
      assert.equal((await fetch(`${server.url}/readyz`)).status, 200)
    })
  })
})

/** The ids and cursors that the server has answered, by room. */
type Known = Map<string, string[]>

function remember(known: Known, path: string, said: string): void {
  const [, , room = ''] = path.split('/')
  const some = [...said.matchAll(/"(?:id|next|subscriber)":"([^"]+)"/g)].slice(0, 5).map(([, text]) => text as string)
  known.set(room, [...(known.get(room) ?? []), ...some])
}

// The room of a parameter, by its name or by the path.
function pick(known: Known, path: string, name: string, n: number): string {
  const texts = known.get(`${name}s`) ?? known.get(path.split('/')[2] ?? '') ?? ['-']
  return texts[n % texts.length] ?? '-'
}

/** Makes one of each kind; returns their ids. */
async function fill(place: Place): Promise<Known> {
  const known: Known = new Map()
  const ask = async (...request: Parameters<Place['ask']>) => {
    const { status, body } = await place.ask(...request)
    assert.ok(status < 300, `${request[1]}: ${status}`)
    remember(known, request[1], JSON.stringify(body))
  }
  const page = { origin: SITE_URL, authorization: '' }
  await ask('PUT', '/b/default/subscription', browserSubscription('fuzz'), page)
  await ask('POST', '/v1/topics', { id: 'news', name: 'News' })
  await ask('POST', '/v1/sites', { id: 'second', url: 'https://second.example' })
  await ask('POST', '/v1/notifications', { to: { all: true }, title: 'Hello' })
  await ask('POST', '/v1/api-keys', { name: 'Another' })
  for (const room of ['subscriptions', 'subscribers', 'vapid-keys']) await ask('GET', `/v1/${room}`)
  return known
}

async function listen({ belfry }: Place): Promise<AsyncDisposable & { url: string }> {
  const server = createServer(belfry.listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

interface Sender {
  known: Known
  apiKey: string
  from: string
}

function send(server: string, request: DescribedRequest, { known, apiKey, from }: Sender): Promise<Response> {
  const { method, path, params, query, body, type, who } = request
  const textOf = (name: string, value: Value) => ('text' in value ? value.text : pick(known, path, name, value.known))
  // A dot segment, or an empty one, is another path.
  const inPath = (name: string) => encodeURIComponent(textOf(name, params[name] as Value)).replace(/^\.{0,2}$/, '-')
  const url = new URL(
    path.replaceAll(/\{(\w+)\}/g, (_, name: string) => inPath(name)),
    server,
  )
  for (const [name, value] of Object.entries(query)) if (value) url.searchParams.set(name, textOf(name, value))
  const key = who === 'key' ? apiKey : 'belfry_ffffffffffffffffffffffffffffffff'
  const headers = new Headers({ 'x-forwarded-for': from })
  if (who === 'page') headers.set('origin', SITE_URL)
  if (who.endsWith('key')) headers.set('authorization', `Bearer ${key}`)
  if (body !== undefined) headers.set('content-type', type)
  const text = body === undefined ? undefined : 'text' in body ? body.text : JSON.stringify(body.json)
  return fetch(url, { method, headers, redirect: 'manual', ...(text === undefined ? {} : { body: text }) })
}
