// The example's pages in a real browser: no page breaks a rule that axe-core knows, in no state of
// the bell, at no width, by day or by night; the keyboard reaches everything; nothing breaks the CSP.

import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, afterEach, test } from 'node:test'
import puppeteer from 'puppeteer-core'
import type { Browser, BrowserContext, Page } from 'puppeteer-core'
import { insertFeedback } from '../../examples/feedback/src/feedback/feedback-store.ts'
import { openDatabase } from '../../examples/feedback/src/database/open-database.ts'
import { startSession } from '../../examples/feedback/src/owner/session-store.ts'
import { readSettings } from '../../examples/feedback/src/start/read-settings.ts'
import { startSite } from '../../examples/feedback/src/start/start-site.ts'
import type { RunningSite } from '../../examples/feedback/src/start/start-site.ts'
import { findBrowser } from '../../setup/browsers.ts'

const executablePath = findBrowser('chromium')
const skip = executablePath === undefined && 'there is no Chromium on this machine'
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let data: string
let site: RunningSite
let browser: Browser
let context: BrowserContext
let page: Page
let complaints: string[]
let session: string

before(async () => {
  if (executablePath === undefined) return
  data = await mkdtemp(join(tmpdir(), 'feedback-'))
  const settings = readSettings(['--port', '0', '--data', data], { BELFRY_LOG_LEVEL: 'silent' })
  if (settings === undefined) throw new Error('no settings')
  site = await startSite(settings)
  using db = openDatabase(join(data, 'feedback.db'))
  session = startSession(db, Date.now())
  for (let id = 1; id <= 45; id += 1) {
    const [name, message] = id % 2 ? ['Ada', `Message ${id}\n`.repeat(id)] : ['מיכל', 'שלום 🙂']
    insertFeedback(db, { name, email: 'ada@example.org', message }, Date.now())
  }
  browser = await puppeteer.launch({ executablePath, args: ['--no-sandbox'] })
})

after(async () => {
  await browser?.close()
  await site?.[Symbol.asyncDispose]()
  if (data) await rm(data, { recursive: true, force: true })
})

beforeEach(async () => {
  if (executablePath === undefined) return
  context = await browser.createBrowserContext()
  page = await context.newPage()
  await page.setExtraHTTPHeaders({ 'accept-language': 'en' })
  complaints = []
  page.on('console', (message) => {
    // Chromium reports each page with an error status as a resource that failed to load.
    const expected = message.text().startsWith('Failed to load resource')
    if (message.type() === 'error' && !expected) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
})

afterEach(async () => {
  await context?.close()
})

async function open(path: string): Promise<void> {
  await page.goto(new URL(path, site.url).href, { waitUntil: 'networkidle0' })
}

async function signIn(): Promise<void> {
  await open('/admin')
  await page.type('#password', site.password ?? '')
  await Promise.all([
    page.waitForNavigation({ waitUntil: 'networkidle0' }),
    page.keyboard.press('Enter'),
  ])
}

/** Comes to the inbox as someone who has signed in before. */
async function visitInbox(): Promise<void> {
  await context.setCookie({ name: 'feedback-session', value: session, domain: 'localhost' })
  await page.goto(new URL('/admin/feedback', site.url).href)
}

/** Puts a client in Belfry's place whose state is the given one, and which answers when told. */
async function answerWith(status: string, more: object = {}): Promise<void> {
  const state = JSON.stringify({ status, permission: 'default', ...more })
  await page.setRequestInterception(true)
  page.on('request', (request) => {
    if (!new URL(request.url()).pathname.endsWith('/client.js')) return void request.continue()
    void request.respond({
      contentType: 'text/javascript',
      body: `
        export function createClient(options) {
          const client = new EventTarget()
          const calls = (globalThis.calls = [])
          const asked = (name) => () => { calls.push(name); return new Promise((resolve) => (globalThis.answer = resolve)) }
          const now = async () => (calls.push('sync'), ${state})
          globalThis.client = client
          return Object.assign(client, { options, state: now, sync: now, subscribe: asked('subscribe'), unsubscribe: asked('unsubscribe') })
        }`,
    })
  })
}

// The layout knows nothing of the colours, nor the colours of the width: two looks cover both.
const looks = [
  { width: 1280, height: 800, scheme: 'light' },
  { width: 360, height: 740, scheme: 'dark' },
]

/** What axe-core finds wrong in a part of the page, and what sticks out of it: wide by day, narrow by night. */
async function check(what: string, part = 'html'): Promise<void> {
  // Not addScriptTag: the page's own CSP forbids it, as it should.
  await page.evaluate(axe)
  for (const { width, height, scheme } of looks) {
    await page.setViewport({ width, height })
    await page.emulateMediaFeatures([
      { name: 'prefers-color-scheme', value: scheme },
      { name: 'prefers-reduced-motion', value: 'reduce' },
    ])
    const found = await page.evaluate(async (part) => {
      const { axe } = globalThis as never as { axe: Axe }
      const { violations } = await axe.run(part)
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
    }, part)
    assert.deepEqual(found, [], `${what}, ${width} wide, ${scheme}`)
    const sticksOut = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
    assert.equal(sticksOut, 0, `${what} is wider than ${width}`)
  }
  assert.deepEqual(complaints, [], what)
}

interface Axe {
  run(part: string): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>
}

test('the public pages', { skip }, async () => {
  await open('/')
  await check('the form')
  await page.type('#email', 'ada@')
  await Promise.all([page.waitForNavigation(), page.click('button.primary')])
  await check('the form with problems')
  await open('/thanks')
  await check('the thanks')
  await open('/nothing')
  await check('a page that is not there')
  await page.setExtraHTTPHeaders({ 'accept-language': 'de' })
  await open('/')
  await check('the form in German')
})

test("the owner's pages", { skip }, async () => {
  await open('/admin')
  await check('the sign-in')
  await page.type('#password', 'wrong')
  await Promise.all([page.waitForNavigation(), page.click('button.primary')])
  await check('the sign-in after a wrong password')
  await signIn()
  await check('the inbox')
  await open('/admin/feedback?before=30')
  await check('an older page of the inbox')
  await open('/admin/feedback/44')
  await page.click('.delete summary')
  await check('a message')
})

test('the form is filled in and sent with the keyboard alone', { skip }, async () => {
  await open('/')
  const reached: string[] = []
  for (let stop = 0; stop < 5; stop += 1) {
    await page.keyboard.press('Tab')
    reached.push(await page.evaluate<[], () => string>('document.activeElement.id || document.activeElement.className'))
  } // prettier-ignore
  assert.deepEqual(reached.slice(0, 4), ['name', 'email', 'message', 'primary'])
  await page.focus('#name')
  for (const text of ['Ada', 'ada@example.org', 'By keyboard']) {
    await page.keyboard.type(text)
    await page.keyboard.press('Tab')
  }
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
  assert.equal(new URL(page.url()).pathname, '/thanks')
})

test('what was typed is still there after going back from a refusal', { skip }, async () => {
  await open('/')
  await page.type('#name', 'Ada')
  await page.evaluate(`document.querySelector('#message').value = 'x'.repeat(70_000)`)
  await Promise.all([page.waitForNavigation(), page.click('button.primary')])
  assert.match(await page.content(), /too much at once/)
  await page.goBack()
  assert.equal(await page.$eval('#name', (field) => field.value), 'Ada')
})

test('the form works without JavaScript, and the inbox without the bell', { skip }, async () => {
  await page.setJavaScriptEnabled(false)
  await open('/')
  for (const [field, text] of [['name', 'Ada'], ['email', 'ada@example.org'], ['message', 'No script']] as const) await page.type(`#${field}`, text) // prettier-ignore
  await Promise.all([page.waitForNavigation(), page.click('button.primary')])
  assert.equal(new URL(page.url()).pathname, '/thanks')
  await signIn()
  assert.match(await page.$eval('.messages', (list) => list.textContent), /No script/)
  assert.equal(await page.$eval('.switch', (button) => button.hidden), true)
})

const bell = {
  text: () => page.$eval('.says', (says) => says.textContent),
  button: () =>
    page.$eval('.switch', (button) =>
      button.hidden
        ? 'hidden'
        : `pressed=${button.getAttribute('aria-pressed')} disabled=${button.getAttribute('aria-disabled')}`,
    ),
  said: (words: RegExp) =>
    page.waitForFunction(`new RegExp(${JSON.stringify(words.source)}).test(document.querySelector('.says').textContent)`),
} // prettier-ignore

for (const [status, button, words, more] of [
  ['default', 'pressed=false disabled=false', /^Off\. Ring the bell/],
  ['unsubscribed', 'pressed=false disabled=false', /^Off\. Ring the bell/],
  ['subscribed', 'pressed=true disabled=false', /^On\./],
  ['unsynced', 'pressed=false disabled=false', /could not be told\. Ring the bell again/],
  ['unsynced', 'pressed=false disabled=false', /^Off here/, { code: 'not-forgotten' }],
  ['key-mismatch', 'pressed=false disabled=false', /new key/],
  ['denied', 'pressed=false disabled=true', /blocks notifications.*icon left of the address/],
  ['no-key', 'hidden', /no key for notifications/],
  ['unsupported', 'hidden', /cannot show notifications/],
  ['insecure', 'hidden', /https:\/\/ addresses/],
  ['ios-not-installed', 'hidden', /Add to Home Screen/],
] as const) {
  test(`the bell explains the state ${more?.code ?? status}`, { skip }, async () => {
    await answerWith(status, more)
    await visitInbox()
    await bell.said(words)
    assert.equal(await bell.button(), button)
    await check(`the bell, ${status}`, '#bell')
    assert.deepEqual(await page.evaluate('calls'), ['sync'], 'nothing is asked on load')
    if (button === 'pressed=false disabled=true') {
      await page.click('.switch')
      assert.deepEqual(await page.evaluate('calls'), ['sync'])
    }
  })
}

test('the bell is rung with the keyboard, shows progress, and tells a screen reader', { skip }, async () => {
  await answerWith('default')
  await visitInbox()
  await bell.said(/^Off/)
  await page.focus('.switch')
  await page.keyboard.press('Space')
  await bell.said(/choose “Allow”/)
  assert.equal(await bell.button(), 'pressed=false disabled=true')
  await page.keyboard.press('Space') // a second press while it works does nothing
  await check('the bell at work', '#bell')
  await page.evaluate(`answer({ status: 'subscribed', permission: 'granted' })`)
  await bell.said(/^On\./)
  assert.deepEqual(await page.evaluate('calls'), ['sync', 'subscribe'])
  assert.equal(await bell.button(), 'pressed=true disabled=false')
  assert.equal(await page.evaluate('document.activeElement.className'), 'switch')
  const { role, live } = await page.$eval('.says', (says) => ({ role: says.role, live: says.ariaLive }))
  assert.deepEqual([role, live], ['status', null])

  await page.keyboard.press('Enter')
  await page.evaluate(`answer({ status: 'unsubscribed', permission: 'granted' })`)
  await bell.said(/^Off/)
  assert.deepEqual(await page.evaluate('calls'), ['sync', 'subscribe', 'unsubscribe'])
  // A change elsewhere, in another tab or in the browser's settings, is shown as well.
  await page.evaluate(`client.dispatchEvent(new CustomEvent('change', { detail: { status: 'denied' } }))`)
  await bell.said(/blocks notifications/)
}) // prettier-ignore

test('without Belfry the bell says that it did not work', { skip }, async () => {
  await page.setRequestInterception(true)
  page.on('request', (request) => {
    void (request.url().endsWith('/client.js') ? request.abort() : request.continue())
  })
  await visitInbox()
  await bell.said(/did not work/)
  assert.equal(await bell.button(), 'hidden')
})

test('a signed-out page lets go of the browser, a signed-in one proves who is there', { skip }, async () => {
  await answerWith('default')
  await open('/admin')
  assert.equal(await page.evaluate('client.options.identity'), null)
  assert.deepEqual(await page.evaluate('calls'), ['sync'])
  await signIn()
  assert.match(String(await page.evaluate('client.options.identity()')), /^[\w-]+\.[\w-]+$/)
  await Promise.all([page.waitForNavigation({ waitUntil: 'networkidle0' }), page.click('.top button')])
  assert.equal(new URL(page.url()).pathname, '/admin')
  assert.equal(await page.evaluate('client.options.identity'), null)
}) // prettier-ignore
