import assert from 'node:assert/strict'
import { mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import puppeteer, { type Browser, type Page } from 'puppeteer-core'
import { servePages } from '#test/network/serve-pages'
import { createWithQuickPasswords } from '#test/belfry/quick-passwords'
import { temporaryBelfry, type TemporaryBelfry } from '#test/belfry/temporary-belfry'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Where pictures of every screen go, for who wants to look at them. */
const LOOKS = process.env['BELFRY_LOOK']

/** Real Chromium at a dashboard that Belfry itself serves, with somebody who has made the first account there. */
export interface DashboardVisit extends AsyncDisposable {
  place: TemporaryBelfry
  origin: string
  browser: Browser
  /** Ada's. */
  page: DashboardPage
  /** Complaints of pages: their policy, and errors. */
  complaints: string[]
  /** A browser that nobody has signed in with. */
  stranger(): Promise<DashboardPage>
}

export const ADA = { name: 'Ada', email: 'ada@example.com', password: 'a bell in every tower' }

export interface VisitOptions extends NonNullable<Parameters<typeof temporaryBelfry>[0]> {
  browser?: Browser
  /** False: nobody has an account yet, and the page shows the form for the first one. */
  isSetUp?: boolean
}

export async function visitDashboard(
  executablePath: string,
  { browser: given, isSetUp = true, ...options }: VisitOptions = {},
): Promise<DashboardVisit> {
  // What has been started ends when the rest cannot be: a browser that is left keeps the test's process, too.
  await using starting = new AsyncDisposableStack()
  let place: TemporaryBelfry | undefined
  // WebAuthn knows names alone, and no addresses.
  const pages = await servePages('localhost', (request, response) => place?.belfry.listener(request, response))
  starting.defer(() => place?.[Symbol.asyncDispose]())
  starting.use(pages)
  place = await temporaryBelfry({ dashboard: true, url: `${pages.origin}/`, ...options }, createWithQuickPasswords)
  const complaints: string[] = []
  const browser = given ?? (await puppeteer.launch({ executablePath, args: ['--no-sandbox', '--lang=en'] }))
  starting.defer(() => browser.close())
  const open = async (page: Page) => {
    page.setDefaultTimeout(30_000)
    await page.setViewport({ width: 1280, height: 900 })
    page.on('console', (message) => {
      if (/Content Security Policy|Refused/.test(message.text())) complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(String(error)))
    return new DashboardPage(page, pages.origin)
  }
  const page = await open(await browser.newPage())
  const link = await place.belfry.setUpLink()
  await page.page.goto(link?.url ?? assert.fail('there is an account already'))
  if (isSetUp) {
    await page.write(ADA)
    await page.page.keyboard.press('Enter')
    await page.says('All well')
  }
  const started = starting.move()
  return {
    place,
    origin: pages.origin,
    browser,
    page,
    complaints,
    stranger: async () => open(await (await browser.createBrowserContext()).newPage()),
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  }
}

/** A page of the dashboard, and what a person does there. */
export class DashboardPage {
  readonly page: Page
  readonly #origin: string

  constructor(page: Page, origin: string) {
    this.page = page
    this.#origin = origin
  }

  async open(path: string): Promise<void> {
    await this.page.goto(`${this.#origin}/dashboard/${path}`)
    await this.page.waitForSelector('h1')
  }

  async says(text: string): Promise<void> {
    const { page } = this
    await page
      .waitForFunction(`document.body.innerText.includes(${JSON.stringify(text)})`)
      .catch(async (cause: unknown) => {
        const shown = await page.evaluate('document.body.innerText')
        throw new Error(`${page.url()} does not say ${text}, but: ${String(shown)}`, { cause })
      })
  }

  async write(fields: Readonly<Record<string, string>>): Promise<void> {
    const where = (await this.page.$('[role=dialog]')) === null ? '' : '[role=dialog] '
    for (const [name, text] of Object.entries(fields)) {
      const field = await this.page.waitForSelector(`${where}[name="${name}"]:not([type=hidden])`, { visible: true })
      await field?.click({ count: 3 })
      await field?.type(text)
    }
  }

  /** By keyboard: of several of that name, the last one, which an open dialog has. */
  async press(name: string): Promise<void> {
    const label = JSON.stringify(name)
    const isIt = `[@aria-label = ${label} or not(@aria-label) and normalize-space() = ${label}]`
    const path = `xpath/(//*[self::button or self::a]${isIt})[last()]`
    const found = await this.page.waitForSelector(path, { visible: true })
    await found?.focus()
    await this.page.keyboard.press('Enter')
  }

  /** The whole name of a button, of which the start is known. */
  async labelOf(start: string): Promise<string> {
    const found = await this.page.waitForSelector(`[aria-label^="${start}"]`)
    return (await found?.evaluate((element) => element.getAttribute('aria-label'))) ?? ''
  }

  /** Both schemes, on a phone and on a desk: no finding of axe, and nothing wider than the window. */
  async look(name: string): Promise<void> {
    const { page } = this
    for (const scheme of ['dark', 'light']) {
      await page.emulateMediaFeatures([
        { name: 'prefers-color-scheme', value: scheme },
        // Charts are drawn whole.
        { name: 'prefers-reduced-motion', value: 'reduce' },
      ])
      for (const width of [390, 1280]) {
        await page.setViewport({ width, height: 900 })
        // Tables fold when they hear of the width; colours of dialogs are on their way.
        await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))')
        await page.waitForFunction('document.getAnimations().every(({ playState }) => playState !== "running")')
        if (LOOKS !== undefined) {
          await mkdir(LOOKS, { recursive: true })
          const isDialog = (await page.$('[role=dialog]')) !== null
          await page.screenshot({ path: join(LOOKS, `${name}-${width}-${scheme}.png`), fullPage: !isDialog })
        }
        assert.deepEqual(await page.evaluate(`(${FIND})(${JSON.stringify(axe)})`), [], `${name} ${width} ${scheme}`)
        assert.equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true, 'it is too wide')
        assert.deepEqual(await page.evaluate(CUT), [], `${name} ${width}`)
      }
    }
  }
}

// What is around an open dialog is inert, and its header is no banner of the page.
const FIND = `async (source) => {
  if (window.axe === undefined) (0, eval)(source)
  const rules = { 'landmark-no-duplicate-banner': { enabled: false } }
  const where = document.querySelector('[role=dialog]') ?? document
  const { violations } = await window.axe.run(where, { resultTypes: ['violations'], rules })
  const say = (id) => ({ target, failureSummary }) => id + ' ' + target + ' ' + failureSummary
  return violations.flatMap(({ id, nodes }) => nodes.map(say(id)))
}`

// Words of the navigation that do not fit.
const CUT = `[...document.querySelectorAll('nav li span')]
  .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).map(({ innerText }) => innerText)`
