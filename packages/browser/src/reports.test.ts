import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test, type TestContext } from 'node:test'
import { BelfryStandIn } from '../testing/belfry-stand-in.ts'
import { SimulatedBrowser } from '../testing/simulated-browser.ts'
import { SimulatedWorker } from '../testing/simulated-worker.ts'
import { attach } from './attach.ts'
import { createClient } from './client.ts'

async function subscribed(t: TestContext) {
  const server = await BelfryStandIn.start()
  t.after(() => server[Symbol.asyncDispose]())
  const browser = new SimulatedBrowser(server.origin)
  browser.permission = 'granted'
  const worker = new SimulatedWorker(browser, '/b/default/sw.js', '/b/default/')
  const restart = (): void => worker.start((self) => attach(self, {}, () => browser.time))
  restart()
  const visit = async (): Promise<void> => {
    const client = createClient({}, browser.page())
    assert.equal((await client.subscribe()).status, 'subscribed')
    client.close()
  }
  await visit()
  server.seen.length = 0
  return { server, browser, worker, restart, visit }
}

function push(id: string, actions: object[] = []): object {
  return { web_push: 8030, notification: { title: 'Ada:', navigate: '/', actions, data: { belfry: { id } } } }
}

const OFFLINE = { status: 503, body: '{}' }

test('what people do with a notification is told, each once', async (t) => {
  const { server, worker } = await subscribed(t)
  await worker.push(push('n1', [{ action: 'reply', title: 'Reply' }]))
  await worker.push(push('n1'))
  const [clicked] = worker.screen
  await worker.click(clicked)
  // As Chromium says when the desktop takes away what was clicked.
  await worker.dispatch('notificationclose', { notification: clicked })
  await worker.push(push('n2', [{ action: 'reply', title: 'Reply' }]))
  await worker.click(worker.screen[0], 'reply')
  await worker.push(push('n3'))
  await worker.dispatch('notificationclose', { notification: worker.screen[0] })
  assert.deepEqual(server.reports().flat(), [
    'displayed n1',
    'clicked n1',
    'displayed n2',
    'action n2 reply',
    'displayed n3',
    'closed n3',
  ])
  assert.match(String(server.seen[0]?.body['handle']), /^handle of /)
})

test('it is shown, and the page opened, before anything is told', async (t) => {
  const { server, worker } = await subscribed(t)
  const before: unknown[] = []
  server.refuse = () => void before.push([worker.shown.length, worker.acts.length])
  await worker.push(push('n1'))
  await worker.click(worker.screen[0])
  assert.deepEqual(before, [
    [1, 0],
    [1, 1],
  ])
})

test('a report without a network waits, survives the worker, and goes with the next push', async (t) => {
  const { server, worker, restart } = await subscribed(t)
  server.refuse = () => OFFLINE
  await worker.push(push('n1'))
  await worker.click(worker.screen[0])
  restart()
  server.refuse = () => undefined
  server.seen.length = 0
  await worker.push(push('n2'))
  assert.deepEqual(server.reports(), [['displayed n1', 'clicked n1', 'displayed n2']])
})

test('a report that waits goes with the next page', async (t) => {
  const { server, worker, visit } = await subscribed(t)
  server.refuse = () => OFFLINE
  await worker.push(push('n1'))
  server.refuse = () => undefined
  server.seen.length = 0
  const told = server.next('POST')
  await visit()
  await told
  assert.deepEqual(server.reports(), [['displayed n1']])
})

test('a server that does not answer keeps no push waiting', async (t) => {
  const { server, browser, worker } = await subscribed(t)
  const { fetch } = browser
  browser.fetch = () => new Promise(() => undefined)
  worker.start((self) => attach(self, {}, () => browser.time))
  for (let n = 0; n < 3; n += 1) await worker.push(push(`n${n}`))
  assert.equal(worker.shown.length, 3)
  browser.fetch = fetch
  worker.start((self) => attach(self, {}, () => browser.time))
  await worker.push(push('n3'))
  assert.deepEqual(server.reports(), [['displayed n0', 'displayed n1', 'displayed n2', 'displayed n3']])
})

test('twenty pushes at once are told in few requests, and none is lost', async (t) => {
  const { server, worker } = await subscribed(t)
  await Promise.all(Array.from({ length: 20 }, (_, n) => worker.push(push(`n${n}`))))
  assert.equal(new Set(server.reports().flat()).size, 20)
  assert.ok(server.reports().length < 15, `${server.reports().length} requests`)
})

test('no more than fifty wait, and what the server will never take does not keep the rest', async (t) => {
  const { server, worker } = await subscribed(t)
  server.refuse = () => OFFLINE
  for (let n = 0; n < 60; n += 1) await worker.push(push(`n${n}`))
  server.seen.length = 0
  server.refuse = () => ({ status: 400, body: '{"code":"field-invalid"}' })
  await worker.push(push('last'))
  assert.equal(server.reports()[0]?.length, 50)
  server.seen.length = 0
  server.refuse = () => undefined
  await worker.push(push('new'))
  assert.deepEqual(server.reports(), [['displayed new']])
})

test('"Not relevant" opens no page; what it mutes is said, and can be taken back', async (t) => {
  const { server, worker } = await subscribed(t)
  await worker.push(push('n1', [{ action: 'belfry-irrelevant', title: 'Not relevant' }]))
  server.muted = [{ topic: 'news', name: 'News', title: 'No more about News', undo: 'Undo' }]
  await worker.click(worker.screen[0], 'belfry-irrelevant')
  server.muted = []
  assert.deepEqual(worker.acts, [])
  const [said] = worker.screen
  assert.equal(said?.title, 'No more about News')
  await worker.click(said, 'belfry-relevant')
  assert.deepEqual(server.reports().flat(), ['displayed n1', 'irrelevant n1', 'relevant n1'])
  assert.deepEqual(worker.screen, [])
})

test('without actions the page that a click leads to is told, so that it can offer "Not relevant"', async (t) => {
  const { server, worker } = await subscribed(t)
  const offer = { action: 'belfry-irrelevant', title: 'Not relevant', navigate: '/inbox?a=1#top' }
  const message = { ...push('n1', [offer]) } as { notification: { navigate: string } }
  message.notification.navigate = '/inbox?a=1#top'
  await worker.push(message)
  await worker.click(worker.screen[0])
  const page = `${server.origin}/inbox?a=1#top`
  worker.windows = [{ created: page, now: page }]
  await worker.push({ notification: { ...message.notification, data: { belfry: { id: 'n2' } } } })
  await worker.click(worker.screen[0])
  const opened = `open ${server.origin}/inbox?a=1&belfry=o.n1#top`
  assert.deepEqual(worker.acts, [opened, `focus ${page}`, 'tell landed n2'])
})

test('a page that is told what led to it takes that out of its address, and can say "Not relevant" itself', async (t) => {
  const { server, browser } = await subscribed(t)
  const land = (query: string) => {
    const replaced: string[] = []
    const history = { state: null, replaceState: (_: unknown, __: string, url: string) => void replaced.push(url) }
    const location = { href: `${server.origin}/inbox${query}`, origin: server.origin }
    const client = createClient({}, { ...browser.page(), location, history })
    t.after(() => client.close())
    assert.deepEqual(replaced, query === '' ? [] : [`${server.origin}/inbox`])
    return client
  }
  assert.equal(land('').landed, undefined)
  server.muted = [{ topic: 'news', title: 'No more', undo: 'Undo' }]
  for (const [query, landed] of [
    ['?belfry=c-abcdefghijkl-n1', undefined],
    ['?belfry=o-abc-efg_ijkl-n-2', 'n-2'],
  ] as const) {
    const client = land(query)
    assert.equal(client.landed, landed)
    await once(client, 'muted') // The click is told by the page.
  }
  server.seen.length = 0
  const client = land('?belfry=o.n-1')
  assert.equal(client.landed, 'n-1')
  assert.deepEqual(await client.irrelevant('n-1'), server.muted)
  server.muted = []
  assert.deepEqual(await client.irrelevant('n-1', true), [])
  assert.deepEqual(server.reports().flat(), ['irrelevant n-1', 'relevant n-1'], 'the worker has told of the click')
})

test('a browser that has no handle tells nothing', async (t) => {
  const server = await BelfryStandIn.start()
  t.after(() => server[Symbol.asyncDispose]())
  const browser = new SimulatedBrowser(server.origin)
  browser.permission = 'granted'
  const worker = new SimulatedWorker(browser, '/b/default/sw.js', '/b/default/')
  worker.start((self) => attach(self, {}, () => browser.time))
  await worker.push(push('n1'))
  assert.equal(worker.shown.length, 1)
  assert.deepEqual(server.reports(), [])
})

test('a page that a browser has opened by itself tells of the click, and its address is clean again', async (t) => {
  const { server, browser } = await subscribed(t)
  for (const [opened, clean] of [
    ['/inbox?belfry=c-abc-n1', '/inbox'],
    ['/inbox?a=1&belfry=c-abc-n1#top', '/inbox?a=1#top'],
    ['/inbox?belfry=c-abc-n1&utm=2', '/inbox?utm=2'],
    ['/inbox?x&belfry=c-abc-n1&utm=2', '/inbox?x&utm=2'],
  ]) {
    server.seen.length = 0
    server.muted = [{ topic: 'news', title: 'No more', undo: 'Undo' }]
    const replaced: string[] = []
    const history = { state: null, replaceState: (_: unknown, __: string, url: string) => void replaced.push(url) }
    const location = { href: `${server.origin}${opened}`, origin: server.origin }
    const client = createClient({}, { ...browser.page(), location, history })
    const [{ detail }] = (await once(client, 'muted')) as [CustomEvent<{ topic: string }>]
    assert.equal(detail.topic, 'news')
    assert.deepEqual(replaced, [`${server.origin}${clean}`])
    const [sent] = server.seen.filter(({ method }) => method === 'POST')
    assert.deepEqual(sent?.body['interactions'], [{ token: 'c-abc-n1', at: browser.time }])
    client.close()
  }
})
