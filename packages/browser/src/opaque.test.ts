import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import fc from 'fast-check'
import { BelfryStandIn } from '../testing/belfry-stand-in.ts'
import { SimulatedBrowser } from '../testing/simulated-browser.ts'
import { SimulatedWorker } from '../testing/simulated-worker.ts'
import { attach } from './attach.ts'
import { createClient } from './client.ts'
import { openedNotification, readDetails } from './details.ts'

const NOTICE = { title: 'Post', body: 'Öffnen zum Lesen', lang: 'de', open: '/messages?belfry-message=', ask: false }
const CONTENT = { status: 'found', id: 'n1', title: 'Ada:', body: 'The form', url: '/admin/42', createdAt: '' }
const opaque = { belfry: { id: 'n1' } }

async function scene(t: TestContext, notice?: object) {
  const server = await BelfryStandIn.start()
  t.after(() => server[Symbol.asyncDispose]())
  server.notice = notice
  const browser = new SimulatedBrowser(server.origin)
  browser.permission = 'granted'
  const worker = new SimulatedWorker(browser, '/b/default/sw.js', '/b/default/')
  worker.start((self) => attach(self, {}, () => browser.time))
  const client = createClient({}, browser.page())
  assert.equal((await client.subscribe()).status, 'subscribed')
  client.close()
  server.seen.length = 0
  const asked = () => server.seen.filter(({ path }) => path.includes('/details/')).length
  return { server, browser, worker, asked }
}

test('a push with nothing but an id shows the words of the site, once, and its click leads to the page', async (t) => {
  const { server, worker, asked } = await scene(t, NOTICE)
  await worker.push(opaque)
  await worker.push(opaque)
  const [shown, ...more] = worker.screen
  assert.deepEqual([shown?.title, shown?.body, more.length], ['Post', 'Öffnen zum Lesen', 0])
  assert.equal(asked(), 0, 'the site does not let browsers ask')
  assert.deepEqual(server.reports(), [['displayed n1']])
  await worker.click(shown)
  assert.deepEqual(worker.acts.slice(-1), [`open ${server.origin}/messages?belfry-message=n1`])
})

test('where the site lets the worker ask, it shows what it is told, and the click leads there', async (t) => {
  const { server, worker, asked } = await scene(t, { ...NOTICE, ask: true })
  server.details = { status: 200, body: JSON.stringify(CONTENT) }
  await worker.push(opaque)
  assert.deepEqual([worker.screen[0]?.title, worker.screen[0]?.body, asked()], ['Ada:', 'The form', 1])
  await worker.click(worker.screen[0])
  assert.deepEqual(worker.acts.slice(-1), [`open ${server.origin}/admin/42`])
  assert.deepEqual(server.reports(), [['displayed n1'], ['clicked n1']])
})

const useless: [string, BelfryStandIn['details']][] = [
  ['does not answer', 'hang'],
  ['refuses', { status: 404, body: '{"code":"details-unknown"}' }],
  ['fails', { status: 500, body: 'no' }],
  ['answers with a page', { status: 200, body: '<html>' }],
  ['answers with nothing to show', { status: 200, body: '{"status":"found"}' }],
]
for (const [what, answer] of useless) {
  test(`a server that ${what} costs nobody the notification`, async (t) => {
    const { server, worker, asked } = await scene(t, { ...NOTICE, ask: true })
    server.details = answer
    const before = performance.now()
    await worker.push(opaque)
    assert.deepEqual([worker.screen[0]?.title, asked()], ['Post', 1])
    assert.ok(performance.now() - before < 3500, 'within two seconds, and one for what comes after it')
    await worker.click(worker.screen[0])
    assert.deepEqual(worker.acts.slice(-1), [`open ${server.origin}/messages?belfry-message=n1`])
  })
}

test('a browser that has no words, or cannot read them, shows general ones', async (t) => {
  const { worker } = await scene(t)
  await worker.push(opaque)
  assert.deepEqual([worker.screen[0]?.title, worker.screen[0]?.body], ['127.0.0.1', 'You have a new notification.'])
})

test('Safari hands over what it would show itself: the words of the site, in the language of the browser', async (t) => {
  const { worker, server } = await scene(t, NOTICE)
  const notification = {
    title: 'Mail',
    navigate: '/messages?x',
    lang: 'en',
    data: { belfry: { id: 'n1', opaque: true } },
  }
  await worker.push({ web_push: 8030, notification })
  assert.equal(worker.screen[0]?.title, 'Post')
  await worker.click(worker.screen[0])
  assert.deepEqual(worker.acts.slice(-1), [`open ${server.origin}/messages?belfry-message=n1`])
})

test('whatever an id is, something is shown', async (t) => {
  const { worker } = await scene(t, NOTICE)
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (belfry) => {
      const before = worker.shown.length
      await worker.push({ belfry })
      assert.equal(worker.shown.length, before + 1)
    }),
    { numRuns: 20 },
  )
})

test('the page fetches what the notification is about that has led to it, and says why it may not', async (t) => {
  const { server, browser } = await scene(t, NOTICE)
  const page = (path: string) => ({
    ...browser.page(),
    location: { href: server.origin + path, origin: server.origin },
  })
  assert.equal(openedNotification(page('/messages?a=1')), undefined)
  assert.equal(await readDetails({}, page('/messages')), undefined)
  assert.equal(openedNotification(page('/messages?a=1&belfry-message=n1#x')), 'n1')
  server.details = { status: 200, body: JSON.stringify(CONTENT) }
  assert.equal((await readDetails({}, page('/messages?belfry-message=n1')))?.title, 'Ada:')
  assert.equal((await readDetails({ id: 'n1' }, page('/')))?.url, '/admin/42')
  server.details = { status: 410, body: '{"code":"details-gone"}' }
  await assert.rejects(readDetails({ id: 'n1' }, page('/')), { code: 'details-gone' })
  await assert.rejects(readDetails({ id: 1 as never }, page('/')), TypeError)
})
