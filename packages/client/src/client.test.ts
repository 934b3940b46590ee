import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { temporaryBelfry, type TemporaryBelfry } from '#test/belfry/temporary-belfry'
import { createBelfryClient, eachItem, type BelfryClient, type BelfryModels } from './index.ts'

let site: TemporaryBelfry
let belfry: BelfryClient
let server: string
let close: () => void
before(async () => {
  site = await temporaryBelfry({ topics: { news: { name: 'News' } } })
  const http = createServer((request, response) => {
    if (request.url === '/moved/v1/notifications') response.writeHead(307, { location: '/v1/notifications' }).end()
    else site.belfry.listener(request, response)
  }).listen(0, '127.0.0.1')
  await once(http, 'listening')
  server = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  belfry = createBelfryClient({ server, apiKey: site.apiKey })
  close = () => {
    http.closeAllConnections()
    http.close()
  }
})
after(async () => {
  close()
  await site[Symbol.asyncDispose]()
})

test('an option of the wrong kind is a TypeError that names it, and not a request with the key undefined', async () => {
  const good = { server: 'https://push.example.com', apiKey: 'belfry_key' }
  const wrong: Record<string, unknown[]> = {
    server: [undefined, null, 7, '', 'push.example.com', '/belfry', 'ftp://push.example.com', 'https://', {}, []],
    apiKey: [undefined, null, 7, '', 'two words', 'new\nline', 'ключ', {}, ['key'], Buffer.from('key')],
    fetch: [null, 'fetch', {}],
  }
  for (const [name, values] of Object.entries(wrong)) {
    for (const value of values) {
      const create = () => createBelfryClient({ ...good, [name]: value })
      const expected = { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE', message: new RegExp(`^${name} must be`) }
      assert.throws(create, expected, `${name}: ${String(value)}`)
    }
  }
  for (const options of [undefined, null, 'https://push.example.com']) {
    assert.throws(() => createBelfryClient(options as never), { message: /^server must be/ })
  }
  assert.ok(createBelfryClient({ ...good, server: new URL('http://[::1]:8030/app/') }))
  const page = { next: null, items: [] }
  await assert.rejects(eachItem('ask' as never, () => []).next(), { name: 'TypeError', message: /^ask must/ })
  await assert.rejects(eachItem(async () => page, undefined as never).next(), {
    name: 'TypeError',
    message: /^items must/,
  })
})

describe('the client', () => {
  test('sends a notification and shows it, in the types of the description', async () => {
    const sent = await belfry.POST('/v1/notifications', {
      params: { header: { 'idempotency-key': 'one' } },
      body: { to: { topic: 'news' }, title: 'Hello' },
    })
    assert.equal(sent.response.status, 202)
    const notification: BelfryModels['Notification'] | undefined = sent.data
    assert.ok(notification)
    const { data } = await belfry.GET('/v1/notifications/{id}', { params: { path: { id: notification.id } } })
    assert.equal(data?.title, 'Hello')
  })

  test('answers with the problem, in the types too', async () => {
    const { data, error, response } = await belfry.POST('/v1/notifications', {
      body: { to: { topic: 'nothing' }, title: 'Hello' },
    })
    assert.equal(data, undefined)
    assert.equal(response.status, 400)
    assert.equal(error?.code, 'topic-unknown')
    assert.match(error?.help ?? '', /topic/)
  })

  test('goes through a list to its end', async () => {
    for (let n = 0; n < 5; n += 1) {
      await belfry.POST('/v1/notifications', { body: { to: { subscriber: 'ada' }, title: `No ${n}` } })
    }
    const titles: string[] = []
    let asked = 0
    const pages = async (cursor: string | undefined) => {
      asked += 1
      const query = cursor === undefined ? { limit: 2 } : { limit: 2, cursor }
      const { data } = await belfry.GET('/v1/notifications', { params: { query } })
      assert.ok(data)
      return data
    }
    for await (const { title } of eachItem(pages, ({ notifications }) => notifications)) titles.push(title)
    assert.deepEqual(titles, ['No 4', 'No 3', 'No 2', 'No 1', 'No 0', 'Hello'])
    assert.equal(asked, 3)
  })

  test('carries its key nowhere else', async () => {
    const moved = createBelfryClient({ server: `${server}/moved/`, apiKey: site.apiKey })
    await assert.rejects(moved.GET('/v1/notifications'), ({ cause }: Error) => /redirect/.test(String(cause)))
  })
})
