// Writing, looking at, sending and watching a notification in the dashboard, as built, in real Chromium: by keyboard
// where that matters, on a phone and on a desktop, by day and by night, without a finding of axe.
// BELFRY_UPDATE_DOCS=1 takes the pictures of the docs.

import assert from 'node:assert/strict'
import { mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import puppeteer, { type Browser, type Page } from 'puppeteer-core'
import { findBrowser } from '../../setup/browsers.ts'
import { startDashboardStage, whyNoDashboard, type DashboardStage } from './dashboard-stage.ts'

const BROWSERS = 100
// So slow that it can be paused on the way, on any machine.
const A_MINUTE = 240
const PICTURES = fileURLToPath(new URL('../../docs/images/dashboard/', import.meta.url))
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const executablePath = findBrowser('chromium')
const skip = whyNoDashboard || (executablePath === undefined && 'chromium is not on this machine')

describe('a notification in the dashboard', { skip, timeout: 240_000 }, () => {
  let stage: DashboardStage
  let browser: Browser
  let page: Page
  before(async () => {
    stage = await startDashboardStage({ browsers: BROWSERS, perMinute: A_MINUTE })
    browser = await puppeteer.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] })
    page = await browser.newPage()
    page.setDefaultTimeout(60_000)
    await page.setViewport({ width: 1280, height: 900 })
  })
  after(async () => {
    await browser?.close()
    await stage?.[Symbol.asyncDispose]()
  })

  test('is written with its looks beside it, and checked for what browsers punish', async () => {
    await page.goto(`${stage.address}/notifications`)
    await says(page, /Nothing was sent yet/)
    await press(page, 'Write one')
    await says(page, /Goes to 100 browsers now\./)
    await says(page, /It has no title[^]*It has no text[^]*It has no link/)
    await write(page, 'Title', 'NEW WALKS ALONG THE COAST!!')
    await says(page, /It shouts/)
    await write(page, 'Title', 'Three new walks along the coast')
    await write(
      page,
      'Text',
      'With maps to print, for this weekend. The second one passes the old lighthouse and a bakery.',
    )
    await write(page, 'Link', '/walks')
    await press(page, 'More settings')
    await write(page, 'Image', 'https://127.0.0.1:1/coast.jpg')
    await write(page, 'Button 1', 'Show me')
    await says(page, /Seen on opening it: image, buttons/)
    await says(page, /Not seen there: image, buttons/)
    await says(page, /Cut: text/)
    await write(page, 'Link', 'https://elsewhere.example/')
    await says(page, /leads to https:\/\/elsewhere\.example|elsewhere\.example/)
    await write(page, 'Link', '/walks')
    await page.waitForSelector('[aria-invalid="true"]', { hidden: true })
    await press(page, 'More settings')
    await look(page, 'compose')
  })

  test('is tried in one browser first', async () => {
    await press(page, 'Send a test')
    await says(page, /On its way/)
    assert.equal(await sent(stage), 1)
  })

  test('is sent by its count, and watched, paused, resumed and done', async () => {
    await press(page, 'Send to 100 browsers')
    await page.waitForSelector('[role=dialog] input')
    await page.keyboard.type('10')
    assert.equal(await isDisabled(page, 'Send it'), true)
    await page.keyboard.type('0')
    await page.keyboard.press('Enter')
    await says(page, /Sent to \d+ of 100/)
    await press(page, 'Pause')
    await says(page, /Paused/)
    await look(page, 'sending')
    await press(page, 'Go on')
    await says(page, /Sent to 100 of 100\./)
    await says(page, /Everybody who was tried got it/)
    assert.equal(await sent(stage), 2)
  })

  test('is cancelled by its count, and says who got nothing and why', async () => {
    stage.service.faults.add({ profile: 'wns', action: 'status', status: 410 })
    stage.service.faults.add({ profile: 'mozilla', action: 'status', status: 503, retryAfter: 3600 })
    const walks = { to: { topic: 'walks' }, title: 'Rain on Sunday', url: '/' }
    const { id } = (await stage.belfry.api('POST', '/v1/notifications', walks)).body as { id: string }
    await page.goto(`${stage.address}/notifications/${id}`)
    await says(page, /Sent to 6 of 10;/)
    await says(page, /2 gone/)
    await press(page, 'Cancel')
    await page.waitForSelector('[role=dialog]')
    await press(page, 'Send no more of it')
    await says(page, /Sent to 6 of 10; (2 gone, 2 skipped|2 skipped, 2 gone)\./)
    await says(page, /Cancelled/)
    await says(page, /(edge-3|firefox-2)-\d+/)
    await look(page, 'notification')
  })

  test('is in the list, with what became of it, for the arrow keys', async () => {
    await page.goto(`${stage.address}/notifications`)
    await says(page, /Rain on Sunday[^]*Three new walks along the coast/)
    await look(page, 'notifications')
    await page.focus('tbody a')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await says(page, /Sent to 100 of 100\./)
    assert.deepEqual(stage.violations, [])
  })
})

async function says(page: Page, what: RegExp): Promise<void> {
  await page
    .waitForFunction(`new RegExp(${JSON.stringify(what.source)}).test(document.body.innerText)`)
    .catch(async (cause: unknown) => {
      const shown = await page.evaluate('document.body.innerText')
      throw new Error(`it does not say ${what}, but: ${String(shown)}`, { cause })
    })
}

interface Labelled {
  control?: unknown
  parentElement: { querySelector(selector: string): unknown } | null
}

/** The field with this label, or the first one of the group that has it as its legend. */
async function write(page: Page, label: string, text: string): Promise<void> {
  const of = (name: string) => `xpath/(//*[self::label or self::legend][starts-with(normalize-space(.), "${name}")])[1]`
  const labelled = await page.waitForSelector(of(label))
  const field = await labelled?.evaluateHandle((element) => {
    const { control, parentElement } = element as unknown as Labelled
    return control ?? parentElement?.querySelector('input')
  })
  const input = field?.asElement()
  assert.ok(input, label)
  await input.focus()
  await page.keyboard.down('Control')
  await page.keyboard.press('a')
  await page.keyboard.up('Control')
  await page.keyboard.press('Delete')
  await page.keyboard.type(text)
}

function button(name: string): string {
  return `xpath/(//*[self::button or self::a][normalize-space(.) = "${name}"])[last()]`
}

async function press(page: Page, name: string): Promise<void> {
  const found = await page.waitForSelector(button(name))
  await found?.focus()
  await page.keyboard.press('Enter')
}

async function isDisabled(page: Page, name: string): Promise<boolean> {
  const found = await page.waitForSelector(button(name))
  return (await found?.evaluate((element) => element.hasAttribute('disabled'))) ?? false
}

async function sent({ belfry }: DashboardStage): Promise<number> {
  const { notifications } = (await belfry.api('GET', '/v1/notifications')).body as { notifications: unknown[] }
  return notifications.length
}

/** By axe, and for the docs, on a phone and on a desktop, by day and by night. */
async function look(page: Page, name: string): Promise<void> {
  for (const width of [390, 1280]) {
    await page.setViewport({ width, height: 900 })
    for (const value of ['dark', 'light']) {
      await page.emulateMediaFeatures([
        { name: 'prefers-color-scheme', value },
        { name: 'prefers-reduced-motion', value: 'reduce' },
      ])
      await page.evaluate('scrollTo(0, 0)')
      await page.waitForNetworkIdle({ idleTime: 300, concurrency: 1 })
      const found = (await page.evaluate(`(${FIND})(${JSON.stringify(axe)})`)) as string[]
      assert.deepEqual(found, [], `${name}, ${width}, ${value}`)
      const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
      assert.equal(wide, false, `${name} is wider than ${width}`)
      const isShown = width === 1280 && value === 'light' && name !== 'sending'
      if (isShown && process.env['BELFRY_UPDATE_DOCS'] !== undefined) await take(page, `${name}-${width}-${value}`)
    }
  }
}

async function take(page: Page, name: string): Promise<void> {
  await mkdir(PICTURES, { recursive: true })
  await page.screenshot({ path: `${PICTURES}${name}.webp`, type: 'webp', quality: 60 })
}

const FIND = `async (source) => {
  if (window.axe === undefined) (0, eval)(source)
  const { violations } = await window.axe.run(document, { resultTypes: ['violations'] })
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + ' ' + target + ' ' + failureSummary))
}`
