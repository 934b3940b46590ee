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
