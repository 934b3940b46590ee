// The page SDK and the service worker, as published, in real browsers: behaviour that only a browser shows. Pushes
// reach Chromium's worker through the DevTools protocol, as plain text; test/e2e tests the way from a server through a
// push service.

import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import puppeteer, { type Browser, type CDPSession, type Page } from 'puppeteer-core'
import { findBrowser } from '../../setup/browsers.ts'
import { begunProfile, type BegunProfile } from '../support/browsers/open-browser.ts'
import { startNotificationDaemon, type NotificationDaemon } from '../support/desktop/notification-daemon.ts'
import { startSdkSite, type SdkSite } from './browser-sdk-site.ts'

interface State {
  status: string
  code?: string
  reason?: string
}

for (const name of ['chromium', 'firefox'] as const) {
  const executablePath = findBrowser(name)
  const skip = executablePath === undefined && `${name} is not on this machine`

  describe(`the SDK in ${name}`, { skip, timeout: 120_000 }, () => {
    let site: SdkSite
    let profile: BegunProfile | undefined
    let browser: Browser
    before(async () => {
      site = await startSdkSite()
      if (name === 'firefox') profile = await begunProfile()
      browser = await launch(name, executablePath ?? '', { userDataDir: profile?.folder })
      await allowNotifications(browser, name, site.origin)
    })
    after(async () => {
      await browser?.close()
      await profile?.[Symbol.asyncDispose]()
      await site?.[Symbol.asyncDispose]()
    })

    for (const way of ['module', 'mapped', 'bundled', 'classic']) {
      test(`works on the page /${way} under a strict content security policy`, async () => {
        const page = await newPage(browser)
        await page.goto(`${site.origin}/${way}`)
        const before = await ask(page, 'state()')
        assert.equal(before.status, 'granted-unsubscribed', before.reason)
        const state = await ask(page, 'subscribe()')
        assert.equal(brief(state), 'unsynced push-failed', state.reason)
        await page.close()
        assert.deepEqual(site.violations, [])
      })
    }

    test('a refused permission is found by the next page in IndexedDB and localStorage', async () => {
      const page = await newPage(browser)
      await page.goto(site.origin)
      assert.equal(brief(await ask(page, 'unsubscribe()')), 'granted-unsubscribed turned-off')
      await page.evaluate('localStorage.clear()')
      await page.goto(`${site.origin}/other`)
      assert.equal(brief(await ask(page, 'sync()')), 'granted-unsubscribed turned-off')
      await page.close()
    })

    test('the bell of another tab follows', async () => {
      const [one, other] = [await newPage(browser), await newPage(browser)]
      await one.goto(site.origin)
      await other.goto(`${site.origin}/other`)
      await ask(other, 'sync()')
      await other.evaluate(
        'void (window.changed = new Promise((resolve) => client.addEventListener("change", resolve, { once: true ' +
          '})).then(({ detail }) => detail))',
      )
      await ask(one, 'subscribe()')
      const state = (await other.evaluate('window.changed')) as State
      assert.equal(brief(state), 'granted-unsubscribed lost')
      await one.close()
      await other.close()
    })
  })
}

describe('the worker in chromium', { skip: skipChromium(), timeout: 120_000 }, () => {
  let site: SdkSite
  let desktop: NotificationDaemon
  let profile: string
  let browser: Browser
  let page: Page
  let devtools: CDPSession
  let registrationId: string

  before(async () => {
    site = await startSdkSite()
    desktop = await startNotificationDaemon()
    profile = await mkdtemp(join(tmpdir(), 'belfry-chromium-'))
    browser = await launch('chromium', findBrowser('chromium') ?? '', {
      userDataDir: profile,
      env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: desktop.address },
    })
    await allowNotifications(browser, 'chromium', site.origin)
    page = await newPage(browser)
    await page.goto(site.origin)
    devtools = await page.createCDPSession()
    const registered = new Promise<string>((resolve) => {
      devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        const [first] = registrations
        if (first) resolve(first.registrationId)
      })
    })
    await devtools.send('ServiceWorker.enable')
    await ask(page, 'subscribe()')
    registrationId = await registered
  })
  after(async () => {
    await browser?.close()
    await desktop?.[Symbol.asyncDispose]()
    await site?.[Symbol.asyncDispose]()
    if (profile) await rm(profile, { recursive: true, force: true })
  })

  async function push(payload: unknown): Promise<Awaited<ReturnType<SdkSite['nextReport']>>> {
    const report = site.nextReport()
    const data = typeof payload === 'string' ? payload : JSON.stringify(payload)
    await devtools.send('ServiceWorker.deliverPushMessage', {
      origin: site.origin,
      registrationId,
      data,
    })
    return report
  }

  async function clear(): Promise<void> {
    await page.evaluate(`navigator.serviceWorker.getRegistration('/b/default/')
      .then((registration) => registration.getNotifications())
      .then((notifications) => notifications.forEach((notification) => notification.close()))`)
  }

  test('every payload shows one notification, and the handler waits for it from the start', async () => {
    const payloads: unknown[] = [
      '',
      'Test push message from DevTools.',
      '{"web_push":8030,"notif',
      'null',
      '7',
      '[]',
      '\u0000\u0001',
      { foo: 1 },
      { web_push: 8030 },
      { web_push: 8030, notification: null },
      { web_push: 8030, notification: { title: '' } },
      { web_push: 8030, notification: { title: 'T', body: { a: 1 }, tag: 7, actions: 'none' } },
      { web_push: 8030, notification: { title: 'T', renotify: true } },
      { web_push: 8030, notification: { title: 'T', dir: 'sideways' } },
      { web_push: 8030, notification: { title: 'T', actions: [{}, { action: 'a' }, null] } },
      {
        web_push: 8030,
        notification: { title: 'T', silent: 'yes', icon: 'http://%', timestamp: -1 },
      },
      { title: 'flat', url: '/x' },
      notification('n-first'),
    ]
    for (const payload of payloads) {
      await clear()
      const report = await push(payload)
      assert.equal(report.waits, 1, JSON.stringify(payload))
      assert.equal(report.failure, null, JSON.stringify(payload))
      assert.equal(report.screen.length, 1, JSON.stringify(payload))
    }
  })

  test('an unreadable push says so in general words on the desktop', async () => {
    await clear()
    const shownBefore = desktop.shown.length
    await push('nonsense')
    const shown = await desktop.waitFor(({ summary }) => summary === '127.0.0.1', {
      after: shownBefore,
    })
    assert.match(shown.body, /You have a new notification\./)
  })

  test('an option that Chromium refuses is omitted, the text stays', async () => {
    await clear()
    const report = await push({ title: 'T', body: 'B', dir: 'sideways' })
    assert.deepEqual(report.screen, [{ title: 'T', body: 'B', tag: '' }])
    assert.equal(report.shows.length, 2)
  })

  test('the second delivery does not reach the desktop, also after Chromium stopped the worker', async () => {
    await clear()
    await push(notification('n-twice', { title: 'Twice' }))
    for (const restarts of [false, true]) {
      if (restarts) await stopWorkers(devtools)
      const again = await push(notification('n-twice', { title: 'Twice' }))
      assert.equal(again.screen.length, 1)
      assert.deepEqual(again.shows, [])
    }
    assert.equal(desktop.shown.filter(({ summary }) => summary === 'Twice').length, 1)
  })

  test('nor does it when the user has dismissed the first', async () => {
    await clear()
    await push(notification('n-dismissed'))
    await clear()
    assert.deepEqual((await push(notification('n-dismissed'))).screen, [])
    await stopWorkers(devtools)
    assert.deepEqual((await push(notification('n-dismissed'))).screen, [])
  })

  test('a late second delivery does not overwrite the newer one of its tag', async () => {
    await clear()
    await push(notification('n-old', { tag: 'chat', body: 'old' }))
    await push(notification('n-new', { tag: 'chat', body: 'new' }))
    const late = await push(notification('n-old', { tag: 'chat', body: 'old' }))
    assert.deepEqual(
      late.screen.map(({ body }) => body),
      ['new'],
    )
  })

  test('a click focuses the page that is open and opens the one that is not', async () => {
    await clear()
    await push(notification('n-open', { navigate: '/other?from=click', title: 'Open' }))
    const opened = browser.waitForTarget((target) => target.url() === `${site.origin}/other?from=click`)
    desktop.click((await desktop.waitFor(({ summary }) => summary === 'Open')).id)
    await opened
    const pages = (await browser.pages()).length
    await page.bringToFront()
    await push(notification('n-focus', { navigate: '/other?from=click', title: 'Focus' }))
    const other = (await browser.pages()).find((open) => open.url().endsWith('from=click'))
    const focused = other?.evaluate(VISIBLE)
    desktop.click((await desktop.waitFor(({ summary }) => summary === 'Focus')).id)
    assert.equal(await focused, true)
    assert.equal((await browser.pages()).length, pages)
    await other?.close()
  })

  test('a click on an action opens the page of the action, and never another origin', async () => {
    await clear()
    const actions = [{ action: 'reply', title: 'Reply', navigate: '/other?reply' }]
    await push(notification('n-action', { title: 'Action', actions }))
    const shown = await desktop.waitFor(({ summary }) => summary === 'Action')
    const [key = ''] = shown.actions.filter((_, index) => shown.actions[index + 1] === 'Reply')
    const opened = browser.waitForTarget((target) => target.url() === `${site.origin}/other?reply`)
    desktop.click(shown.id, key)
    await opened
    // The site's first page is open behind that of the action, and comes to the front instead.
    const front = page.evaluate(VISIBLE)
    await push(notification('n-evil', { title: 'Evil', navigate: 'https://evil.example/' }))
    desktop.click((await desktop.waitFor(({ summary }) => summary === 'Evil')).id)
    assert.equal(await front, true)
    assert.ok(!browser.targets().some((target) => target.url().includes('evil')))
  })
})

/** In a page: true as soon as it is in front. */
const VISIBLE =
  'document.visibilityState === "visible" || new Promise((resolve) => ' +
  'document.addEventListener("visibilitychange", () => resolve(true), { once: true }))'

function notification(id: string, more: object = {}): object {
  const belfry = { id, site: 'default' }
  const words = { title: 'Ada:', body: 'Hello', navigate: '/other' }
  return { web_push: 8030, notification: { ...words, data: { belfry }, ...more } }
}

function brief({ status, code }: State): string {
  return code ? `${status} ${code}` : status
}

/** Calls a method of the page's client. */
async function ask(page: Page, call: string): Promise<State> {
  await page.waitForFunction('window.client')
  return (await page.evaluate(`client.${call}`)) as State
}

function skipChromium(): string | false {
  return findBrowser('chromium') === undefined && 'chromium is not on this machine'
}

/**
 * A page whose browser reports at once that it cannot reach its push service: there is none here, and Chromium would
 * try for 20 s. The worker is real, registered and active before that.
 */
async function newPage(browser: Browser): Promise<Page> {
  const page = await browser.newPage()
  await page.evaluateOnNewDocument(() => {
    const { prototype } = (globalThis as unknown as { PushManager: { prototype: object } }).PushManager
    const refuse = () => Promise.reject(new DOMException('no push service here', 'AbortError'))
    Object.assign(prototype, { subscribe: refuse })
  })
  return page
}

async function stopWorkers(devtools: CDPSession): Promise<void> {
  await devtools.send('ServiceWorker.stopAllWorkers')
}

function launch(name: 'chromium' | 'firefox', executablePath: string, more: object = {}): Promise<Browser> {
  if (name === 'chromium') {
    const rules = 'MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1'
    const args = ['--no-sandbox', '--no-proxy-server', `--host-resolver-rules=${rules}`]
    return puppeteer.launch({ executablePath, args, ...more })
  }
  return puppeteer.launch({
    browser: 'firefox',
    executablePath,
    extraPrefsFirefox: {
      'dom.push.connection.enabled': true,
      'dom.push.serverURL': 'ws://127.0.0.1:9/',
      'dom.push.testing.allowInsecureServerURL': true,
      'dom.push.requestTimeout': 1000,
      'alerts.useSystemBackend': false,
      'permissions.default.desktop-notification': 1,
      'network.proxy.type': 0,
    },
    ...more,
  })
}

async function allowNotifications(browser: Browser, name: string, origin: string): Promise<void> {
  if (name === 'firefox') return // A preference does it.
  await browser.defaultBrowserContext().overridePermissions(origin, ['notifications'])
}
