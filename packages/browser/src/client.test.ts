import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { BelfryStandIn } from '../testing/belfry-stand-in.ts'
import { SimulatedBrowser } from '../testing/simulated-browser.ts'
import { createClient, type BelfryClient, type ClientOptions, type State } from './client.ts'

const DAY_MS = 24 * 60 * 60 * 1000

interface Scene {
  server: BelfryStandIn
  browser: SimulatedBrowser
  /** Opens a page; each is a page load of its own. */
  open: (options?: ClientOptions) => BelfryClient
}

async function scene(t: TestContext): Promise<Scene> {
  const server = await BelfryStandIn.start()
  const browser = new SimulatedBrowser(server.origin)
  const clients: BelfryClient[] = []
  t.after(async () => {
    for (const client of clients) client.close()
    await server[Symbol.asyncDispose]()
  })
  const open = (options?: ClientOptions): BelfryClient => {
    const client = createClient(options, browser.page())
    clients.push(client)
    return client
  }
  return { server, browser, open }
}

async function subscribed(t: TestContext, options?: ClientOptions): Promise<Scene> {
  const opened = await scene(t)
  assert.equal((await opened.open(options).subscribe()).status, 'subscribed')
  opened.server.seen.length = 0
  return opened
}

function brief({ status, code }: State): string {
  return code ? `${status} ${code}` : status
}

test('a visitor who was never asked is left alone: nothing registered, nothing sent, no question', async (t) => {
  const { server, browser, open } = await scene(t)
  const client = open()
  assert.equal(brief(await client.state()), 'default not-asked')
  assert.equal(brief(await client.sync()), 'default not-asked')
  assert.equal(browser.asked, 0)
  assert.equal(browser.scopes.size, 0)
  assert.deepEqual(new Set(server.seen.map(({ method }) => method)), new Set(['GET']))
})

test('subscribe() asks once, registers the worker in its own scope and tells the server', async (t) => {
  const { server, browser, open } = await scene(t)
  const state = await open({ topics: ['blog'], identity: 'token' }).subscribe()
  assert.equal(browser.asked, 1)
  assert.deepEqual([...browser.scopes.keys()], [`${server.origin}/b/default/`])
  const subscription = browser.push.current
  const key = server.vapidKey
  assert.ok(subscription && key)
  assert.deepEqual(JSON.parse(JSON.stringify(state)), {
    status: 'subscribed',
    endpoint: subscription.endpoint,
    keyId: key.id,
    permission: 'granted',
  })
  const [body] = server.bodies('PUT')
  assert.deepEqual(body, {
    ...subscription.toJSON(),
    keyId: key.id,
    locale: 'en-GB',
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0',
    identity: 'token',
    topics: ['blog'],
  })
})

test('a yes is told with the name of its words and the page, once, also where the first request fails', async (t) => {
  const { server, open } = await scene(t)
  const client = open({ wording: 'footer 3' })
  server.refuse = (method) => (method === 'PUT' ? { status: 500, body: '{}' } : undefined)
  await client.subscribe()
  server.refuse = () => undefined
  server.seen.length = 0
  await open({ wording: 'footer 3' }).sync()
  const [body] = server.bodies('PUT')
  assert.deepEqual((body?.['consent'] as { wording: string } | undefined)?.wording, 'footer 3')
  assert.match(String((body?.['consent'] as { path: string } | undefined)?.path), /^\/[^?]*$/)
  server.seen.length = 0
  await client.subscribe({ topics: ['blog'], wording: 'after an order' })
  await open().subscribe()
  assert.deepEqual(
    server.bodies('PUT').map((body) => (body['consent'] as { wording: string } | undefined)?.wording),
    ['after an order', undefined],
  )
})

test('a key given as base64url is the key the browser gets', async (t) => {
  const { server, browser } = await subscribed(t)
  assert.equal(browser.push.current?.key, server.vapidKey?.publicKey)
})

test('the answer "no" is reported and nothing is registered', async (t) => {
  const { server, browser, open } = await scene(t)
  browser.answer = 'denied'
  assert.equal(brief(await open().subscribe()), 'denied denied')
  assert.deepEqual(server.bodies('PUT'), [])
  assert.equal(browser.scopes.size, 0)
})

test('a dismissed question leaves everything as it was', async (t) => {
  const { browser, open } = await scene(t)
  browser.answer = 'default'
  assert.equal(brief(await open().subscribe()), 'default not-asked')
  assert.equal(browser.localStorage.length, 0)
})

test('without a key on the server the user is not asked', async (t) => {
  const { server, browser, open } = await scene(t)
  server.vapidKey = null
  const client = open()
  assert.equal(brief(await client.sync()), 'no-key no-key')
  assert.equal(brief(await client.subscribe()), 'no-key no-key')
  assert.equal(browser.asked, 0)
})

test('nothing of the registration is stored before the server said yes, and the next page tries again', async (t) => {
  const { server, browser, open } = await scene(t)
  server.refuse = (method) => (method === 'PUT' ? { status: 500, body: '{}' } : undefined)
  assert.equal(brief(await open().subscribe()), 'unsynced http-500')
  const { endpoint } = browser.push.current ?? {}
  assert.ok(endpoint)
  assert.ok(!JSON.stringify(browser.localStorage.getItem(`belfry:${server.origin}/b/default`)).includes(endpoint))
  assert.equal(brief(await open().state()), 'unsynced not-registered')
  server.refuse = () => undefined
  assert.equal(brief(await open().sync()), 'subscribed')
  assert.deepEqual(server.active(), [endpoint])
})

test('the topics of a click that did not get through go with the next try, also on another page', async (t) => {
  const { server, open } = await scene(t)
  server.refuse = (method) => (method === 'PUT' ? { status: 500, body: '{}' } : undefined)
  await open().subscribe({ topics: ['blog'] })
  server.refuse = () => undefined
  assert.equal(brief(await open().sync()), 'subscribed')
  assert.deepEqual(server.bodies('PUT').at(-1)?.['topics'], ['blog'])
})

test('topics go with a click and to a server that has forgotten, never with a heartbeat', async (t) => {
  const { server, browser, open } = await subscribed(t, { topics: ['blog'] })
  browser.time += DAY_MS
  await open({ topics: ['blog'] }).sync()
  assert.equal(server.bodies('PUT').at(-1)?.['topics'], undefined)
  browser.push.lose()
  await open({ topics: ['blog'] }).sync()
  assert.equal(server.bodies('PUT').at(-1)?.['topics'], undefined)
  server.rows.clear()
  await open({ topics: ['blog'] }).sync()
  assert.deepEqual(server.bodies('PUT').at(-1)?.['topics'], ['blog'])
})

test('a failure that another tab has healed is no longer reported', async (t) => {
  const { server, browser, open } = await subscribed(t)
  browser.push.lose()
  server.refuse = (method) => (method === 'PUT' ? { status: 500, body: '{}' } : undefined)
  const client = open()
  assert.equal(brief(await client.sync()), 'unsynced http-500')
  server.refuse = () => undefined
  await open().sync()
  const states = seen(client)
  browser.tellOtherTabs(`belfry:${server.origin}/b/default`)
  assert.equal((await states.next()).value?.status, 'subscribed')
})

test('the code of a problem answer reaches the developer', async (t) => {
  const { server, open } = await scene(t)
  const problem = {
    status: 403,
    code: 'topic-not-granted',
    detail: 'feedback is not for everybody',
  }
  server.refuse = (method) => (method === 'PUT' ? { status: 403, body: JSON.stringify(problem) } : undefined)
  const state = await open().subscribe()
  assert.equal(brief(state), 'unsynced topic-not-granted')
  assert.match(state.reason ?? '', /answered 403 feedback is not for everybody/)
})

test('a catch-all route that answers 200 with a page is not a yes', async (t) => {
  const { server, open } = await scene(t)
  server.refuse = (method) => (method === 'PUT' ? { status: 200, body: '<h1>Hello</h1>' } : undefined)
  assert.equal(brief(await open().subscribe()), 'unsynced http-200')
  server.refuse = () => ({ status: 200, body: '<h1>Hello</h1>' })
  assert.equal(brief(await open().state()), 'unsynced http-200')
})

test('within a day nothing is sent again, after a day the heartbeat is', async (t) => {
  const { server, browser, open } = await subscribed(t)
  browser.time += DAY_MS - 1
  assert.equal(brief(await open().sync()), 'subscribed')
  assert.deepEqual(server.bodies('PUT'), [])
  browser.time += 1
  assert.equal(brief(await open().sync()), 'subscribed')
  assert.equal(server.bodies('PUT').length, 1)
  await open().sync()
  assert.equal(server.bodies('PUT').length, 1)
})

test('a lost subscription is made anew and the old endpoint goes with it', async (t) => {
  const { server, browser, open } = await subscribed(t)
  const [old = ''] = server.active()
  browser.push.lose()
  assert.equal(brief(await open().state()), 'granted-unsubscribed lost')
  assert.equal(brief(await open().sync()), 'subscribed')
  assert.equal(browser.asked, 1)
  const [body] = server.bodies('PUT')
  assert.deepEqual(body?.['previous'], { endpoint: old, handle: `handle of ${old}` })
  assert.deepEqual(server.active(), [browser.push.current?.endpoint])
})

test('what the user turned off stays off, also after the browser forgot its subscription', async (t) => {
  const { server, browser, open } = await subscribed(t)
  const [endpoint] = server.active()
  assert.equal(brief(await open().unsubscribe()), 'granted-unsubscribed turned-off')
  assert.deepEqual(server.bodies('DELETE'), [{ endpoint }])
  assert.equal(browser.push.current, undefined)
  assert.equal(brief(await open().sync()), 'granted-unsubscribed turned-off')
  assert.equal(browser.push.current, undefined)
  assert.deepEqual(server.bodies('PUT'), [])
  assert.equal(server.bodies('DELETE').length, 1)
})

test('turned off without a network: the browser at once, the server at the next page', async (t) => {
  const { server, browser, open } = await subscribed(t)
  server.refuse = () => ({ status: 503, body: '{}' })
  assert.equal(brief(await open().unsubscribe()), 'unsynced http-503')
  assert.equal(browser.push.current, undefined)
  server.refuse = () => undefined
  assert.equal(brief(await open().state()), 'unsynced not-forgotten')
  assert.equal(brief(await open().sync()), 'granted-unsubscribed turned-off')
  assert.deepEqual(server.active(), [])
})

test('turned on again after off', async (t) => {
  const { server, open } = await subscribed(t)
  await open().unsubscribe()
  assert.equal(brief(await open().subscribe()), 'subscribed')
  assert.equal(server.active().length, 1)
})

test('a new VAPID key: seen by state(), healed by sync(), without a question', async (t) => {
  const { server, browser, open } = await subscribed(t)
  const [old] = server.active()
  server.changeKey()
  assert.equal(brief(await open().state()), 'key-mismatch stale')
  const state = await open().sync()
  assert.equal(brief(state), 'subscribed')
  assert.equal(state.keyId, server.vapidKey?.id)
  assert.equal(browser.push.current?.key, server.vapidKey?.publicKey)
  assert.equal(browser.asked, 1)
  assert.notEqual(browser.push.current?.endpoint, old)
  assert.deepEqual(server.active(), [browser.push.current?.endpoint])
})

test('a browser that does not tell its key is healed when the server has seen it refused', async (t) => {
  const { server, browser, open } = await scene(t)
  browser.push.tellsKey = false
  await open().subscribe()
  server.changeKey()
  assert.equal(brief(await open().state()), 'subscribed')
  const [endpoint = ''] = server.active()
  server.rows.set(endpoint, { status: 'key-mismatch', owner: null })
  assert.equal(brief(await open().sync()), 'subscribed')
  assert.equal(browser.push.current?.key, server.vapidKey?.publicKey)
})

test('healing that stops half-way, with neither the old nor a new subscription, is finished later', async (t) => {
  const { server, browser, open } = await subscribed(t)
  server.changeKey()
  browser.push.fault = 'Registration failed - push service error'
  const state = await open().sync()
  assert.equal(brief(state), 'unsynced push-failed')
  assert.match(state.reason ?? '', /push service error/)
  browser.push.fault = undefined
  assert.equal(brief(await open().sync()), 'subscribed')
  assert.deepEqual(server.active(), [browser.push.current?.endpoint])
})

test('a subscription that the push service ended is renewed, though the browser still has it', async (t) => {
  const { server, browser, open } = await subscribed(t)
  const [old = ''] = server.active()
  server.rows.set(old, { status: 'retired', reason: 'gone', owner: null })
  assert.equal(brief(await open().state()), 'key-mismatch stale')
  assert.equal(brief(await open().sync()), 'subscribed')
  assert.notEqual(browser.push.current?.endpoint, old)
  assert.deepEqual(server.active(), [browser.push.current?.endpoint])
})

test('the same when only the answer to PUT says so', async (t) => {
  const { server, browser, open } = await subscribed(t)
  const [old = ''] = server.active()
  browser.time += DAY_MS
  let refusals = 0
  server.refuse = (method) =>
    method === 'PUT' && refusals++ === 0 ? { status: 409, body: '{"code":"endpoint-gone"}' } : undefined
  assert.equal(brief(await open().sync()), 'subscribed')
  assert.notEqual(browser.push.current?.endpoint, old)
})

test('a server that refuses every endpoint is asked twice and no more', async (t) => {
  const { server, browser, open } = await subscribed(t)
  browser.time += DAY_MS
  server.refuse = (method) => (method === 'PUT' ? { status: 409, body: '{"code":"endpoint-gone"}' } : undefined)
  assert.equal(brief(await open().sync()), 'unsynced endpoint-gone')
  assert.equal(server.bodies('PUT').length, 2)
})

test('a server that lost its database gets the subscription again at the next page', async (t) => {
  const { server, browser, open } = await subscribed(t)
  server.rows.clear()
  assert.equal(brief(await open().state()), 'unsynced not-registered')
  assert.equal(brief(await open().sync()), 'subscribed')
  assert.deepEqual(server.active(), [browser.push.current?.endpoint])
})

test('permission taken away: the endpoint is retired once; given back: everything heals with the owner', async (t) => {
  const { server, browser, open } = await subscribed(t)
  const [old = ''] = server.active()
  browser.setPermission('denied')
  assert.equal(brief(await open().sync()), 'denied denied')
  assert.deepEqual(server.bodies('DELETE'), [{ endpoint: old }])
  await open().sync()
  assert.equal(server.bodies('DELETE').length, 1)
  browser.setPermission('granted')
  assert.equal(brief(await open().sync()), 'subscribed')
  assert.deepEqual(server.bodies('PUT')[0]?.['previous'], {
    endpoint: old,
    handle: `handle of ${old}`,
  })
})

test('a permission that changes while the page is open is noticed without a reload', async (t) => {
  const { browser, open } = await subscribed(t)
  const client = open()
  await client.sync()
  const states = seen(client)
  browser.setPermission('denied')
  assert.equal((await states.next()).value?.status, 'denied')
  browser.setPermission('granted')
  assert.equal((await states.next()).value?.status, 'subscribed')
})

test('one tab turns notifications on, and the bell of the other tab shows it', async (t) => {
  const { server, browser, open } = await scene(t)
  const [one, other] = [open(), open()]
  await other.state()
  const states = seen(other)
  await one.subscribe()
  browser.tellOtherTabs('something else')
  browser.tellOtherTabs(`belfry:${server.origin}/b/default`)
  assert.equal((await states.next()).value?.status, 'subscribed')
})

test('change events come when something changed and only then', async (t) => {
  const { open } = await subscribed(t)
  const client = open()
  const statuses: string[] = []
  client.addEventListener('change', ({ detail }) => statuses.push(detail.status))
  await client.sync()
  await client.sync()
  await client.state()
  await client.unsubscribe()
  assert.deepEqual(statuses, ['subscribed', 'granted-unsubscribed'])
})

test('signed out: the server lets go of the subscription, once, and the browser keeps it for later', async (t) => {
  const { server, browser, open } = await subscribed(t, { identity: identity('ada', 1) })
  const { endpoint } = browser.push.current ?? {}
  assert.equal(brief(await open({ identity: null }).sync()), 'granted-unsubscribed another-person')
  await open({ identity: null }).sync()
  assert.deepEqual(server.bodies('DELETE'), [{ endpoint, reason: 'signed-out' }])
  assert.deepEqual(server.bodies('PUT'), [])
  assert.deepEqual(server.active(), [])
  assert.equal(browser.push.current?.endpoint, endpoint)
})

test('a person who comes back is not asked again, with other topics granted or not', async (t) => {
  const { server, browser, open } = await subscribed(t, { identity: identity('ada', 1) })
  const { endpoint } = browser.push.current ?? {}
  await open({ identity: null }).sync()
  assert.equal(brief(await open({ identity: identity('ada', 2, ['feedback', 'blog']) }).sync()), 'subscribed')
  assert.deepEqual(server.active(), [endpoint])
  assert.equal(browser.asked, 1)
})

test('another person on the same browser starts at off, and gets only the topics they turn on', async (t) => {
  const { server, browser, open } = await subscribed(t, { identity: identity('ada', 1), topics: ['feedback'] })
  const { endpoint = '' } = browser.push.current ?? {}
  const grace = { identity: identity('grace', 1), topics: ['feedback'] }
  assert.equal(brief(await open(grace).sync()), 'granted-unsubscribed another-person')
  assert.equal(brief(await open(grace).state()), 'granted-unsubscribed another-person')
  assert.deepEqual(server.active(), [])
  assert.deepEqual(server.bodies('PUT'), [])
  assert.equal(brief(await open(grace).subscribe()), 'subscribed')
  assert.deepEqual(server.bodies('PUT').at(-1)?.['topics'], ['feedback'])
  assert.equal(server.rows.get(endpoint)?.owner, grace.identity)
  assert.equal(brief(await open({ identity: identity('ada', 2) }).sync()), 'granted-unsubscribed another-person')
})

test('it is off for another person who turns it off, and for the next person', async (t) => {
  const { server, browser, open } = await subscribed(t, { identity: identity('ada', 1) })
  await open({ identity: identity('grace', 1) }).sync()
  assert.equal(brief(await open({ identity: identity('grace', 1) }).unsubscribe()), 'granted-unsubscribed turned-off')
  assert.equal(browser.push.current, undefined)
  assert.equal(brief(await open({ identity: identity('ada', 2) }).sync()), 'granted-unsubscribed turned-off')
  assert.deepEqual(server.active(), [])
})

test('a page without identity leaves it off, and a click there belongs to nobody', async (t) => {
  const { server, browser, open } = await subscribed(t, { identity: identity('ada', 1) })
  const { endpoint = '' } = browser.push.current ?? {}
  await open({ identity: null }).sync()
  assert.equal(brief(await open().sync()), 'granted-unsubscribed another-person')
  assert.deepEqual(server.active(), [])
  assert.equal(brief(await open().subscribe()), 'subscribed')
  assert.equal(server.rows.get(endpoint)?.owner, null)
  assert.equal(brief(await open({ identity: identity('ada', 2) }).sync()), 'subscribed')
})

test('a subscription made without signing in passes to the person who signs in', async (t) => {
  for (const before of [{}, { identity: null }]) {
    const { server, browser, open } = await subscribed(t, before)
    const { endpoint = '' } = browser.push.current ?? {}
    const ada = { identity: identity('ada', 1) }
    assert.equal(brief(await open(ada).sync()), 'subscribed')
    assert.equal(server.rows.get(endpoint)?.owner, ada.identity)
    assert.equal(brief(await open({ identity: identity('grace', 1) }).sync()), 'granted-unsubscribed another-person')
  }
})

test('a server that missed the signing out is notified at the next page', async (t) => {
  const { server, open } = await subscribed(t, { identity: identity('ada', 1) })
  server.refuse = (method) => (method === 'DELETE' ? { status: 503, body: '{}' } : undefined)
  assert.equal(brief(await open({ identity: null }).sync()), 'unsynced http-503')
  server.refuse = () => undefined
  assert.equal(brief(await open({ identity: null }).sync()), 'granted-unsubscribed another-person')
  assert.deepEqual(server.active(), [])
})

test('a permission taken away while somebody else is there, and given back, turns nothing on', async (t) => {
  const { server, browser, open } = await subscribed(t, { identity: identity('ada', 1) })
  await open({ identity: null }).sync()
  browser.setPermission('denied')
  assert.equal(brief(await open({ identity: null }).sync()), 'denied denied')
  browser.setPermission('granted')
  assert.equal(brief(await open({ identity: null }).sync()), 'granted-unsubscribed another-person')
  assert.equal(brief(await open({ identity: identity('ada', 2) }).sync()), 'subscribed')
  assert.equal(server.active().length, 1)
})

test('a page that says nothing of identity leaves the owner alone', async (t) => {
  const { server, open } = await subscribed(t, { identity: identity('ada', 1) })
  await open().sync()
  assert.deepEqual(server.bodies('PUT'), [])
})

test('the same person with a fresh token changes nothing, one with other topics tells the server', async (t) => {
  const { server, open } = await subscribed(t, { identity: identity('ada', 1) })
  await open({ identity: identity('ada', 2) }).sync()
  assert.deepEqual(server.bodies('PUT'), [])
  const more = identity('ada', 3, ['feedback', 'blog'])
  await open({ identity: async () => more }).sync()
  assert.deepEqual(
    server.bodies('PUT').map((body) => body['identity']),
    [more],
  )
})

test('nor does a fresh token of a server whose JSON has spaces', async (t) => {
  const spaced = (exp: number) => `${btoa(`{"site": "default", "subscriber": "ada", "exp": ${exp}}`)}.signature`
  const { server, open } = await subscribed(t, { identity: spaced(1) })
  await open({ identity: spaced(2) }).sync()
  assert.deepEqual(server.bodies('PUT'), [])
})

test('with a failed identity nothing is sent: not to the wrong owner', async (t) => {
  const { server, browser, open } = await subscribed(t)
  browser.time += DAY_MS
  const client = open({ identity: () => Promise.reject(new Error('the session has ended')) })
  const state = await client.sync()
  assert.equal(brief(state), 'unsynced identity-failed')
  assert.match(state.reason ?? '', /the session has ended/)
  assert.deepEqual(server.bodies('PUT'), [])
})

test('identity is not kept in the browser, only a digest of it', async (t) => {
  const { server, browser } = await subscribed(t, { identity: identity('ada', 1) })
  const stored = browser.localStorage.getItem(`belfry:${server.origin}/b/default`) ?? ''
  assert.match(stored, /"who":/)
  assert.ok(!stored.includes('ada'))
})

for (const locks of [true, false]) {
  test(`two tabs at once leave one subscription ${locks ? 'and send it once' : 'without Web Locks too'}`, async (t) => {
    const { server, browser, open } = await subscribed(t)
    if (!locks) browser.locks = undefined
    browser.push.lose()
    const states = await Promise.all([open().sync(), open().sync(), open().sync()])
    assert.deepEqual(states.map(brief), ['subscribed', 'subscribed', 'subscribed'])
    assert.deepEqual(server.active(), [browser.push.current?.endpoint])
    assert.equal(browser.push.made, 2)
    if (locks) assert.equal(server.bodies('PUT').length, 1)
  })
}

test('localStorage.clear() by the app costs nothing: the other copy remembers', async (t) => {
  const { server, browser, open } = await subscribed(t)
  browser.localStorage.clear()
  await open().sync()
  assert.deepEqual(server.bodies('PUT'), [])
})

test('a refused or stuck IndexedDB costs nothing: localStorage remembers', async (t) => {
  const { server, browser, open } = await subscribed(t)
  browser.indexedDb.health = 'refuses'
  assert.equal(brief(await open().sync()), 'subscribed')
  browser.indexedDb.health = 'hangs'
  assert.equal(brief(await inFastForward(t, () => open().sync())), 'subscribed')
  assert.deepEqual(server.bodies('PUT'), [])
})

test('without any storage it still works, one heartbeat a page', async (t) => {
  const { server, browser, open } = await scene(t)
  browser.indexedDb.health = 'refuses'
  browser.localStorage.refuse()
  const client = open()
  assert.equal(brief(await client.subscribe()), 'subscribed')
  assert.equal(brief(await client.sync()), 'subscribed')
  assert.equal(server.bodies('PUT').length, 1)
  assert.equal(brief(await open().sync()), 'subscribed')
  assert.deepEqual(server.active(), [browser.push.current?.endpoint])
})

test('nonsense in localStorage is overwritten, not obeyed', async (t) => {
  const { server, browser, open } = await scene(t)
  browser.permission = 'granted'
  for (const text of ['{', '7', '"x"', '[]', 'null', '{"written":"tomorrow","wish":"on"}']) {
    browser.localStorage.setItem(`belfry:${server.origin}/b/default`, text)
    assert.equal(brief(await open().sync()), 'granted-unsubscribed never', text)
  }
})

test('a network that is down is a state, and so is a server that never answers', async (t) => {
  const { browser, open } = await subscribed(t)
  browser.fetch = () => Promise.reject(new TypeError('Failed to fetch'))
  const state = await open().sync()
  assert.equal(brief(state), 'unsynced network')
  assert.ok(state.endpoint)
  browser.fetch = () => new Promise(() => undefined)
  assert.equal(brief(await inFastForward(t, () => open().sync())), 'unsynced network')
})

test('a Belfry on another origin is named, with the remedy: its worker cannot be this page’s', async (t) => {
  const { server, browser, open } = await scene(t)
  browser.permission = 'granted'
  const base = 'https://push.example/b/default'
  for (const state of [await open({ base }).state(), await open({ base }).subscribe()]) {
    assert.equal(brief(state), 'unsynced security-error')
    assert.equal(state.remedy, 'site')
    assert.match(state.reason ?? '', /^SecurityError: .*push\.example.*pass registration/)
  }
  assert.deepEqual(server.seen, [])
})

test('a browser that keeps the site from storing anything is named as the reason', async (t) => {
  const { browser, open } = await scene(t)
  browser.blocksSiteData = true
  const state = await open().sync()
  assert.equal(brief(state), 'unsynced security-error')
  assert.equal(state.remedy, 'user')
  assert.match(state.reason ?? '', /^SecurityError: The operation is insecure/)
})

test('a late answer is reported as late, and a refusal is not', async (t) => {
  const { browser, open } = await subscribed(t)
  browser.push.reading = 'hangs'
  assert.equal(brief(await inFastForward(t, () => open().state())), 'unsynced timeout')
  browser.push.reading = 'fails'
  const state = await open().state()
  assert.equal(brief(state), 'unsynced worker-failed')
  assert.match(state.reason ?? '', /AbortError: broken/)
})

test('a refusal names its remedy: a press of the button, the user elsewhere, or only the site', async (t) => {
  const { server, browser, open } = await scene(t)
  browser.permission = 'granted'
  const refusals: [number, string | undefined, string][] = [
    [500, undefined, 'subscribe'],
    [503, 'database-busy', 'subscribe'],
    [429, 'rate-limited', 'subscribe'],
    [429, undefined, 'subscribe'],
    [408, undefined, 'subscribe'],
    [409, 'vapid-key-retired', 'subscribe'],
    [401, 'identity-expired', 'subscribe'],
    [409, 'too-many-subscriptions', 'user'],
    [400, 'endpoint-not-allowed', 'site'],
    [400, 'endpoint-private-address', 'site'],
    [403, 'origin-foreign', 'site'],
    [403, 'topic-not-granted', 'site'],
    [401, 'identity-signature-invalid', 'site'],
    [404, undefined, 'site'],
    [413, undefined, 'site'],
    [503, 'vapid-key-missing', 'site'],
    [503, 'database-not-writable', 'site'],
    [200, undefined, 'site'],
  ]
  for (const [status, code, remedy] of refusals) {
    server.refuse = (method) => (method === 'PUT' ? { status, body: JSON.stringify({ code }) } : undefined)
    const state = await open().subscribe()
    assert.equal(brief(state), `unsynced ${code ?? `http-${status}`}`)
    assert.equal(state.remedy, remedy, state.code)
  }
})

test('every other state names its remedy too, and a healthy one needs none', async (t) => {
  const { server, browser, open } = await scene(t)
  const remedies: (string | undefined)[] = []
  const note = async (state: Promise<State>): Promise<void> => void remedies.push((await state).remedy)
  await note(open().state())
  await note(open().subscribe())
  await note(open().unsubscribe())
  browser.setPermission('denied')
  await note(open().state())
  browser.setPermission('granted')
  browser.workerFault = 'a bad HTTP response code (404)'
  await note(open().subscribe())
  browser.workerFault = undefined
  browser.push.fault = 'push service error'
  await note(open().subscribe())
  server.vapidKey = null
  await note(open().state())
  assert.deepEqual(remedies, ['subscribe', undefined, 'subscribe', 'user', 'site', 'subscribe', 'site'])
})

test('a "not now" is remembered by topic for 30 days, on other pages too, and is a state of its own', async (t) => {
  const { browser, open } = await scene(t)
  assert.equal(brief(await open().softDecline({ topic: 'blog' })), 'soft-declined not-now')
  browser.time += DAY_MS
  const state = await open().softDecline({ days: 7 })
  assert.deepEqual([state.remedy, state.declined], ['subscribe', ['blog', '*']])
  assert.equal(browser.asked, 0)
  browser.time += 7 * DAY_MS
  assert.deepEqual((await open().sync()).declined, ['blog'])
  browser.time += 22 * DAY_MS
  assert.equal(brief(await open().sync()), 'default not-asked')
})

test('someone who said "not now" can turn notifications on, and stays unasked about the other topic', async (t) => {
  const { open } = await scene(t)
  await open().softDecline({ topic: 'offers' })
  const state = await open().subscribe({ topics: ['blog'] })
  assert.deepEqual([state.status, state.declined], ['subscribed', ['offers']])
})

test('without any storage a "not now" holds for the page', async (t) => {
  const { browser, open } = await scene(t)
  browser.indexedDb.health = 'refuses'
  browser.localStorage.refuse()
  assert.equal(brief(await open().softDecline()), 'soft-declined not-now')
})

test('each step of the way to a subscription and out of it is told, with topic and prompt', async (t) => {
  const { browser, open } = await scene(t)
  const client = open()
  const steps: unknown[] = []
  client.addEventListener('funnel', ({ detail }) => steps.push(JSON.parse(JSON.stringify(detail))))
  const about = { topic: 'blog', prompt: 'after-reading' }
  client.asked(about)
  await client.softDecline({ ...about, days: 0 })
  browser.answer = 'default'
  await client.subscribe({ topics: ['blog'], prompt: 'after-reading' })
  assert.deepEqual((await client.state()).declined, ['blog'])
  browser.answer = 'granted'
  await client.subscribe()
  await client.subscribe()
  await client.unsubscribe()
  assert.deepEqual(steps, [
    { step: 'shown', ...about },
    { step: 'soft-no', ...about },
    { step: 'soft-yes', ...about },
    { step: 'native-no', ...about },
    { step: 'native-yes' },
    { step: 'left' },
  ])
})

test('where iOS dropped the subscription and wants a tap, the button helps, and says so', async (t) => {
  const { browser, open } = await subscribed(t)
  browser.push.lose()
  browser.push.wantsTap = true
  const state = await open().sync()
  assert.equal(brief(state), 'granted-unsubscribed lost')
  assert.equal(state.remedy, 'subscribe')
  assert.match(state.reason ?? '', /NotAllowedError/)
  browser.push.wantsTap = false
  assert.equal(brief(await open().subscribe()), 'subscribed')
})

test('a slow call reports its progress until it is over', async (t) => {
  const { browser, open } = await scene(t)
  const client = open()
  const heard: string[] = []
  client.addEventListener('progress', ({ detail }) => heard.push(detail))
  await client.subscribe()
  assert.deepEqual(heard, ['asking', 'connecting'])
  await client.sync()
  browser.push.lose()
  browser.push.subscribing = 'hangs'
  assert.equal(brief(await inFastForward(t, () => client.sync())), 'unsynced push-failed')
  assert.deepEqual(heard, ['asking', 'connecting', 'connecting', 'waiting'])
})

test('a worker that cannot be registered is named as the reason', async (t) => {
  const { browser, open } = await scene(t)
  browser.workerFault = 'A bad HTTP response code (404) was received when fetching the script.'
  const state = await open().subscribe()
  assert.equal(brief(state), 'unsynced worker-failed')
  assert.match(state.reason ?? '', /404/)
})

test('a browser whose push service was removed counts as unsupported', async (t) => {
  const { server, browser, open } = await scene(t)
  browser.push.host = 'permanently-removed.invalid'
  assert.equal(brief(await open().subscribe()), 'unsupported push-removed')
  assert.equal(browser.push.current, undefined)
  assert.deepEqual(server.bodies('PUT'), [])
})

test('a worker of the whole site is not taken for ours', async (t) => {
  const { browser, server, open } = await scene(t)
  browser.permission = 'granted'
  browser.registration(`${server.origin}/`)
  await browser.push.manager.subscribe({ userVisibleOnly: true, applicationServerKey: 'AAAA' })
  assert.equal(brief(await open().state()), 'granted-unsubscribed never')
})

test('in a host worker another vendor’s subscription is left alone until the user subscribes', async (t) => {
  const { server, browser, open } = await scene(t)
  browser.permission = 'granted'
  await browser.push.manager.subscribe({ userVisibleOnly: true, applicationServerKey: 'AAAA' })
  const foreign = browser.push.current
  const registration = async (): Promise<ServiceWorkerRegistration> => browser.registration(`${server.origin}/`)
  assert.equal(brief(await open({ registration }).sync()), 'granted-unsubscribed foreign')
  await open({ registration }).unsubscribe()
  assert.equal(browser.push.current, foreign)
  assert.equal(brief(await open({ registration }).subscribe()), 'subscribed')
  assert.equal(browser.push.current?.key, server.vapidKey?.publicKey)
})

test('one site can be named by id or by where it is mounted', async (t) => {
  const { server, open } = await scene(t)
  await open({ site: 'shop' }).state()
  await open({ base: '/belfry/b/blog/' }).state()
  const paths = server.seen.map(({ path }) => path)
  assert.deepEqual(paths, ['/b/shop/config', '/belfry/b/blog/config'])
})

test('on a server that renders pages nothing breaks and nothing is claimed', async () => {
  const client = createClient()
  assert.equal((await client.sync()).status, 'unsupported')
  client.close()
})

function identity(subscriber: string, exp: number, topics = ['feedback']): string {
  const claims = { site: 'default', subscriber, topics, exp }
  return `${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`
}

/** Seconds pass in milliseconds until the work is done. */
async function inFastForward<T>(t: TestContext, work: () => Promise<T>): Promise<T> {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const ticking = setInterval(() => t.mock.timers.tick(100), 1)
  try {
    return await work()
  } finally {
    clearInterval(ticking)
    t.mock.timers.reset()
  }
}

/** The states of the change events from now on, one at a time. */
async function* seen(client: BelfryClient): AsyncGenerator<State, void> {
  const waiting: State[] = []
  let wake = (): void => undefined
  client.addEventListener('change', ({ detail }) => {
    waiting.push(detail)
    wake()
  })
  for (;;) {
    const state = waiting.shift()
    if (state) yield state
    else await new Promise<void>((resolve) => (wake = resolve))
  }
}
