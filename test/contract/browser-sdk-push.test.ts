// The page SDK and the service worker with real subscriptions: real Firefox and real Chromium at the
// local push service, and real encrypted pushes. The server is a stand-in; test/e2e has the real one.

import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { startPushService, type PushService } from '@belfry/push-service'
import type { LaunchedBrowser } from '@belfry/push-service/browser'
import {
  buildRequest,
  checkKeys,
  generateVapidKeys,
  Sender,
  vapidKeyId,
  VapidSigner,
  type VapidKeys,
} from '@belfry/web-push'
import type { Page } from 'puppeteer-core'
import { findBrowser } from '../../setup/browsers.ts'
import { openBrowser } from '../support/browsers/open-browser.ts'
import { type NotificationDaemon, startNotificationDaemon } from '../support/desktop/notification-daemon.ts'
import { startSdkSite, type PushReport, type SdkSite } from './browser-sdk-site.ts'

interface State {
  status: string
  code?: string
  reason?: string
  endpoint?: string
  keyId?: string
}

for (const name of ['firefox', 'chromium'] as const) {
  const skip = findBrowser(name) === undefined && `${name} is not on this machine`

  describe(`subscribed in ${name}`, { skip, timeout: 170_000 }, () => {
    let service: PushService
    let site: SdkSite
    let desktop: NotificationDaemon
    let launched: LaunchedBrowser
    let sender: Sender
    let keys: VapidKeys
    let page: Page

    before(async () => {
      service = await startPushService()
      site = await startSdkSite()
      // Without a desktop Chromium at times forgets at once what its worker has shown.
      desktop = await startNotificationDaemon()
      launched = await openBrowser({ browser: name, service, dbus: desktop.address })
      sender = new Sender({ ca: service.ca, resolve: service.resolve, allowPrivate: service.allow })
      changeKey()
      page = await launched.browser.newPage()
      await page.goto(site.origin)
    })
    after(async () => {
      await launched?.close()
      await desktop?.[Symbol.asyncDispose]()
      await sender?.[Symbol.asyncDispose]()
      await site?.[Symbol.asyncDispose]()
      await service?.[Symbol.asyncDispose]()
    })
    beforeEach(async () => {
      if (page.isClosed()) page = await launched.browser.newPage()
      await page.goto(site.origin)
      assert.equal(brief(await ask('subscribe()')), 'subscribed')
    })

    function changeKey(): void {
      keys = generateVapidKeys()
      site.belfry.vapidKey = { id: vapidKeyId(keys.publicKey), publicKey: keys.publicKey }
    }

    async function ask(call: string): Promise<State> {
      await page.waitForFunction('window.client')
      return (await page.evaluate(`client.${call}`)) as State
    }

    /** Sends to the last registered subscription, and waits for the worker's report. */
    async function push(payload: unknown): Promise<PushReport> {
      const body = site.belfry.bodies('PUT').at(-1) as unknown as PushSubscriptionBody
      const checked = checkKeys(body.keys)
      assert.ok(checked.ok)
      const signer = new VapidSigner({ keys, subject: 'https://site.example.com' })
      const text = typeof payload === 'string' ? payload : JSON.stringify(payload)
      const report = site.nextReport()
      const answer = await sender.send(
        buildRequest({
          endpoint: body.endpoint,
          keys: checked,
          payload: text === '' ? undefined : Buffer.from(text),
          ttl: 60,
          urgency: 'high',
          signer,
        }),
      )
      assert.ok(answer.kind === 'response' && answer.status === 201, JSON.stringify(answer))
      return report
    }

    test('the browser accepts the key and reports it, so that state() is sure', async () => {
      const state = await ask('state()')
      assert.equal(brief(state), 'subscribed')
      assert.equal(state.keyId, vapidKeyId(keys.publicKey))
      assert.deepEqual(site.belfry.active(), [state.endpoint])
    })

    test('a push is shown, an empty one and a broken one too, a second delivery once', async () => {
      const [first] = (await push(notification('n1'))).screen
      assert.deepEqual(first, { title: 'Ada:', body: 'Hello', tag: 'belfry-n1' })
      assert.equal((await push('')).screen.length, 2)
      assert.equal((await push('{"web_push":')).screen.length, 3)
      const again = await push(notification('n1'))
      assert.equal(again.screen.length, 3)
      assert.deepEqual(again.shows, [])
    })

    test('a push is shown with every page closed', async () => {
      const other = await launched.browser.newPage()
      await page.close()
      const report = await push(notification('n2'))
      assert.ok(report.screen.some(({ tag }) => tag === 'belfry-n2'))
      await other.close()
    })

    test('a changed key is healed by the next page load', async () => {
      const old = (await ask('state()')).endpoint
      changeKey()
      assert.equal(brief(await ask('state()')), 'key-mismatch stale')
      await page.goto(`${site.origin}/other`)
      const healed = await ask('sync()')
      assert.equal(brief(healed), 'subscribed')
      assert.equal(healed.keyId, vapidKeyId(keys.publicKey))
      assert.notEqual(healed.endpoint, old)
      assert.deepEqual(site.belfry.active(), [healed.endpoint])
      assert.ok((await push(notification('n3'))).screen.some(({ tag }) => tag === 'belfry-n3'))
    })

    test('an endpoint that the push service has ended is renewed at the next page load', async () => {
      const { endpoint = '' } = await ask('state()')
      site.belfry.rows.set(endpoint, { status: 'retired', reason: 'gone', owner: null })
      await page.goto(`${site.origin}/other`)
      const healed = await ask('sync()')
      assert.equal(brief(healed), 'subscribed')
      assert.notEqual(healed.endpoint, endpoint)
      assert.ok((await push(notification('n4'))).screen.some(({ tag }) => tag === 'belfry-n4'))
    })

    test('turned off: both sides know, and the push service too', async () => {
      const { mark } = service.events
      const { endpoint } = await ask('state()')
      assert.equal(brief(await ask('unsubscribe()')), 'granted-unsubscribed turned-off')
      await service.events.next('unsubscribed', { after: mark })
      assert.deepEqual(site.belfry.active(), [])
      assert.deepEqual(site.belfry.bodies('DELETE').at(-1), { endpoint })
      await page.goto(`${site.origin}/other`)
      assert.equal(brief(await ask('sync()')), 'granted-unsubscribed turned-off')
    })

    test('permission revoked in the settings: the open page says so; given back: healed', async () => {
      const { endpoint = '' } = await ask('sync()')
      const forgotten = site.belfry.next('DELETE')
      await launched.setNotificationPermission(site.origin, 'denied')
      assert.deepEqual(await forgotten, { endpoint })
      assert.equal(brief(await ask('state()')), 'denied denied')
      const registered = site.belfry.next('PUT')
      await launched.setNotificationPermission(site.origin, 'granted')
      const { previous } = await registered
      assert.deepEqual(previous, { endpoint, handle: `handle of ${endpoint}` })
      assert.equal(brief(await ask('sync()')), 'subscribed')
      assert.equal(site.belfry.active().length, 1)
    })

    test('wiped site data: the next click starts anew', async () => {
      await page.evaluate(`Promise.all([
        navigator.serviceWorker.getRegistrations().then((all) => Promise.all(all.map((one) => one.unregister()))),
        new Promise((resolve) => (indexedDB.deleteDatabase('belfry').onsuccess = resolve)),
      ]).then(() => localStorage.clear())`)
      await page.goto(`${site.origin}/other`)
      assert.equal(brief(await ask('sync()')), 'granted-unsubscribed never')
      assert.equal(brief(await ask('subscribe()')), 'subscribed')
      assert.ok((await push(notification('n5'))).screen.some(({ tag }) => tag === 'belfry-n5'))
    })

    if (name === 'firefox') {
      test('every subscription dropped by the push service: the worker renews without a page', async () => {
        const { endpoint = '' } = await ask('sync()')
        const other = await launched.browser.newPage()
        await page.close()
        const registered = site.belfry.next('PUT')
        service.firefox.newIdentity()
        const body = await registered
        assert.deepEqual(body['previous'], { endpoint, handle: `handle of ${endpoint}` })
        assert.ok(!site.belfry.active().includes(endpoint))
        assert.ok(site.belfry.active().includes(body['endpoint'] as string))
        assert.ok((await push(notification('n6'))).screen.some(({ tag }) => tag === 'belfry-n6'))
        await other.close()
      })
    }
  })
}

interface PushSubscriptionBody {
  endpoint: string
  keys: { p256dh: string; auth: string }
}

function notification(id: string): object {
  const belfry = { id, site: 'default' }
  const words = { title: 'Ada:', body: 'Hello', navigate: '/other' }
  return { web_push: 8030, notification: { ...words, data: { belfry } } }
}

function brief({ status, code }: State): string {
  return code ? `${status} ${code}` : status
}
