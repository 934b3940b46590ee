import assert from 'node:assert/strict'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { test, type TestContext } from 'node:test'
import { SimulatedBrowser } from '../testing/simulated-browser.ts'
import { createPreferences } from './preferences.ts'

interface Seen {
  method: string
  path: string
  headers: IncomingHttpHeaders
  body: string
}

/** A server that answers everything alike, and a browser at its origin. */
async function scene(t: TestContext, answer: { status: number; body: string }) {
  const seen: Seen[] = []
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      seen.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body })
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  const browser = new SimulatedBrowser(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  return { seen, browser }
}

const remember = (browser: SimulatedBrowser) =>
  browser.localStorage.setItem(
    `belfry:${browser.origin}/b/default`,
    JSON.stringify({ written: 1, handle: 'proof', endpoint: 'https://push.example/1' }),
  )

test('the browser that has notifications on reads and changes by its handle', async (t) => {
  const { seen, browser } = await scene(t, { status: 200, body: '{"paused":true}' })
  remember(browser)
  const preferences = createPreferences({}, browser.page())
  assert.deepEqual(await preferences.get(), { paused: true })
  await preferences.set({ paused: true })
  assert.deepEqual(
    seen.map(({ method, path, body }) => [method, path, body]),
    [
      ['GET', '/b/default/preferences', ''],
      ['PUT', '/b/default/preferences', '{"paused":true}'],
    ],
  )
  assert.equal(seen[0]?.headers['belfry-handle'], 'proof https://push.example/1')
  assert.equal(seen[0]?.headers['belfry-identity'], undefined)
  assert.equal(seen[1]?.headers['content-type'], 'application/json')
})

test('a person who is signed in needs no subscription', async (t) => {
  const { seen, browser } = await scene(t, { status: 200, body: '{}' })
  await createPreferences({ site: 'shop', identity: async () => 'token' }, browser.page()).get()
  assert.equal(seen[0]?.path, '/b/shop/preferences')
  assert.equal(seen[0]?.headers['belfry-identity'], 'token')
})

test('failures have a code', async (t) => {
  const { browser } = await scene(t, { status: 403, body: '{"code":"topic-not-granted","detail":"no"}' })
  const page = createPreferences({}, browser.page())
  const rejected = (promise: Promise<unknown>, code: string) =>
    assert.rejects(promise, (error) => (error as { code?: string }).code === code)
  await rejected(page.get(), 'not-subscribed')
  remember(browser)
  await rejected(page.set({ topics: { board: true } }), 'topic-not-granted')
  browser.fetch = () => Promise.reject(new TypeError('offline'))
  await rejected(page.get(), 'network')
  assert.throws(() => createPreferences({ site: 1 } as never), TypeError)
})
