// The statistics in real Chromium, of a Belfry with the sample in it: marks in the charts, the archive, a shared link.
// BELFRY_TEST_PICTURES names a folder for pictures.

import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { unzipSync } from 'fflate'
import puppeteer, { type Browser, type Page } from 'puppeteer-core'
import { DEMO_SITE } from '../../bench/demo-data/demo-site.ts'
import { fillDemo } from '../../bench/demo-data/fill-demo.ts'
import { openStore } from '../../bench/demo-data/open-store.ts'
import { findBrowser } from '../../setup/browsers.ts'
import { whyNoDashboard } from './dashboard-stage.ts'
import { servePages } from '#test/network/serve-pages'
import { createWithQuickPasswords } from '#test/belfry/quick-passwords'
import { temporaryBelfry, type TemporaryBelfry } from '#test/belfry/temporary-belfry'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const executablePath = findBrowser('chromium')
const skip = whyNoDashboard || (executablePath === undefined && 'chromium is not on this machine')
const pictures = process.env['BELFRY_TEST_PICTURES']
const WAIT = { timeout: 20_000 }

describe('the statistics of the sample', { skip, timeout: 300_000 }, () => {
  let place: TemporaryBelfry
  let pages: Awaited<ReturnType<typeof servePages>>
  let browser: Browser
  let page: Page
  let downloads: string
  const complaints: string[] = []
  before(async () => {
    downloads = await mkdtemp(join(tmpdir(), 'belfry-downloads-'))
    pages = await servePages('127.0.0.1', (request, response) => place.belfry.listener(request, response))
    place = await temporaryBelfry({ dashboard: true, url: `${pages.origin}/` }, createWithQuickPasswords)
    await fillSample(place.data)
    browser = await puppeteer.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox', '--lang=en'] })
    page = await newPage(await browser.newPage())
    await page.goto((await place.belfry.setUpLink())?.url ?? assert.fail('there is an account already'))
    await page.locator('[name=email]').fill('ada@example.com')
    await page.locator('[name=name]').fill('Ada')
    await page.locator('[name=password]').fill('a bell in every tower')
    await page.keyboard.press('Enter')
    await says('All well')
  })
  after(async () => {
    await browser?.close()
    await pages?.[Symbol.asyncDispose]()
    await place?.[Symbol.asyncDispose]()
    await rm(downloads, { recursive: true })
  })

  test('an annotation is a mark in the charts and in their tables, until it is deleted', async () => {
    await page.goto(`${pages.origin}/dashboard/?site=${DEMO_SITE}`)
    await says('Annotations')
    await press('Add an annotation …')
    await page.waitForSelector('[role=dialog] [name=text]', WAIT)
    await isAccessible()
    await page.type('[role=dialog] [name=text]', 'Autumn campaign')
    await page.click('[role=dialog] [type=submit]')
    await holds(`document.querySelector('[role=dialog]') === null`)
    await holds(`document.querySelectorAll('.recharts-reference-line').length >= 2`)
    await shoot('overview')
    await page.keyboard.press('n')
    await holds(
      `[...document.querySelectorAll('td')].filter((one) => one.textContent.includes('Autumn campaign')).length >= 3`,
    )
    await page.keyboard.press('n')
    await page.click('[aria-label="Delete the annotation “Autumn campaign”"]')
    await says('Annotation deleted')
  })

  test('where what draws them does not load, the charts are tables, and the screen is there', async (t) => {
    const other = await newPage(await browser.newPage())
    t.after(() => other.close())
    await other.setRequestInterception(true)
    other.on('request', (request) => {
      void (request.url().includes('/chart-drawing') ? request.abort() : request.continue())
    })
    await other.goto(`${pages.origin}/dashboard/?site=${DEMO_SITE}`)
    await other.waitForFunction(`document.querySelectorAll('figure table').length >= 2`, WAIT)
    assert.match(String(await other.evaluate('document.body.innerText')), /Annotations/)
  })

  test('any value filters by itself, and the period before is dotted', async () => {
    await page.goto(`${pages.origin}/dashboard/?site=${DEMO_SITE}`)
    const firefox = await page.waitForSelector('::-p-xpath(//button[text()="Mozilla"])', WAIT)
    await firefox?.click()
    await holds(`location.search.includes('pushService=mozilla')`)
    await holds(`document.querySelectorAll('.recharts-line path[stroke-dasharray="2 4"]').length >= 2`)
  })

  test('all numbers of the view are one archive', async () => {
    const session = await browser.target().createCDPSession()
    await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: downloads })
    await page.goto(`${pages.origin}/dashboard/?site=${DEMO_SITE}&period=7d`)
    await press('All as archive')
    let name: string | undefined
    for (let tries = 0; name === undefined && tries < 200; tries += 1) {
      name = (await readdir(downloads)).find((one) => one.endsWith('.zip'))
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    const files = unzipSync(await readFile(join(downloads, name ?? assert.fail('nothing was downloaded'))))
    assert.ok(files['growth.csv'] && files['deliveries-by-browser.csv'] && files['annotations.csv'])
  })

  test('a shared link shows sums without a session, for days that one chooses, until it is revoked', async () => {
    await page.goto(`${pages.origin}/dashboard/?site=${DEMO_SITE}`)
    await press('Share …')
    await page.waitForSelector('[role=dialog] [name=who]', WAIT)
    await isAccessible()
    await page.type('[role=dialog] [name=who]', 'The board')
    await page.click('[role=dialog] [type=submit]')
    await holds(`document.querySelector('[role=dialog] pre') !== null`)
    const address = String(await page.evaluate(`document.querySelector('[role=dialog] pre').textContent`))
    assert.match(address, /\/dashboard\/shared\?.*#|\/dashboard\/shared#/)
    const context = await browser.createBrowserContext()
    const guest = await newPage(await context.newPage())
    await guest.goto(address)
    await holds(`document.querySelectorAll('.recharts-surface').length >= 2`, guest)
    await isAccessible(guest)
    await shoot('shared', guest)
    await guest.select('[aria-label="Period"]', '7d')
    await holds(`location.search.includes('period=7d') && location.hash.length > 20`, guest)
    const keys = await place.api('GET', `/v1/api-keys?site=${DEMO_SITE}`)
    const [shared] = (keys.body.apiKeys as { id: string; name: string }[]).filter(({ name }) => /board/.test(name))
    await place.api('DELETE', `/v1/api-keys/${shared?.id}?site=${DEMO_SITE}`)
    await guest.reload()
    await holds(`document.body.textContent.includes('This link does not work any more')`, guest)
    await context.close()
    assert.deepEqual(complaints, [])
  })

  async function newPage(made: Page): Promise<Page> {
    made.setDefaultTimeout(20_000)
    await made.setViewport({ width: 1280, height: 900 })
    made.on('console', (message) => {
      if (/Content Security Policy|Refused/.test(message.text())) complaints.push(message.text())
    })
    made.on('pageerror', (error) => complaints.push(String(error)))
    return made
  }

  async function says(text: string): Promise<void> {
    await holds(`document.body.textContent.includes(${JSON.stringify(text)})`)
  }

  async function holds(condition: string, on: Page = page): Promise<void> {
    await on.waitForFunction(condition, WAIT).catch(async (cause: unknown) => {
      if (pictures) await on.screenshot({ path: `${pictures}/failed.png`, fullPage: true })
      throw new Error(`${on.url()}: never ${condition}: ${String(await on.evaluate('document.body.innerText'))}`, {
        cause,
      })
    })
  }

  async function press(name: string): Promise<void> {
    const button = await page.waitForSelector(`::-p-xpath(//button[normalize-space(.)="${name}"])`, WAIT)
    await button?.click()
  }

  async function isAccessible(on: Page = page): Promise<void> {
    await on.evaluate(axe)
    const found =
      await on.evaluate(`axe.run(document, { rules: { 'landmark-no-duplicate-banner': { enabled: false } } })
      .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' | ')))`)
    assert.deepEqual(found, [])
  }

  async function shoot(name: string, on: Page = page): Promise<void> {
    for (const scheme of ['light', 'dark']) {
      await on.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])
      for (const width of [390, 1280]) {
        await on.setViewport({ width, height: 900 })
        await isAccessible(on)
        const path = pictures && (`${pictures}/${name}-${width}-${scheme}.png` as const)
        if (path) await on.screenshot({ path, fullPage: true })
      }
    }
    await on.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }])
  }
})

async function fillSample(data: string): Promise<void> {
  const { database: opened, masterKeys } = await openStore({}, { data, databaseUrl: undefined })
  await using database = opened
  const plan = { subscribers: 400, days: 60, deliveries: 1e6, seed: 1, now: Date.now() }
  await fillDemo(database, { masterKeys, plan, signal: new AbortController().signal, progress: () => undefined })
}
