// The pictures of the components in the guides: every state, in a real browser.
//
//   npm run pictures -- docs/images/components
//
// Needs ImageMagick.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import puppeteer, { type Page } from 'puppeteer-core'
import { findBrowser } from '../../setup/browsers.ts'
import { startComponentsSite } from '../contract/components-site.ts'
import { BLOCKED, STATES, type ShownState } from '../contract/components-states.ts'

const PANEL = `[...document.querySelectorAll('belfry-bell, belfry-prompt, belfry-landing')]
  .some(({ shadowRoot }) => shadowRoot?.querySelector('section')?.innerText.trim().length > 20)`

// Without the time of day, so that the same picture is the same file.
const SAME_BYTES = ['-define', 'png:exclude-chunk=date,time']

await takePictures(resolve(process.argv[2] ?? 'docs/images/components'))

async function takePictures(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await using rooms = new AsyncDisposableStack()
  const site = rooms.use(await startComponentsSite())
  const executablePath = findBrowser('chromium')
  if (executablePath === undefined) throw new Error('there is no Chromium on this machine')
  const browser = await puppeteer.launch({ executablePath, args: ['--no-sandbox'] })
  rooms.defer(() => browser.close())
  const page = await browser.newPage()
  await page.setViewport({ width: 390, height: 760 })

  const take = async (name: string, shown: ShownState, path: string, press?: string): Promise<void> => {
    await page.setUserAgent({ userAgent: shown.userAgent ?? (await browser.userAgent()) })
    await page.goto(`${site.origin}/page.css`)
    await page.evaluate(`sessionStorage.setItem('state', ${JSON.stringify(JSON.stringify(shown.state))})`)
    await page.goto(site.origin + path)
    if (press) await pressAndWait(page, press)
    await page.waitForFunction(PANEL)
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')
    const file = join(folder, `${name}.png`) as `${string}.png`
    const inPage = /^\/(inline|landing)/.test(path) && (await page.$('belfry-bell, belfry-landing'))
    if (inPage) await inPage.screenshot({ path: file })
    else await page.screenshot({ path: file })
    // A third of the bytes: they are in the repository.
    await once(spawn('convert', [file, '-strip', '+dither', '-colors', '64', ...SAME_BYTES, `PNG8:${file}`]), 'exit')
    console.log(file)
  }

  for (const shown of [...STATES, ...BLOCKED]) await take(shown.name, shown, '/inline')
  const [subscribed, blocked, asked] = [named('subscribed'), named('denied'), named('default-not-asked')]
  await take('preferences', subscribed, '/inline', 'belfry-bell >>> [part=preferences] summary')
  await take('bell-open', subscribed, '/bell', 'belfry-bell')
  await take('prompt', asked, '/prompt', '#order')
  await take('landing', subscribed, '/landing?landed=n1')
  await take('prompt-arabic', asked, '/prompt?lang=ar', '#order')
  await take('denied-arabic', blocked, '/inline?lang=ar')
  await take('denied-japanese', blocked, '/inline?lang=ja')
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }])
  await take('denied-dark', blocked, '/inline')
  await take('subscribed-dark', subscribed, '/inline')
  await take('prompt-dark', asked, '/prompt', '#order')
}

async function pressAndWait(page: Page, selector: string): Promise<void> {
  await page.waitForFunction(`document.querySelector('belfry-bell, belfry-prompt').shadowRoot?.childElementCount > 0`)
  await page.evaluate(`document.querySelector('belfry-bell, belfry-prompt').identity = 'token'`)
  await (await page.waitForSelector(selector))?.click()
  if (selector.includes('preferences')) await page.waitForSelector('belfry-bell >>> belfry-preferences >>> input')
}

function named(name: string): ShownState {
  const found = [...STATES, ...BLOCKED].find((shown) => shown.name === name)
  if (found === undefined) throw new Error(`no state is called ${name}`)
  return found
}
