// <belfry-inbox> as published, in real browsers on a real Belfry: what arrives shows live, and what is read or dismissed
// in one browser is so in the other; by axe, by keyboard, at phone width, in the dark, and from right to left.

import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import { after, before, describe, test } from 'node:test'
import puppeteer, { type Browser, type Page } from 'puppeteer-core'
import { findBrowser } from '../../setup/browsers.ts'
import { loadAxe, VIOLATIONS } from '../support/browsers/axe.ts'
import { begunProfile, type BegunProfile } from '../support/browsers/open-browser.ts'
import { browserSubscription } from '#test/belfry/temporary-belfry'
import { startInboxSite, type InboxSite } from './inbox-site.ts'

const paths = { chrome: findBrowser('chromium'), firefox: findBrowser('firefox') }
const missing = Object.entries(paths).find(([, path]) => path === undefined)?.[0]
const skip = missing !== undefined && `${missing} is not on this machine`
/** A folder for screenshots, to be looked at. */
const SHOTS = process.env['BELFRY_TEST_SCREENSHOTS']

describe('<belfry-inbox> in both browsers', { skip, timeout: 180_000 }, () => {
  let site: InboxSite
  let profile: BegunProfile
  const browsers: Browser[] = []
  let chromium: Page
  let firefox: Page
  before(async () => {
    site = await startInboxSite()
    profile = await begunProfile()
    const launch = async (browser: 'chrome' | 'firefox') => {
      const args = browser === 'chrome' ? ['--no-sandbox'] : []
      const executablePath = paths[browser] ?? ''
      const of = browser === 'firefox' ? { userDataDir: profile.folder } : {}
      const launched = await puppeteer.launch({ browser, executablePath, args, ...of })
      browsers.push(launched)
      return launched.newPage()
    }
    ;[chromium, firefox] = await Promise.all([launch('chrome'), launch('firefox')])
    if (SHOTS !== undefined) await mkdir(SHOTS, { recursive: true })
  })
  after(async () => {
    await Promise.all(browsers.map((browser) => browser.close()))
    await profile?.[Symbol.asyncDispose]()
    await site?.[Symbol.asyncDispose]()
  })

  test('an empty one says so, what arrives shows in both, and marks of one show in the other', async () => {
    const { belfry } = site.site
    for (const page of [chromium, firefox]) {
      await page.goto(site.pageOf('ada'))
      await shows(page, /Nothing yet/)
      await check(page, 'empty')
    }
    await belfry.notify({ to: { topic: 'news' }, title: 'The first news', body: 'With a body.', url: '/page?news=1' })
    for (const page of [chromium, firefox]) await shows(page, /1 unread.*The first news.*With a body\..*now/)
    await belfry.notify({ to: { subscriber: 'ada' }, title: 'A secret', body: 'of Ada', privacy: 'generic' })
    await belfry.notify({ to: { subscriber: 'ben' }, title: 'Only for Ben' })
    for (const page of [chromium, firefox]) {
      await shows(page, /2 unread.*You have a new message.*The first news/)
      assert.doesNotMatch(await textOf(page), /secret|of Ada|Ben/)
      await check(page, 'with two')
    }

    await firefox.evaluate(`${ROOT}.querySelectorAll('a')[1].click()`)
    await firefox.waitForFunction(`location.search === '?news=1'`)
    await shows(chromium, /1 unread.*You have a new message/)
    assert.equal(await chromium.$eval('belfry-inbox', (inbox) => inbox.getAttribute('unread')), '1')

    await firefox.goto(site.pageOf('ada'))
    await shows(firefox, /1 unread/)
    await chromium.evaluate(`${ROOT}.querySelector('.dismiss').focus()`)
    await chromium.keyboard.press('Enter')
    await chromium.waitForFunction(`${ROOT}.querySelectorAll('li').length === 1`)
    assert.match(await focused(chromium), /^Dismiss: The first news$/, 'the focus goes on')
    await firefox.waitForFunction(`${ROOT}.querySelectorAll('li').length === 1`)
    await chromium.keyboard.press('Enter')
    await chromium.waitForFunction(`${ROOT}.querySelectorAll('li').length === 0`)
    assert.match(await focused(chromium), /^Inbox$/)
    await shows(firefox, /Nothing yet/)
    await check(chromium, 'dismissed, with the way back')
    await chromium.evaluate(`${ROOT}.querySelector('[part=undo] button').click()`)
    await shows(chromium, /The first news/)
    await shows(firefox, /The first news/)
    assert.match(await focused(chromium), /^Inbox$/)
    assert.deepEqual(site.violations, [])
  })

  test('a push that the worker tells of is there at once, also where no stream can be had', async () => {
    const { belfry } = site.site
    await chromium.goto(site.pageOf('told'))
    await shows(chromium, /Nothing yet/)
    // What is listened to never answers: only the worker's word is left.
    const { identifier } = await chromium.evaluateOnNewDocument(
      `{ const real = fetch; fetch = (url, ...more) => /events/.test(url) ? new Promise(() => {}) : real(url, ...more) }`,
    )
    await chromium.reload()
    await shows(chromium, /Nothing yet/)
    await belfry.notify({ to: { subscriber: 'told' }, title: 'A push has come' })
    await chromium.evaluate(
      `{ const channel = new BroadcastChannel('belfry:' + location.origin + '/b/default'); channel.postMessage('push'); channel.close() }`,
    )
    await shows(chromium, /1 unread.*A push has come/)
    await chromium.removeScriptToEvaluateOnNewDocument(identifier)
  })

  test('all are read with one press, and older ones come with another', async () => {
    const { belfry } = site.site
    await chromium.goto(site.pageOf('many'))
    await shows(chromium, /Nothing yet/)
    for (let n = 1; n <= 60; n += 1) await belfry.notify({ to: { subscriber: 'many' }, title: `Message ${n}` })
    await chromium.goto(site.pageOf('many'))
    await shows(chromium, /60 unread.*Message 60.*Message 11/)
    await chromium.evaluate(`${ROOT}.querySelector('[part=more]').click()`)
    await chromium.waitForFunction(`${ROOT}.querySelectorAll('li').length === 60`)
    await chromium.evaluate(`${ROOT}.querySelector('[part=all]').click()`)
    await chromium.waitForFunction(`!${ROOT}.querySelector('.unread') && !${ROOT}.querySelector('[part=count]')`)
  })

  test('who has not signed in is told what to do, and so is who cannot reach the server', async () => {
    await chromium.goto(site.pageOf(undefined))
    await shows(chromium, /Sign in, or turn notifications on/)
    await check(chromium, 'nobody')
    await chromium.evaluateOnNewDocument(
      `{ const real = fetch; fetch = (url, ...more) => /inbox/.test(url) ? Promise.reject(new TypeError('off')) : real(url, ...more) }`,
    )
    await chromium.goto(site.pageOf('ada'))
    await shows(chromium, /could not be loaded.*Try again/)
    await check(chromium, 'failed')
  })

  test('without a token it is that of this browser, until somebody signs in on it', async () => {
    const { belfry } = site.site
    const subscription = browserSubscription()
    const join = async (identity: string | null) =>
      (await site.site.page('PUT', '/b/default/subscription', { ...subscription, identity }, { origin: site.origin }))
        .body.handle
    const visit = async (handle: string) => {
      await firefox.goto(`${site.origin}/page.css`)
      const memory = { endpoint: subscription.endpoint, handle, person: '', written: Date.now() }
      const name = `belfry:${site.origin}/b/default`
      await firefox.evaluate((key, text) => localStorage.setItem(key, text), name, JSON.stringify(memory))
      await firefox.goto(site.pageOf(undefined))
    }
    const handle = await join(null)
    await belfry.notify({ to: { all: true }, title: 'For this browser' })
    await visit(handle)
    await shows(firefox, /1 unread.*For this browser/)
    await visit(await join(belfry.identify({ subscriber: 'eve' })))
    await shows(firefox, /Sign in, or turn notifications on/)
    await visit(handle)
    await shows(firefox, /Sign in, or turn notifications on/)
  })

  test('at phone width, in the dark and from right to left it has no finding of axe', async () => {
    const { belfry } = site.site
    await firefox.goto(site.pageOf('noor', 'ar'))
    await shows(firefox, /صندوق الوارد/)
    const body = 'The parcel is on its way, and the driver will ring twice: between ten and twelve on Tuesday.'
    await belfry.notify({ to: { subscriber: 'noor' }, title: 'Your order 4711 has been sent', body, lang: 'en' })
    await belfry.notify({ to: { subscriber: 'noor' }, title: 'شُحن طلبك', body: 'سيصل غدًا', lang: 'ar' })
    await belfry.notify({ to: { subscriber: 'noor' }, title: 'x', privacy: 'generic' })
    const page = await (browsers[0] as Browser).newPage()
    await page.setViewport({ width: 390, height: 780, deviceScaleFactor: 2 })
    for (const [scheme, language] of [
      ['light', 'en'],
      ['dark', 'en'],
      ['dark', 'ar'],
      ['light', 'ja'],
    ] as const) {
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])
      await page.goto(site.pageOf('noor', language))
      await page.waitForFunction(`${ROOT}.querySelectorAll('li').length === 3`)
      await check(page, `${scheme} ${language}`)
      const overflows = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
      assert.equal(overflows, false, `${scheme} ${language}`)
    }
    await page.setViewport({ width: 1100, height: 700 })
    await check(page, 'wide')
  })
})

const ROOT = `document.querySelector('belfry-inbox').shadowRoot`

const textOf = (page: Page) => page.evaluate(`${ROOT}.textContent.replace(/\\s+/g, ' ')`) as Promise<string>

const focused = (page: Page) =>
  page.evaluate(
    `(({ ariaLabel, textContent }) => (ariaLabel ?? textContent).trim())(${ROOT}.activeElement)`,
  ) as Promise<string>

async function shows(page: Page, text: RegExp): Promise<void> {
  const found = `new RegExp(${JSON.stringify(text.source)}).test(${ROOT}?.textContent.replace(/\\s+/g, ' ') ?? '')`
  try {
    await page.waitForFunction(found, { timeout: 20_000 })
  } catch {
    assert.match(await textOf(page), text)
  }
}

let shots = 0

async function check(page: Page, what: string): Promise<void> {
  shots += 1
  if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/inbox-${shots}-${what.replaceAll(' ', '-')}.png` })
  // Around the page's own policy, which forbids scripts that are not files of the site.
  await loadAxe(page)
  const { violations } = (await page.evaluate(`axe.run(${JSON.stringify(VIOLATIONS)})`)) as {
    violations: { id: string; nodes: { html: string; failureSummary: string }[] }[]
  }
  assert.deepEqual(
    violations.map(({ id, nodes }) => [id, nodes.map(({ html, failureSummary }) => html + failureSummary)]),
    [],
    what,
  )
}
