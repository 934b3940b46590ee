// The dashboard as built, in real browsers, against a real Belfry: every screen by axe, at desk and phone width, by day
// and by night, by keyboard, under a strict content security policy and below a path.
// BELFRY_UPDATE_DOCS=1 takes the pictures of docs/images/dashboard.

import assert from 'node:assert/strict'
import { mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import puppeteer, { type Browser, type Page } from 'puppeteer-core'
import { findBrowser } from '../../setup/browsers.ts'
import { type DashboardSite, ring, startDashboardSite, subscribeMany } from './dashboard-site.ts'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const pictures = join(import.meta.dirname, '../../docs/images/dashboard')
const BROWSERS = { chromium: 'chrome', firefox: 'firefox' } as const

const SCREENS = [
  { screen: 'overview', path: '', picture: 'overview', has: /All well/ },
  { screen: 'subscribers', path: 'subscribers?q=user-1', picture: 'subscribers', has: /user-19/ },
  { screen: 'subscriber', path: 'subscribers/user-1', picture: 'subscriber', has: /as soon as it is sent/ },
  {
    screen: 'subscriptions',
    path: 'subscriptions?pushService=apple',
    picture: 'subscriptions',
    has: /Safari 26 on iPhone/,
  },
  { screen: 'a list of nobody', path: 'subscribers?q=zzz', picture: undefined, has: /Nobody/ },
]

let site: DashboardSite
before(async () => {
  site = await startDashboardSite()
  await subscribeMany(site, 60)
  await ring(site)
})
after(() => site?.[Symbol.asyncDispose]())

for (const name of ['chromium', 'firefox'] as const) {
  const executablePath = findBrowser(name)
  const skip = executablePath === undefined && `${name} is not on this machine`

  describe(`the dashboard in ${name}`, { skip, timeout: 400_000 }, () => {
    let browser: Browser
    let page: Page
    before(async () => {
      const args = name === 'chromium' ? ['--no-sandbox', '--lang=en'] : []
      const extraPrefsFirefox = { 'intl.accept_languages': 'en' }
      browser = await puppeteer.launch({
        browser: BROWSERS[name],
        executablePath: executablePath ?? '',
        args,
        extraPrefsFirefox,
      })
      page = await browser.newPage()
      page.setDefaultTimeout(60_000)
    })
    after(async () => {
      await browser?.close()
    })
    beforeEach(() => void (site.violations.length = 0))

    for (const { screen, path, picture, has } of SCREENS) {
      test(`${screen} has no finding of axe, fits a phone, and keeps the policy`, async () => {
        await open(page, site, path)
        await page.waitForFunction(`document.querySelector('main')?.innerText.match(${has})`)
        await check(page, name === 'chromium' ? picture : undefined)
        assert.deepEqual(site.violations, [])
      })
    }

    test('is gone through by keyboard: to a screen, to the search, through the rows, into one', async () => {
      await page.setViewport({ width: 1280, height: 900 })
      await open(page, site, '')
      await heading(page, /Overview/)
      await page.keyboard.press('g')
      await page.keyboard.press('b')
      await heading(page, /Subscriptions/)
      await page.keyboard.press('/')
      await page.waitForFunction(`document.activeElement?.type === 'search'`)
      await page.keyboard.type('user-1')
      await page.keyboard.press('Enter')
      await page.waitForFunction(`new URLSearchParams(location.search).get('q') === 'user-1'`)
      await page.waitForFunction(`[...document.querySelectorAll('td:first-child a')].length > 3 &&
        [...document.querySelectorAll('td:first-child a')].every(({ innerText }) => innerText.startsWith('user-1'))`)
      await page.focus('td:first-child a')
      await page.keyboard.press('ArrowDown')
      const second = (await page.evaluate('document.activeElement.innerText')) as string
      assert.equal(second, await page.$$eval('td:first-child a', ([, link]) => link?.textContent))
      await page.keyboard.press('Enter')
      await heading(page, new RegExp(second))
      await page.keyboard.press('?')
      await page.waitForSelector('[role=dialog] kbd')
      await check(page)
      await page.keyboard.press('Escape')
      await page.waitForFunction(`!document.querySelector('[role=dialog]')`)
      assert.deepEqual(site.violations, [])
    })

    // What follows depends on the engine of no browser.
    if (name === 'firefox') return

    test('has a link for every view: a value filters, and the page of a list is in the address', async () => {
      await page.setViewport({ width: 1280, height: 900 })
      await open(page, site, 'subscriptions')
      await page.waitForSelector('td button[aria-pressed=false]')
      await page.$$eval('td button', (buttons) => buttons.find(({ innerText }) => innerText === 'Apple')?.click())
      await page.waitForFunction(`location.search === '?pushService=apple'`)
      await page.waitForFunction(`document.querySelectorAll('tbody tr').length === 12`)
      await page.goBack()
      await page.waitForFunction(`document.querySelectorAll('tbody tr').length === 50`)
      await page.$$eval('button', (buttons) => buttons.find(({ innerText }) => innerText === 'Next page')?.click())
      await page.waitForFunction(`location.search.startsWith('?cursor=')`)
      await page.waitForFunction(`document.querySelectorAll('tbody tr').length === 10`)
      await page.reload()
      await page.waitForFunction(`document.querySelectorAll('tbody tr').length === 10`)
    })

    test('erases a person after a question, and says so', async () => {
      await open(page, site, 'subscribers/user-2')
      await press(page, 'Erase …')
      await page.waitForSelector('[role=dialog]')
      await check(page)
      assert.equal(await page.$eval('[role=dialog] [type=submit]', ({ disabled }) => disabled), true)
      await page.type('[role=dialog] input', 'user-2')
      await page.$$eval('[role=dialog] button', (buttons) => buttons.at(-1)?.click())
      await page.waitForFunction(`document.querySelector('[role=status]').innerText.includes('1 browser')`)
      assert.equal((await site.site.api('GET', '/v1/subscribers/user-2')).status, 404)
    })

    test('says what is wrong with an address, with its code and the way out', async () => {
      await open(page, site, 'subscribers/nobody')
      await page.waitForSelector('[role=alert]')
      assert.match(await page.$eval('[role=alert]', ({ innerText }) => innerText), /Code \S+-unknown/)
      await open(page, site, 'nowhere')
      await heading(page, /no such page/)
    })

    test('speaks the language that is chosen, and keeps the colours that are', async () => {
      await page.setViewport({ width: 1280, height: 900 })
      await open(page, site, '')
      await press(page, 'Ada Lovelace')
      await page.waitForSelector('[role=menuitemradio]')
      await page.$$eval('[role=menuitemradio]', (items) => items.find((i) => /Deutsch/.test(i.innerText))?.click())
      await heading(page, /Übersicht/)
      await page.reload()
      await heading(page, /Übersicht/)
      assert.equal(await page.evaluate('document.documentElement.lang'), 'de')
      await page.evaluate('localStorage.clear()')
    })
  })
}

async function open(page: Page, { address }: DashboardSite, path: string): Promise<void> {
  await page.goto(address + path)
  await page.waitForSelector('h1')
}

async function heading(page: Page, text: RegExp): Promise<void> {
  await page.waitForFunction(`document.querySelector('h1')?.innerText.match(${text})`)
}

async function press(page: Page, text: string): Promise<void> {
  await page.waitForFunction(
    `[...document.querySelectorAll('button')].some((b) => b.innerText === ${JSON.stringify(text)})`,
  )
  await page.$$eval('button', (buttons, text) => buttons.find((b) => b.innerText === text)?.click(), text)
}

// Layout and colours are independent: two combinations cover both.
const LOOKS = [
  { width: 390, height: 844, scheme: 'dark', what: 'phone' },
  { width: 1280, height: 800, scheme: 'light', what: 'desk' },
] as const

/** Expects no finding of axe-core, and no overflow: wide by day, narrow by night. */
async function check(page: Page, picture?: string): Promise<void> {
  for (const { width, height, scheme, what } of LOOKS) {
    await page.setViewport({ width, height })
    // Firefox cannot be told by WebDriver BiDi; there it is the light one twice.
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]).catch(() => undefined)
    await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))')
    await page.evaluate(axe)
    const found = await page.evaluate(async () => {
      const { axe } = globalThis as never as { axe: { run(): Promise<{ violations: Finding[] }> } }
      const { violations } = await axe.run()
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
    })
    assert.deepEqual(found, [], `${picture}, ${width} wide, ${scheme}`)
    const out = (await page.evaluate('document.documentElement.scrollWidth - innerWidth')) as number
    assert.ok(out <= 0, `${picture} sticks out by ${out} pixels`)
    if (picture === undefined || !process.env['BELFRY_UPDATE_DOCS']) continue
    await mkdir(pictures, { recursive: true })
    await page.screenshot({ path: join(pictures, `${picture}-${what}.png`) })
  }
}

interface Finding {
  id: string
  nodes: { html: string }[]
}
