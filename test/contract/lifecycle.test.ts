// What becomes of a subscription in real browsers with real pushes, one thing after the other in the same one. Also:
// end-of-subscription.test.ts of test/e2e (data wiped, permission off and on, lost at the push service),
// another-person.test.ts (login, logout, somebody else), browser-sdk-push.test.ts (another key, another endpoint).

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { LaunchedBrowser } from '@belfry/push-service/browser'
import { buildRequest, checkKeys, generateVapidKeys, Sender, VapidSigner } from '@belfry/web-push'
import type { Page } from 'puppeteer-core'
import { findBrowser } from '../../setup/browsers.ts'
import { forwardClock } from '../support/time/forward-clock.ts'
import { until } from '../support/time/until.ts'
import { ask, endpointIn, openPlace, visit, type Place } from './browser-place.ts'
import { versionedWorker } from './versioned-worker.ts'

const DAY_MS = 86_400_000

for (const name of ['firefox', 'chromium'] as const) {
  const skip = findBrowser(name) === undefined && `${name} is not on this machine`

  describe(`a subscription in ${name}`, { skip, timeout: 170_000 }, () => {
    const keys = generateVapidKeys()
    const clock = forwardClock()
    const worker = versionedWorker()
    let isAway = false
    let place: Place
    let launched: LaunchedBrowser
    let page: Page
    let told = 0

    before(async () => {
      place = await openPlace({
        also: ['shop'],
        belfry: { now: clock.now, secrets: { vapidPrivateKey: keys.privateKey } },
        first(request, response, belfry) {
          if (!isAway) return worker.answer(request, response, belfry)
          response.destroy()
          return true
        },
      })
      launched = await place.open(name)
      page = await launched.browser.newPage()
      assert.equal(await visit(page, place, { who: 'ada', call: 'subscribe()' }), 'subscribed')
    })
    after(() => place?.[Symbol.asyncDispose]())

    const see = (title: string) => place.desktop.waitFor(({ summary }) => summary === title, { timeoutMs: 60_000 })
    /** Sends to everybody, and waits until the browser shows it. */
    async function send(title: string): Promise<{ id: string; shown: number }> {
      const { id } = await place.belfry.notify({ to: { all: true }, title })
      return { id, shown: (await see(title)).id }
    }
    /** Waits until browsers have told of so much more: displayed, clicked. */
    const tells = (more: number) => place.store.told((told += more))

    test('shows what comes while the site cannot be reached, and tells of it later', async () => {
      isAway = true
      const { shown } = await send('While the site is away')
      await place.store.deliveriesDone()
      isAway = false
      await send('It is back')
      await tells(2)
      place.desktop.click(shown)
      await tells(1)
    })

    test('stays, and gets each message once, while its worker is replaced by a new version', async (t) => {
      const hears = (what: string, times = 1) => until(() => worker.heard(what) >= times, t.signal)
      const endpoint = await endpointIn(page)
      const first = place.desktop.shown.length
      worker.hold('2 install')
      worker.version = 2
      await page.evaluate(`navigator.serviceWorker.getRegistration('/b/default/').then((one) => void one.update())`)
      await hears('2 install')
      const before = worker.heard('1 pushed')
      await send('While the new one is installed')
      await hears('1 pushed', before + 1)
      worker.hold('1 pushed')
      const { id } = await send('The old one shows it, and is not done with it')
      worker.release('2 install')
      // Chromium keeps it back until the old worker is done.
      await place.belfry.notify({ to: { all: true }, title: 'When the new one takes over' })
      worker.release('1 pushed')
      await see('When the new one takes over')
      await hears('2 activate')
      await send('The new one shows it')
      await hears('2 pushed')

      // A second delivery of what the other version has shown, as from a server that was killed meanwhile.
      const pushed = worker.heard('2 pushed')
      await sendAgain(id)
      await hears('2 pushed', pushed + 1)
      assert.equal(place.desktop.shown.length - first, 4)
      assert.equal(await endpointIn(page), endpoint)
      await tells(4)
    })

    test('of one site is not touched by what becomes of another site’s on the same server', async () => {
      assert.equal(await ask(page, 'sync()', 'shop'), 'granted-unsubscribed never', 'each site asks for itself')
      assert.equal(await ask(page, 'subscribe()', 'shop'), 'subscribed')
      const ofShop = await endpointIn(page, 'shop')
      assert.ok(ofShop !== null && ofShop !== (await endpointIn(page)))
      const first = place.desktop.shown.length
      const sendBoth = async (title: string): Promise<void> => {
        await place.belfry.notify({ to: { topic: 'news' }, title: `${title} of the first` })
        await place.belfry.notify({ to: { topic: 'news' }, title: `${title} of the shop` }, { site: 'shop' })
      }
      await sendBoth('News')
      await see('News of the first')
      await see('News of the shop')
      await tells(2) // who has turned it off tells of nothing any more

      assert.equal(await ask(page, 'unsubscribe()'), 'granted-unsubscribed turned-off')
      assert.equal(await endpointIn(page), null)
      assert.equal(await endpointIn(page, 'shop'), ofShop)
      await sendBoth('More')
      await see('More of the shop')
      await place.store.deliveriesDone()

      assert.equal(await visit(page, place, { who: '', site: 'shop' }), 'granted-unsubscribed another-person')
      assert.equal(await visit(page, place, { who: 'ada', call: 'subscribe()' }), 'subscribed')
      await sendBoth('Last')
      await see('Last of the first')
      await place.store.deliveriesDone()
      const titles = place.desktop.shown.slice(first).map(({ summary }) => summary)
      assert.deepEqual(titles.slice(0, 2).toSorted(), ['News of the first', 'News of the shop'])
      assert.deepEqual(titles.slice(2), ['More of the shop', 'Last of the first'])
      await tells(2)
    })

    test('gets twenty messages that come at once, after it was offline, each shown once', async () => {
      await launched.close()
      const first = place.desktop.shown.length
      // The answers to five are lost, so that they are sent a second time.
      place.push.faults.add({ action: 'cut', when: 'after', count: 5 })
      const titles = Array.from({ length: 20 }, (_, n) => `Message ${n + 1}`)
      await Promise.all(titles.map((title) => place.belfry.notify({ to: { all: true }, title })))
      await place.store.deliveriesDone()
      assert.equal(place.desktop.shown.length, first)

      launched = await place.open(name)
      for (const title of titles) await see(title)
      await tells(20)
      const shown = place.desktop.shown.slice(first).map(({ summary }) => summary)
      assert.deepEqual(shown.toSorted(), titles.toSorted())
    })

    test('of a browser that was installed anew is one more of the same person, and the old one ages', async (t) => {
      await place.api('PUT', '/v1/subscribers/ada/preferences', { content: 'generic' })
      await launched.close()
      launched = await place.open(name, 'installed-anew')
      page = await launched.browser.newPage()
      assert.equal(await visit(page, place, { who: 'ada' }), 'granted-unsubscribed never', 'nobody has asked here')
      assert.equal(await ask(page, 'subscribe()'), 'subscribed')
      const { subscriptions } = (await place.api('GET', '/v1/subscriptions?status=active')) as {
        subscriptions: { subscriber: string }[]
      }
      assert.deepEqual(
        subscriptions.map(({ subscriber }) => subscriber),
        ['ada', 'ada'],
      )
      const first = place.desktop.shown.length
      await place.belfry.notify({ to: { subscriber: 'ada' }, title: 'A secret' })
      await tells(1)
      const shown = place.desktop.shown.slice(first)
      assert.equal(shown.length, 1)
      assert.doesNotMatch(JSON.stringify(shown), /secret/, 'what Ada wants holds in the new browser, too')

      // The push service still takes messages for the old browser: that is no sign of life.
      const lastRun = async () => ((await place.api('GET', '/v1/ageing')) as { runs: { at: string }[] }).runs[0]
      const endpoint = await endpointIn(page)
      clock.forward(179 * DAY_MS)
      assert.equal(await visit(page, place, { who: 'ada', call: 'subscribe()' }), 'subscribed')
      await until(async () => Date.parse((await lastRun())?.at ?? '') > clock.now() - DAY_MS, t.signal, 250)
      clock.forward(2 * DAY_MS)
      await until(() => place.store.subscriptions().some(({ reason }) => reason === 'aged'), t.signal, 250)
      const active = place.store.subscriptions().filter(({ status }) => status === 'active')
      assert.deepEqual(active, [{ endpoint, status: 'active', reason: null }])
    })

    async function sendAgain(id: string): Promise<void> {
      const { endpoint, keys: browserKeys } = (await page.evaluate(`
        navigator.serviceWorker.getRegistration('/b/default/')
          .then(({ pushManager }) => pushManager.getSubscription())
          .then((subscription) => subscription.toJSON())`)) as {
        endpoint: string
        keys: { p256dh: string; auth: string }
      }
      const checked = checkKeys(browserKeys)
      assert.ok(checked.ok)
      const notification = { title: 'Again', navigate: '/', data: { belfry: { id, site: 'default' } } }
      const { ca, resolve, allow } = place.push
      await using sender = new Sender({ ca, resolve, allowPrivate: allow })
      const answer = await sender.send(
        buildRequest({
          endpoint,
          keys: checked,
          payload: Buffer.from(JSON.stringify({ notification })),
          ttl: 60,
          urgency: 'high',
          signer: new VapidSigner({ keys, subject: 'https://example.com' }),
        }),
      )
      assert.ok(answer.kind === 'response' && answer.status === 201, JSON.stringify(answer))
    }
  })
}
