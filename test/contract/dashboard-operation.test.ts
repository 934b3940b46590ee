// The screens for who runs Belfry, in a real browser against a real Belfry: topics, opt-in, settings, system.
// BELFRY_UPDATE_DOCS=1 takes the pictures of docs/images/dashboard.

import assert from 'node:assert/strict'
import { mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import puppeteer, { type Browser, type Page } from 'puppeteer-core'
import { findBrowser } from '../../setup/browsers.ts'
import { type OperatorSite, startOperatorSite, subscribeSome } from './dashboard-operation-site.ts'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const pictures = join(import.meta.dirname, '../../docs/images/dashboard')
const executablePath = findBrowser('chromium')
const skip = executablePath === undefined && 'chromium is not on this machine'

// What is around an open dialog is inert, and its header is no banner of the page.
const OUTSIDE = JSON.stringify({ 'landmark-no-duplicate-banner': { enabled: false } })

const SCREENS = [
  { path: 'topics', has: 'Your orders' },
  { path: 'opt-in', has: 'From the question to the bell' },
  { path: 'settings', has: 'VAPID keys' },
  { path: 'system', has: 'Nothing was sent since the start' },
]

describe('the screens of who runs it', { skip, timeout: 300_000 }, () => {
  let site: OperatorSite
  let browser: Browser
  let page: Page
  before(async () => {
    site = await startOperatorSite()
    await subscribeSome(site, 12)
    for (const step of ['shown', 'shown', 'shown', 'shown', 'soft-yes', 'soft-yes', 'soft-no', 'native-yes']) {
      const { status } = await site.site.page('POST', '/b/default/funnel', { step, prompt: 'under-article' })
      assert.ok(status < 300, String(status))
    }
    browser = await puppeteer.launch({
      executablePath: executablePath ?? '',
      args: ['--no-sandbox', '--lang=en'],
    })
    page = await browser.newPage()
    page.setDefaultTimeout(60_000)
  })
  after(async () => {
    await browser?.close()
    await site?.[Symbol.asyncDispose]()
  })

  for (const { path, has } of SCREENS) {
    test(`${path} has no finding of axe, fits a phone, and keeps the policy`, async () => {
      site.violations.length = 0
      await open(path)
      await seen(has)
      for (const scheme of ['light', 'dark']) {
        await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])
        for (const width of [1280, 390]) {
          await page.setViewport({ width, height: 900 })
          await check()
          if (process.env['BELFRY_UPDATE_DOCS'] && scheme === 'light' && width === 1280) {
            await mkdir(pictures, { recursive: true })
            await page.screenshot({ path: join(pictures, `${path}.png`) })
          }
        }
      }
      assert.deepEqual(site.violations, [])
    })
  }

  test('a topic is made, changed and removed, with the number of people who have it on', async () => {
    await page.setViewport({ width: 1280, height: 900 })
    await open('topics')
    // What the site declares is shown, and not to be changed here.
    await seen('Declared in')
    await press('New topic')
    await page.waitForSelector('[role=dialog] [name=id]')
    await check()
    await page.type('[role=dialog] [name=id]', 'offers')
    await page.type('[role=dialog] [name=name]', 'Offers')
    await press('Create')
    await seen('Edit')
    await page.click('[aria-label="Edit Offers"]')
    await page.waitForSelector('[role=dialog] [name=description]')
    await page.type('[role=dialog] [name=description]', 'Once a month')
    await press('Save')
    await seen('Once a month')
    await page.click('[aria-label="Remove Offers"]')
    await seen('0 people have it on')
    await check()
    await page.$$eval('[role=dialog] button', (buttons) => buttons.at(-1)?.click())
    await page.waitForFunction(`!document.querySelector('main').innerText.includes('Offers')`)
    assert.equal((await site.site.api('GET', '/v1/topics/offers')).status, 404)
  })

  test('an API key is shown once, replaced and revoked; a new VAPID key costs nobody', async () => {
    await open('settings')
    await seen('API keys')
    await press('New API key …')
    await page.waitForSelector('[role=dialog] [name=name]')
    await check()
    await page.type('[role=dialog] [name=name]', 'shop backend')
    await press('Make it')
    await seen('It is not shown again')
    const key = await page.$eval('[role=dialog] pre', ({ innerText }) => innerText)
    assert.match(key, /^belfry_[\w-]{40,}$/)
    await press('Done')
    await page.waitForSelector('[aria-label="Revoke shop backend"]')
    assert.equal((await page.content()).includes(key), false)
    await page.click('[aria-label="Revoke shop backend"]')
    await seen('Revoke shop backend?')
    await page.$$eval('[role=dialog] button', (buttons) => buttons.at(-1)?.click())
    await seen('Revoked')
    await press('New key …')
    await seen('Nobody is lost')
    await page.$$eval('[role=dialog] button', (buttons) => buttons.at(-1)?.click())
    await seen('Retiring')
    await page.$$eval('button', (buttons) => buttons.find(({ innerText }) => innerText === 'Retire …')?.click())
    await seen('12 active subscriptions were made with it')
  })

  async function open(path: string): Promise<void> {
    await page.goto(site.address + path)
    await page.waitForSelector('h1')
  }

  async function seen(text: string): Promise<void> {
    await page.waitForFunction(`document.body.innerText.includes(${JSON.stringify(text)})`)
  }

  async function press(text: string): Promise<void> {
    await page.waitForFunction(
      `[...document.querySelectorAll('button')].some(({ innerText }) => innerText === ${JSON.stringify(text)})`,
    )
    await page.$$eval('button', (buttons, name) => buttons.find((b) => b.innerText === name)?.click(), text)
  }

  /** No finding of axe, in the dialog where one is open, and nothing wider than the window. */
  async function check(): Promise<void> {
    // Animations of dialogs, whose colours are on their way.
    await page.waitForFunction('document.getAnimations().every(({ playState }) => playState !== "running")')
    await page.evaluate(axe)
    const found = (await page.evaluate(
      `axe.run(document.querySelector('[role=dialog]') ?? document, { rules: ${OUTSIDE} }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' +
        nodes.map(({ html, failureSummary }) => html.slice(0, 200) + ' ' + failureSummary).join('; ')))`,
    )) as string[]
    assert.deepEqual(found, [])
    assert.equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true, 'it is too wide')
  }
})
