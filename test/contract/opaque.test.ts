// Notifications whose push has nothing but an id, and who may fetch the rest, on both databases.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startPushService, type OwnSubscription, type PushService } from '@belfry/push-service'
import { onEachBelfry, type Place } from '#test/belfry/each-belfry'
import { SITE_URL } from '#test/belfry/temporary-belfry'
import { until } from '#test/time/until'

const page = { origin: SITE_URL, 'sec-fetch-site': 'same-origin' }
const SECRET = {
  title: 'Befund HIV',
  body: 'negativ',
  url: '/results/7',
  icon: '/secret-icon.png',
  image: '/secret-image.png',
  badge: '/secret-badge.png',
  tag: 'secret-tag',
  actions: [{ action: 'secret-action', title: 'Secret button', url: '/secret-action' }],
  appBadge: 7,
}
/** No word of it, in any push. */
const TOLD = /befund|hiv|negativ|results|secret|"7"|:7[,}]/i

interface Browser extends OwnSubscription {
  handle: string
  notice: { title: string; open: string; ask: boolean }
}

await onEachBelfry('opaque notifications', (on, open) => {
  describe(on, { timeout: 120_000 }, () => {
    let service: PushService
    let place: Place
    let ada: Browser
    let stranger: Browser
    before(async () => {
      service = await startPushService()
      const push = { allow: [...service.allow], ca: service.ca, resolve: service.resolve }
      const topics = { clinic: { name: 'Clinic', privacy: 'opaque' as const }, news: { name: 'News' } }
      place = await open({ work: true, push, topics })
      ada = await join('ada', 'de-AT')
      // The first wish on a server is in force a second later; all others at once.
      await join('lin', 'en')
      await place.ask('PUT', '/v1/subscribers/lin/preferences', { content: 'generic' })
      stranger = await join(undefined, 'fr')
    })
    after(async () => {
      await place[Symbol.asyncDispose]()
      await service.close()
    })

    async function join(subscriber: string | undefined, locale: string): Promise<Browser> {
      const { vapidKey } = (await place.ask('GET', '/b/default/config')).body
      const [one] = await service.subscribeMany(1, { keyPairs: 1, applicationServerKey: vapidKey.publicKey })
      assert.ok(one)
      const identity = subscriber === undefined ? {} : { identity: place.belfry.identify({ subscriber }) }
      const body = { endpoint: one.endpoint, keys: one.keys, topics: ['clinic', 'news'], locale, ...identity }
      const joined = await place.ask('PUT', '/b/default/subscription', body, page)
      assert.equal(joined.status, 201, JSON.stringify(joined.body))
      return { ...one, handle: joined.body.handle, notice: joined.body.notice }
    }
    async function send(request: object): Promise<string> {
      const sent = await place.ask('POST', '/v1/notifications', { to: { subscriber: 'ada' }, ...SECRET, ...request })
      assert.equal(sent.status, 202, JSON.stringify(sent.body))
      return sent.body.id
    }
    /** What the browser's push service has got, decrypted, once there are so many. */
    async function pushes(browser: OwnSubscription, count: number, signal: AbortSignal): Promise<string[]> {
      const texts = () => service.messages(browser.id).map(({ text }) => text ?? '')
      await until(() => texts().length >= count, signal)
      return texts()
    }
    const details = (id: string, headers: Record<string, string>) =>
      place.ask('GET', `/b/default/details/${id}`, undefined, { ...page, ...headers })
    const asAda = () => ({ 'belfry-identity': place.belfry.identify({ subscriber: 'ada' }) })
    const asBrowser = ({ handle, endpoint }: Browser) => ({ 'belfry-handle': `${handle} ${endpoint}` })
    const codeOf = async (asked: ReturnType<typeof details>) => {
      const { status, body } = await asked
      return `${status} ${body.code}`
    }

    test('push their id and nothing else, whoever asked for it: the sender, the topic, the person', async (t) => {
      const count = service.messages(ada.id).length
      const ids = [await send({ privacy: 'opaque' }), await send({ to: { topic: 'clinic' } })]
      for (const id of ids) {
        assert.equal((await place.ask('GET', `/v1/notifications/${id}`)).body.privacy, 'opaque')
      }
      await pushes(ada, count + 2, t.signal)
      await place.ask('PUT', '/v1/subscribers/ada/preferences', { content: 'opaque' })
      ids.push(await send({}))
      const texts = (await pushes(ada, count + 3, t.signal)).slice(count)
      assert.deepEqual(texts.toSorted(), ids.map((id) => JSON.stringify({ belfry: { id } })).toSorted())
      await place.ask('PUT', '/v1/subscribers/ada/preferences', { content: 'full' })
    })

    test('have the words of the site in the declarative form, and the id in the address', async (t) => {
      const change = {
        payloadForms: { other: 'declarative', mozilla: 'declarative', fcm: 'declarative' },
        privacy: { texts: { de: { title: 'Post von der Praxis' } }, page: '/messages?from=push' },
      }
      assert.equal((await place.ask('PATCH', '/v1/sites/default', change)).status, 200)
      const count = service.messages(ada.id).length
      // The engine hears of the change at its own pace.
      const texts = () => service.messages(ada.id).map(({ text }) => text ?? '')
      await until(async () => {
        await send({ privacy: 'opaque', lang: 'de' })
        return texts().some((text) => text.includes('web_push'))
      }, t.signal)
      const id = await send({ privacy: 'opaque', lang: 'de' })
      const text = () => texts().find((one) => one.includes(id)) ?? ''
      await until(() => text() !== '', t.signal)
      for (const { text: one } of service.messages(ada.id).slice(count)) assert.doesNotMatch(one ?? '', TOLD)
      const { notification, mutable } = JSON.parse(text())
      assert.deepEqual(Object.keys(notification).toSorted(), ['data', 'lang', 'mutable', 'navigate', 'title'])
      assert.deepEqual([notification.title, mutable], ['Post von der Praxis', true])
      assert.match(
        notification.navigate,
        new RegExp(`^${SITE_URL}/messages\\?from=push&belfry-message=${id}&belfry=c-`),
      )
      await place.ask('PATCH', '/v1/sites/default', {
        payloadForms: {},
        privacy: { texts: null, page: null },
      })
    })

    test('leave their words with each browser, in its language, when it registers', async () => {
      assert.deepEqual(
        [ada.notice.title, stranger.notice.title],
        ['Du hast eine neue Nachricht', 'Vous avez un nouveau message'],
      )
      assert.deepEqual([ada.notice.open, ada.notice.ask], ['/?belfry-message=', false])
    })

    test('are told to their owner, in full, and to no cache', async () => {
      const id = await send({ privacy: 'opaque' })
      const { status, headers, body } = await details(id, asAda())
      assert.deepEqual([status, headers.get('cache-control')], [200, 'no-store'])
      const { createdAt, ...shown } = body
      assert.ok(Date.parse(createdAt) > 0)
      assert.deepEqual(shown, {
        status: 'found',
        id,
        title: SECRET.title,
        body: SECRET.body,
        url: `${SITE_URL}/results/7`,
        icon: `${SITE_URL}/secret-icon.png`,
        image: `${SITE_URL}/secret-image.png`,
        badge: `${SITE_URL}/secret-badge.png`,
        tag: SECRET.tag,
        actions: [{ action: 'secret-action', title: 'Secret button', url: `${SITE_URL}/secret-action` }],
      })
      const inbox = await place.ask('GET', '/b/default/inbox', undefined, { ...page, ...asAda() })
      const [entry] = inbox.body.items
      assert.deepEqual([entry.id, entry.isPrivate, entry.url], [id, true, `${SITE_URL}/?belfry-message=${id}`])
      assert.doesNotMatch(JSON.stringify(entry), TOLD)
    })

    test('are told to nobody else: each refusal has its code, and says nothing', async () => {
      const id = await send({ privacy: 'opaque' })
      const lin = { 'belfry-identity': place.belfry.identify({ subscriber: 'lin' }) }
      assert.equal(await codeOf(details(id, lin)), '404 details-unknown')
      assert.equal(await codeOf(details(id, asBrowser(stranger))), '404 details-unknown')
      assert.equal(await codeOf(details('nothing', asAda())), '404 details-unknown')
      assert.equal(await codeOf(details(id, {})), '401 caller-missing')
      assert.equal(await codeOf(details(id, { 'belfry-handle': 'x' })), '401 handle-invalid')
      const forged = { 'belfry-handle': `${ada.handle.slice(0, -2)}aa ${ada.endpoint}` }
      assert.equal(await codeOf(details(id, forged)), '401 handle-invalid')
      assert.equal(await codeOf(details(id, asBrowser(ada))), '403 details-owner-only')
      const nobody = { 'belfry-identity': place.belfry.identify({ subscriber: 'never-here' }) }
      assert.equal(await codeOf(details(id, nobody)), '404 subscriber-unknown')
    })

    test('are told to a browser where the site says so, or where nobody has signed in', async () => {
      const forAll = await send({ to: { all: true }, privacy: 'opaque' })
      assert.equal((await details(forAll, asBrowser(stranger))).body.title, SECRET.title)
      const id = await send({ privacy: 'opaque' })
      await place.ask('PATCH', '/v1/sites/default', { privacy: { details: 'browser' } })
      assert.equal((await details(id, asBrowser(ada))).body.title, SECRET.title)
      assert.equal(await codeOf(details(id, asBrowser(stranger))), '404 details-unknown')
      assert.equal((await join('mia', 'en')).notice.ask, true)
      await place.ask('PATCH', '/v1/sites/default', { privacy: { details: null } })
    })

    test('are gone with their content, and when they are withdrawn', async (t) => {
      const [withdrawn, erased] = [await send({ privacy: 'opaque' }), await send({ privacy: 'opaque' })]
      const isDone = async (id: string) => (await place.ask('GET', `/v1/notifications/${id}`)).body.state === 'done'
      for (const id of [withdrawn, erased]) await until(() => isDone(id), t.signal)
      const set = (id: string, columns: object) =>
        place.database.kysely.updateTable('belfry_notifications').set(columns).where('id', '=', id).execute()
      await set(withdrawn, { state: 'cancelled' })
      await set(erased, { content: '{}', payload: '{}' })
      for (const id of [withdrawn, erased]) assert.equal(await codeOf(details(id, asAda())), '410 details-gone')
    })

    test('are refused when their content could not be shown', async () => {
      const far = await place.ask('POST', '/v1/notifications', {
        to: { subscriber: 'ada' },
        ...SECRET,
        url: 'https://elsewhere.example/',
        privacy: 'opaque',
      })
      assert.equal(far.body.code, 'url-not-same-origin')
      const odd = await place.ask('PATCH', '/v1/sites/default', { privacy: { page: '//elsewhere.example' } })
      assert.deepEqual([odd.status, odd.body.errors[0].field], [400, 'privacy.page'])
    })
  })
})
