import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test, type TestContext } from 'node:test'
import fc from 'fast-check'
import { BelfryStandIn } from '../testing/belfry-stand-in.ts'
import { SimulatedBrowser } from '../testing/simulated-browser.ts'
import { SimulatedWorker } from '../testing/simulated-worker.ts'
import { attach } from './attach.ts'
import { createClient } from './client.ts'
import type { WorkerOptions } from './worker-options.ts'

const DAY_MS = 24 * 60 * 60 * 1000

interface Scene {
  server: BelfryStandIn
  browser: SimulatedBrowser
  worker: SimulatedWorker
  /** The browser stops the worker and starts it again. */
  restart: () => void
}

async function scene(t: TestContext, options: WorkerOptions & { host?: boolean; at?: string } = {}): Promise<Scene> {
  const { host = false, at = host ? '/' : '/b/default', ...rest } = options
  const server = await BelfryStandIn.start()
  t.after(() => server[Symbol.asyncDispose]())
  const browser = new SimulatedBrowser(server.origin)
  browser.permission = 'granted'
  const worker = host
    ? new SimulatedWorker(browser, `${at}sw.js`, at)
    : new SimulatedWorker(browser, `${at}/sw.js`, `${at}/`)
  const restart = (): void => worker.start((self) => attach(self, rest, () => browser.time))
  restart()
  return { server, browser, worker, restart }
}

/** A scene in which a page has subscribed. */
async function subscribed(t: TestContext, identity?: string): Promise<Scene> {
  const opened = await scene(t)
  const client = createClient({ ...(identity && { identity }) }, opened.browser.page())
  assert.equal((await client.subscribe()).status, 'subscribed')
  client.close()
  opened.server.seen.length = 0
  return opened
}

function notification(id: string, more: object = {}): object {
  return {
    web_push: 8030,
    notification: {
      title: 'Ada:',
      body: 'The form does not work',
      navigate: '/admin/feedback/42',
      data: { belfry: { id, site: 'default' } },
      ...more,
    },
  }
}

test('a notification is shown with all that its payload says', async (t) => {
  const { worker } = await scene(t)
  const payload = notification('n1', {
    lang: 'de',
    dir: 'ltr',
    tag: 'feedback-42',
    icon: '/icon.png',
    badge: '/badge.png',
    image: '/image.png',
    requireInteraction: true,
    renotify: true,
    silent: false,
    timestamp: 1_700_000_000_000,
    actions: [{ action: 'reply', title: 'Reply', icon: '/reply.png', navigate: '/reply/42' }],
  })
  await worker.push(payload)
  const [shown] = worker.shown
  assert.equal(shown?.title, 'Ada:')
  assert.deepEqual(JSON.parse(JSON.stringify(shown?.options)), {
    body: 'The form does not work',
    lang: 'de',
    dir: 'ltr',
    tag: 'feedback-42',
    icon: '/icon.png',
    badge: '/badge.png',
    image: '/image.png',
    requireInteraction: true,
    renotify: true,
    silent: false,
    timestamp: 1_700_000_000_000,
    actions: [{ action: 'reply', title: 'Reply', icon: '/reply.png' }],
    data: {
      belfry: {
        id: 'n1',
        site: 'default',
        url: '/admin/feedback/42',
        actions: { reply: '/reply/42' },
      },
    },
  })
})

const unreadable: [string, unknown][] = [
  ['no payload', undefined],
  ['an empty one', ''],
  ['text', 'Test push message from DevTools.'],
  ['truncated JSON', '{"web_push":8030,"notif'],
  ['binary', '\u0000\u0001\uFFFD'],
  ['null', 'null'],
  ['a number', '7'],
  ['an array', '[1,2]'],
  ['foreign JSON', { foo: 1 }],
  ['a notification that is none', { web_push: 8030, notification: 'hello' }],
  ['a notification without words', { web_push: 8030, notification: { title: '', body: 7 } }],
]
for (const [name, payload] of unreadable) {
  test(`${name}: a general notification is shown`, async (t) => {
    const { worker } = await scene(t)
    await worker.push(payload)
    const [shown] = worker.screen
    assert.equal(shown?.title, '127.0.0.1')
    assert.equal(shown.body, 'You have a new notification.')
  })
}

test('any payload shows exactly one notification', async (t) => {
  const { worker } = await scene(t)
  const words = fc.constantFrom(
    'notification',
    'title',
    'body',
    'data',
    'belfry',
    'tag',
    'actions',
    'app_badge',
    'renotify',
    'timestamp',
    'navigate',
  )
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof({ depthSize: 'small' }, fc.jsonValue(), fc.array(tie('tree')), fc.dictionary(words, tie('tree'))),
  }))
  await fc.assert(
    fc.asyncProperty(tree, async (payload) => {
      const before = worker.shown.length
      await worker.push(payload)
      assert.equal(worker.shown.length, before + 1)
      assert.ok(worker.shown.at(-1)?.title)
    }),
    { numRuns: 300 },
  )
})

test('flat payloads as simple senders make them are understood', async (t) => {
  const { worker } = await scene(t)
  await worker.push({ title: 'Ada:', body: 'Hello', url: '/admin' })
  await worker.push({ notification: { title: 'T', data: { url: '/x' } } })
  assert.deepEqual(
    worker.screen.map(({ title }) => title),
    ['Ada:', 'T'],
  )
  for (const shown of worker.screen.slice()) await worker.click(shown)
  const origin = new URL(worker.script).origin
  assert.deepEqual(worker.acts, [`open ${origin}/admin`, `open ${origin}/x`])
})

test('the general notification speaks the language of the site: from the worker, from the page', async (t) => {
  const { browser, worker, restart } = await scene(t, {
    fallback: { title: 'Glocke', body: 'Neues' },
  })
  await worker.push('')
  const page = createClient({ fallback: { body: 'Es gibt Neues.', icon: '/i.png' } }, browser.page())
  await page.sync()
  page.close()
  restart()
  await worker.push('')
  const said = worker.screen.map(({ title, body, icon }) => ({ title, body, icon }))
  assert.deepEqual(said, [
    { title: 'Glocke', body: 'Neues', icon: '' },
    { title: 'Glocke', body: 'Es gibt Neues.', icon: '/i.png' },
  ])
})

test('an option that the browser refuses does not lose the text', async (t) => {
  const { worker } = await scene(t)
  worker.refusedOptions = ['actions', 'image']
  await worker.push(notification('n1', { tag: 'x', image: '/i.png' }))
  const [shown] = worker.screen
  assert.deepEqual([shown?.title, shown?.body, shown?.tag], ['Ada:', 'The form does not work', 'x'])
  await worker.click(shown)
  assert.match(worker.acts[0] ?? '', /\/admin\/feedback\/42$/)
})

test('renotify without a tag, a TypeError in browsers, is omitted', async (t) => {
  const { worker } = await scene(t)
  await worker.push({ title: 'T', renotify: true, image: '/i.png' })
  assert.equal(worker.shown.length, 1)
  assert.equal(worker.shown[0]?.options['image'], '/i.png')
})

test('two notifications are two, with or without a restart between them', async (t) => {
  const { worker, restart } = await scene(t)
  await worker.push(notification('n1'))
  await worker.push(notification('n2'))
  restart()
  await worker.push(notification('n3'))
  assert.equal(worker.screen.length, 3)
})

for (const restarts of [false, true]) {
  const when = restarts ? 'after the worker was stopped' : 'in the same wake-up'
  test(`the second delivery of a notification, ${when}, changes nothing on the screen`, async (t) => {
    const { worker, restart } = await scene(t)
    await worker.push(notification('n1'))
    if (restarts) restart()
    await worker.push(notification('n1'))
    assert.equal(worker.screen.length, 1)
    assert.deepEqual(
      worker.shown.map(({ options }) => options['silent']),
      [undefined, true],
    )
  })

  test(`the same after the user dismissed it, ${when}: nothing stays on the screen`, async (t) => {
    const { worker, restart } = await scene(t)
    await worker.push(notification('n1', { tag: 'x', renotify: true }))
    worker.screen[0]?.close()
    if (restarts) restart()
    await worker.push(notification('n1', { tag: 'x', renotify: true }))
    assert.deepEqual(worker.screen, [])
    assert.equal(worker.shown.length, 2, 'the browser must see that something was shown')
    assert.deepEqual(worker.shown[1]?.options['silent'], true)
    assert.deepEqual(worker.shown[1]?.options['renotify'], false)
  })

  test(`a late second delivery does not overwrite the newer one of its tag, ${when}`, async (t) => {
    const { worker, restart } = await scene(t)
    await worker.push(notification('n1', { tag: 'x', body: 'old' }))
    await worker.push(notification('n2', { tag: 'x', body: 'new' }))
    if (restarts) restart()
    await worker.push(notification('n1', { tag: 'x', body: 'old' }))
    assert.deepEqual(
      worker.screen.map(({ body }) => body),
      ['new'],
    )
  })
}

test('where a silent push is forgiven, a second delivery does not touch the screen at all', async (t) => {
  const { worker, restart } = await scene(t)
  for (const userAgent of ['rv:153.0) Gecko/20100101 Firefox/153.0', 'Chrome/156.0.0.0 Safari/537.36']) {
    worker.userAgent = userAgent
    restart()
    await worker.push(notification(userAgent))
    const before = worker.shown.length
    await worker.push(notification(userAgent))
    restart()
    await worker.push(notification(userAgent))
    worker.screen[0]?.close()
    await worker.push(notification(userAgent))
    assert.equal(worker.shown.length, before)
    assert.deepEqual(worker.screen, [])
  }
})

test('both deliveries at the same moment show one', async (t) => {
  const { worker } = await scene(t)
  await Promise.all([1, 2, 3].map(() => worker.push(notification('n1'))))
  assert.equal(worker.screen.length, 1)
  assert.equal(worker.shown.filter(({ options }) => options['silent'] !== true).length, 1)
})

test('where tags do not replace, the second delivery still leaves one', async (t) => {
  const { worker } = await scene(t)
  worker.replacesByTag = false
  await worker.push(notification('n1'))
  await worker.push(notification('n1'))
  assert.equal(worker.screen.length, 1)
})

test('a delivery that could not be shown does not count: the second one is shown', async (t) => {
  const { browser, worker } = await scene(t)
  browser.permission = 'denied'
  await assert.rejects(worker.push(notification('n1')), /No permission/)
  browser.permission = 'granted'
  await worker.push(notification('n1'))
  assert.equal(worker.screen.length, 1)
  assert.equal(worker.screen[0]?.silent, null)
})

test('the memory of shown notifications is bounded', async (t) => {
  const { browser, worker } = await scene(t)
  for (let index = 0; index < 250; index++) await worker.push(notification(`n${index}`))
  const ids = await stored(browser, 'recent')
  assert.equal((ids as string[]).length, 200)
  assert.equal((ids as string[]).at(-1), 'n249')
})

test('a stuck IndexedDB delays a notification by half a second at most', async (t) => {
  const { browser, worker } = await scene(t)
  browser.indexedDb.health = 'hangs'
  const pushed = worker.push(notification('n1'))
  const started = performance.now()
  while (worker.screen.length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
  assert.ok(performance.now() - started < 1500)
  await pushed
})

test('the badge of the app follows, and its absence changes nothing', async (t) => {
  const { worker } = await scene(t)
  await worker.push({ ...notification('n1'), app_badge: 3 })
  assert.equal(worker.badge, 3)
  await worker.push(notification('n2'))
  assert.equal(worker.badge, 3)
  await worker.push(notification('n3', { app_badge: '0' }))
  assert.equal(worker.badge, 0)
})

test('a click closes, focuses the window of exactly this page and navigates none', async (t) => {
  const { server, worker } = await scene(t)
  const url = `${server.origin}/admin/feedback/42`
  worker.windows = [`${server.origin}/`, url, `${url}?x`].map((now) => ({ created: now, now }))
  await worker.push(notification('n1'))
  await worker.click(worker.screen[0])
  assert.deepEqual(worker.acts, [`focus ${url}`])
  assert.deepEqual(worker.screen, [])
})

test('the present page of a window counts, not the first: history.pushState() moves it', async (t) => {
  const { server, worker } = await scene(t)
  const url = `${server.origin}/admin/feedback/42`
  const list = `${server.origin}/admin/feedback`
  worker.windows = [{ created: url, now: list }]
  await worker.push(notification('n1'))
  await worker.click(worker.screen[0])
  worker.windows.push({ created: list, now: url })
  await worker.push(notification('n2'))
  await worker.click(worker.screen[0])
  assert.deepEqual(worker.acts, [`open ${url}`, `focus ${url}`])
})

test('a window whose page does not answer may be anywhere, and is not waited for', async (t) => {
  const { server, worker } = await scene(t)
  const url = `${server.origin}/admin/feedback/42`
  worker.windows = [{ created: url }]
  await worker.push(notification('n1'))
  await worker.click(worker.screen[0])
  worker.windows.push({ created: `${server.origin}/`, now: url })
  await worker.push(notification('n2'))
  await worker.click(worker.screen[0])
  assert.deepEqual(worker.acts, [`open ${url}`, `focus ${url}`])
})

test('a frame that shows the page does not count: it may be hidden', async (t) => {
  const { server, worker } = await scene(t)
  const url = `${server.origin}/admin/feedback/42`
  worker.windows = [{ created: url, now: url, frameType: 'nested' }]
  await worker.push(notification('n1'))
  await worker.click(worker.screen[0])
  assert.deepEqual(worker.acts, [`open ${url}`])
})

test('a page tells the worker where it is, until it is closed', async (t) => {
  const { browser, server } = await scene(t)
  const client = createClient({}, browser.page('/admin/feedback/42'))
  const ask = (): MessagePort => {
    const { port1, port2 } = new MessageChannel()
    browser.tellPages({ belfry: 'where' }, [port2])
    return port1
  }
  const port = ask()
  const [where] = (await once(port, 'message')) as [string]
  assert.equal(where, `${server.origin}/admin/feedback/42`)
  port.close()
  browser.tellPages(null, [])
  browser.tellPages({ other: 1 }, [])
  client.close()
})

test('a click opens the page when no window shows it, an action its own page', async (t) => {
  const { server, worker } = await scene(t)
  worker.windows = [{ created: `${server.origin}/`, now: `${server.origin}/` }]
  const actions = [
    { action: 'reply', title: 'Reply', navigate: '/reply/42' },
    { action: 'plain', title: 'Plain' },
  ]
  for (const [index, action] of ['', 'reply', 'plain', 'constructor'].entries()) {
    await worker.push(notification(`n${index}`, { actions }))
    await worker.click(worker.screen[0], action)
  }
  const page = `open ${server.origin}/admin/feedback/42`
  assert.deepEqual(worker.acts, [page, `open ${server.origin}/reply/42`, page, page])
})

test('on a site below a path its first page is there: for a push without a link, or with a foreign one', async (t) => {
  const { server, worker } = await scene(t, { at: '/app/b/default' })
  await worker.push('')
  await worker.click(worker.screen[0])
  await worker.push({ title: 'T', navigate: 'https://evil.example/' })
  await worker.click(worker.screen[0])
  await worker.push({ title: 'T', url: 'posts/7' })
  await worker.click(worker.screen[0])
  const site = `open ${server.origin}/app/`
  assert.deepEqual(worker.acts, [site, site, `${site}posts/7`])
})

test('in a host’s worker the site’s first page is where that worker is', async (t) => {
  const { server, worker } = await scene(t, { host: true, at: '/app/', base: '/app/b/default' })
  await worker.push('')
  await worker.click(worker.screen[0])
  assert.deepEqual(worker.acts, [`open ${server.origin}/app/`])
})

test('the general notification leads to the page’s fallback URL', async (t) => {
  const { server, browser, worker } = await scene(t)
  const page = createClient({ fallback: { url: '/inbox' } }, browser.page())
  await page.sync()
  page.close()
  await worker.push('')
  await worker.click(worker.screen[0])
  assert.deepEqual(worker.acts, [`open ${server.origin}/inbox`])
})

test('a click never leaves the origin', async (t) => {
  const { server, worker } = await scene(t)
  for (const navigate of ['https://evil.example/', '//evil.example', 'javascript:alert(1)', 'http://%', 'data:,x']) {
    await worker.push({ title: 'T', navigate })
    await worker.click(worker.screen[0])
  }
  assert.deepEqual(new Set(worker.acts), new Set([`open ${server.origin}/`]))
})

test('a subscription lost while no page is open is renewed by the worker', async (t) => {
  const { server, browser, worker, restart } = await subscribed(t)
  const [old = ''] = server.active()
  browser.push.lose()
  restart()
  await worker.dispatch('pushsubscriptionchange', { oldSubscription: null, newSubscription: null })
  const [body] = server.bodies('PUT')
  assert.deepEqual(body?.['previous'], { endpoint: old, handle: `handle of ${old}` })
  assert.equal(body?.['identity'], undefined)
  assert.deepEqual(server.active(), [browser.push.current?.endpoint])
  const page = createClient({}, browser.page())
  assert.equal((await page.sync()).status, 'subscribed')
  page.close()
  assert.equal(server.bodies('PUT').length, 1, 'the page sees what the worker did')
})

test('the worker cannot say who is signed in: a page that can tells the server again, once', async (t) => {
  const { server, browser, worker, restart } = await subscribed(t, 'token')
  browser.push.lose()
  restart()
  await worker.dispatch('pushsubscriptionchange', { oldSubscription: null, newSubscription: null })
  const page = createClient({ identity: 'token' }, browser.page())
  t.after(() => page.close())
  assert.equal((await page.sync()).status, 'subscribed')
  await page.sync()
  assert.deepEqual(
    server.bodies('PUT').map(({ identity }) => identity),
    [undefined, 'token'],
  )
})

test('a subscription that rests while its person is away stays off: no push and no loss turns it on', async (t) => {
  const { server, browser, worker, restart } = await subscribed(t, 'ada')
  const page = createClient({ identity: null }, browser.page())
  assert.equal((await page.sync()).code, 'another-person')
  page.close()
  browser.time += 2 * DAY_MS
  restart()
  await worker.push(notification('n1'))
  browser.push.lose()
  await worker.dispatch('pushsubscriptionchange')
  assert.deepEqual(server.bodies('PUT'), [])
  assert.deepEqual(server.active(), [])
})

test('the worker renews with the present key of the server', async (t) => {
  const { server, browser, worker } = await subscribed(t)
  server.changeKey()
  browser.push.lose()
  await worker.dispatch('pushsubscriptionchange')
  assert.equal(browser.push.current?.key, server.vapidKey?.publicKey)
})

test('the worker does not renew a subscription that the user turned off or blocked', async (t) => {
  const { server, browser, worker } = await subscribed(t)
  browser.setPermission('denied')
  await worker.dispatch('pushsubscriptionchange')
  assert.deepEqual(server.bodies('PUT'), [])
  browser.setPermission('granted')
  const page = createClient({}, browser.page())
  await page.unsubscribe()
  page.close()
  await worker.dispatch('pushsubscriptionchange')
  assert.equal(browser.push.current, undefined)
})

test('without anything remembered the event’s own old endpoint is retired', async (t) => {
  const { server, browser, worker } = await subscribed(t)
  const [endpoint] = server.active()
  browser.indexedDb.clear()
  browser.push.lose()
  await worker.dispatch('pushsubscriptionchange', { oldSubscription: { endpoint } })
  assert.deepEqual(server.bodies('PUT')[0]?.['previous'], { endpoint })
  assert.deepEqual(server.active(), [browser.push.current?.endpoint])
})

test('after a push the worker asks the server once a day, and heals a changed key', async (t) => {
  const { server, browser, worker, restart } = await subscribed(t)
  const asked = (): number => server.seen.filter(({ method }) => method !== 'POST').length
  await worker.push(notification('n1'))
  assert.equal(asked(), 0)
  browser.time += 2 * DAY_MS
  server.changeKey()
  restart()
  await worker.push(notification('n2'))
  assert.equal(browser.push.current?.key, server.vapidKey?.publicKey)
  assert.deepEqual(server.active(), [browser.push.current?.endpoint])
  const requests = asked()
  await worker.push(notification('n3'))
  assert.equal(asked(), requests)
})

test('a server that is down neither keeps a notification from being shown nor fails the push', async (t) => {
  const { server, browser, worker } = await subscribed(t)
  browser.time += 2 * DAY_MS
  server.refuse = () => ({ status: 500, body: '' })
  await worker.push(notification('n1'))
  assert.equal(worker.screen.length, 1)
})

test('a new version takes over at once in a scope of its own, and heals on activation', async (t) => {
  const { server, browser, worker } = await subscribed(t)
  await worker.dispatch('install')
  browser.push.lose()
  await worker.dispatch('activate')
  assert.deepEqual(worker.acts, ['skipWaiting', 'claim'])
  assert.deepEqual(server.active(), [browser.push.current?.endpoint])
})

test('the activation does not wait for a page that waits for the activation', async (t) => {
  const { server, browser, worker } = await subscribed(t)
  browser.push.lose()
  await navigator.locks.request(`belfry:${server.origin}/b/default`, async () => {
    await worker.dispatch('activate')
  })
  assert.deepEqual(server.seen, [])
})

test('in a host’s worker it neither takes over nor touches foreign clicks', async (t) => {
  const { worker } = await scene(t, { host: true })
  await worker.dispatch('install')
  await worker.dispatch('activate')
  const foreign = { data: { url: '/x' }, close: () => worker.acts.push('close') }
  await worker.click(foreign)
  assert.deepEqual(worker.acts, [])
  await worker.push(notification('n1'))
  await worker.click(worker.screen[0])
  assert.equal(worker.acts.length, 1)
})

test('a host may keep foreign pushes for itself, and may leave Belfry’s to Belfry', async (t) => {
  const { worker } = await scene(t, { host: true, foreign: 'ignore', exclusive: true })
  await assert.rejects(worker.push({ title: 'the host’s own' }), /waitUntil/)
  await worker.push(notification('n1'))
  assert.deepEqual(
    worker.screen.map(({ title }) => title),
    ['Ada:'],
  )
})

test('in a host’s worker a subscription of another vendor is never touched', async (t) => {
  const { server, browser, worker } = await scene(t, { host: true })
  await browser.push.manager.subscribe({ userVisibleOnly: true, applicationServerKey: 'AAAA' })
  const foreign = browser.push.current
  await worker.push({ title: 'T' })
  await worker.dispatch('pushsubscriptionchange', { oldSubscription: { endpoint: 'https://x/1' } })
  assert.equal(browser.push.current, foreign)
  assert.deepEqual(server.seen, [])
})

async function stored(browser: SimulatedBrowser, name: string): Promise<unknown> {
  const { createStore } = await import('./store.ts')
  const store = createStore(() => browser.indexedDb.factory)
  return store(`belfry:${browser.origin}/b/default:${name}`)
}
