// The way into the dashboard in real Chromium, as Belfry itself serves it: its accounts, its policy, the built app.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { after, before, describe, test } from 'node:test'
import puppeteer, { type Browser, type Page } from 'puppeteer-core'
import { findBrowser } from '../../setup/browsers.ts'
import { whyNoDashboard } from './dashboard-stage.ts'
import { servePages } from '#test/network/serve-pages'
import { createWithQuickPasswords } from '#test/belfry/quick-passwords'
import { temporaryBelfry, type TemporaryBelfry } from '#test/belfry/temporary-belfry'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const executablePath = findBrowser('chromium')
const skip = whyNoDashboard || (executablePath === undefined && 'chromium is not on this machine')
const PASSWORD = 'a bell in every tower'

describe('the way into the dashboard', { skip, timeout: 150_000 }, () => {
  let place: TemporaryBelfry
  let pages: Awaited<ReturnType<typeof servePages>>
  let browser: Browser
  let page: Page
  let link: string
  const complaints: string[] = []
  before(async () => {
    pages = await servePages('127.0.0.1', (request, response) => place.belfry.listener(request, response))
    place = await temporaryBelfry({ dashboard: true, url: `${pages.origin}/` }, createWithQuickPasswords)
    const made = await place.belfry.setUpLink()
    link = made?.url ?? assert.fail('there is an account already')
    browser = await puppeteer.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] })
    page = await openPage()
  })
  after(async () => {
    await browser?.close()
    await pages?.[Symbol.asyncDispose]()
    await place?.[Symbol.asyncDispose]()
  })

  test('is the set-up link at first, which holds once', async () => {
    await page.goto(`${pages.origin}/dashboard/subscribers`)
    await says('Nobody has an account yet')
    await isAccessible()
    await page.goto(link)
    await fill({ name: 'Ada', email: 'ada@example.com', password: PASSWORD })
    await isAccessible()
    await page.keyboard.press('Enter')
    await says('All well')
    assert.equal(new URL(page.url()).hash, '', 'the link is not kept in the address')
    await page.goto('about:blank')
    await page.goto(link)
    await says('This link holds no more')
  })

  test('ends with signing out, and begins again with the password', async () => {
    await page.goto(`${pages.origin}/dashboard/`)
    await press('Ada')
    await press('Sign out')
    await says('To see whom you reach')
    await isAccessible()
    await fill({ email: 'ada@example.com', password: 'not the password' })
    await page.keyboard.press('Enter')
    await says('sign-in-failed')
    await fill({ password: PASSWORD })
    await page.keyboard.press('Enter')
    await says('All well')
  })

  test('leads to every screen, without a complaint about the policy', async () => {
    // A module whose page was left meanwhile never ends for puppeteer.
    page = await openPage()
    for (const screen of ['notifications', 'subscribers', 'subscriptions', 'topics', 'opt-in', 'settings', 'system']) {
      await page.goto(`${pages.origin}/dashboard/${screen}`)
      await page.waitForNetworkIdle({ idleTime: 200, concurrency: 0 })
      await page.waitForSelector('main h1')
    }
    assert.deepEqual(complaints, [])
  })

  async function openPage(): Promise<Page> {
    const opened = await browser.newPage()
    opened.setDefaultTimeout(10_000)
    opened.on('console', (message) => {
      if (/Content Security Policy|Refused/.test(message.text())) complaints.push(message.text())
    })
    opened.on('pageerror', (error) => complaints.push(String(error)))
    return opened
  }

  async function says(text: string): Promise<void> {
    await page.waitForSelector(`xpath///body[contains(., ${JSON.stringify(text)})]`).catch(async (cause: unknown) => {
      const shown = await page.evaluate('document.body.innerText')
      throw new Error(`${page.url()} does not say ${text}, but: ${String(shown)}`, { cause })
    })
  }

  async function fill(fields: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, text] of Object.entries(fields)) {
      const field = await page.waitForSelector(`input[name="${name}"]`, { visible: true })
      await field?.click({ count: 3 })
      await field?.type(text)
    }
  }

  async function press(name: string): Promise<void> {
    const found = await page.waitForSelector(`xpath/(//button[contains(., "${name}")])[last()]`, { visible: true })
    await found?.focus()
    await page.keyboard.press('Enter')
  }

  async function isAccessible(): Promise<void> {
    const found = (await page.evaluate(`(${FIND})(${JSON.stringify(axe)})`)) as string[]
    assert.deepEqual(found, [])
  }
})

const FIND = `async (source) => {
  if (window.axe === undefined) (0, eval)(source)
  const { violations } = await window.axe.run(document, { resultTypes: ['violations'] })
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + ' ' + target + ' ' + failureSummary))
}`
