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
  // Only this host resolves; the push service of Chromium's maker does not.
  const rules = 'MAP * ~NOTFOUND, EXCLUDE localhost'
  const args = ['--no-sandbox', '--no-proxy-server', `--host-resolver-rules=${rules}`]
  browser = await puppeteer.launch({ executablePath, args })
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
  if (context === browser?.defaultBrowserContext()) await page.close()
  else await context?.close()
})

async function open(path: string): Promise<void> {
  await page.goto(new URL(path, site.url).href, { waitUntil: 'networkidle0' })
}

async function signIn(): Promise<void> {
  await open('/admin')
  await page.type('#password', site.password ?? '')
  await Promise.all([page.waitForNavigation({ waitUntil: 'networkidle0' }), page.keyboard.press('Enter')])
}

/** Comes to the inbox as someone who has signed in before. */
async function visitInbox(): Promise<void> {
  await context.setCookie({ name: 'feedback-session', value: session, domain: 'localhost' })
  await page.goto(new URL('/admin/feedback', site.url).href)
}

/** Replaces Belfry's client by one with the given state, which answers when told to. */
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

// Layout and colours are independent: two combinations cover both.
const looks = [
  { width: 1280, height: 800, scheme: 'light' },
  { width: 360, height: 740, scheme: 'dark' },
]

/** Expects no finding of axe-core in a part of the page, and no overflow: wide by day, narrow by night. */
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
  await open('/privacy')
  await check('the page about privacy')
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
  await open('/admin/feedback/999')
  await check('a message that is not there')
})

test('an open inbox shows what arrives, and the keyboard stays where it is', { skip }, async () => {
  await visitInbox()
  const newest = await page.$eval('#messages', (list) => Number(list.dataset.newest))
  await page.focus(`a[href="/admin/feedback/${newest}"]`)
  const form = { name: 'Grace', email: 'grace@example.org', message: 'Are you there?' }
  await fetch(site.url, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' })
  await page.waitForSelector(`.messages li:first-child a.new[href="/admin/feedback/${newest + 1}"]`)
  assert.equal(await page.evaluate(`document.activeElement.getAttribute('href')`), `/admin/feedback/${newest}`)
  assert.equal(
    await page.$eval('#arrived', ({ role, textContent }) => `${role}: ${textContent}`),
    'status: New feedback has arrived.',
  )
  await check('the inbox with a new message')
})

test('a long name is cut, and the date has a small part of the row, also on a phone', { skip }, async () => {
  using db = openDatabase(join(data, 'feedback.db'))
  const name = 'Bartholomew Featherstonehaugh-Cholmondeley of Wolverhampton upon the Long River'
  insertFeedback(db, { name, email: 'b@example.org', message: 'x' }, Date.now() - 400 * 86_400_000)
  for (const width of [390, 1280]) {
    await page.setViewport({ width, height: 800 })
    await visitInbox()
    const row = await page.$eval('.messages li:first-child a', (link) => {
      const [name, time] = [link.querySelector('strong'), link.querySelector('time')]
      const { width } = link.getBoundingClientRect()
      return {
        isCut: name.scrollWidth > name.clientWidth,
        isOneLine: name.clientHeight < 40,
        time: time.getBoundingClientRect().width / width,
      }
    })
    assert.deepEqual([row.isCut || width > 390, row.isOneLine], [true, true], `${width}`)
    assert.ok(row.time < 0.35, `${row.time} of the row at ${width}`)
  }
})

test('a short page stands in the middle of a screen, below the name of the site', { skip }, async () => {
  await page.setViewport({ width: 1280, height: 900 })
  for (const path of ['/thanks', '/nothing', '/admin']) {
    await open(path)
    const card = `document.querySelector('.card').getBoundingClientRect()`
    const [above, below] = (await page.evaluate(`[${card}.top, innerHeight - ${card}.bottom]`)) as [number, number]
    assert.ok(above > 150 && below > 150 && above < 2 * below, `${path}: ${above} above, ${below} below`)
    assert.equal(await page.$eval('.brand', ({ textContent }) => textContent), 'Feedback')
  }
})

test('the form is filled in and sent with the keyboard alone', { skip }, async () => {
  await open('/')
  const reached: string[] = []
  for (let stop = 0; stop < 5; stop += 1) {
    await page.keyboard.press('Tab')
    reached.push(await page.evaluate<[], () => string>('document.activeElement.id || document.activeElement.className'))
  }
  assert.deepEqual(reached, ['brand', 'name', 'email', 'message', 'primary'])
  await page.focus('#name')
  for (const text of ['Ada', 'ada@example.org', 'By keyboard']) {
    await page.keyboard.type(text)
    await page.keyboard.press('Tab')
  }
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
  assert.equal(new URL(page.url()).pathname, '/thanks')
})

test('typed text is still there after going back from a refusal', { skip }, async () => {
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
  for (const [field, text] of [
    ['name', 'Ada'],
    ['email', 'ada@example.org'],
    ['message', 'No script'],
  ] as const)
    await page.type(`#${field}`, text)
  await Promise.all([page.waitForNavigation(), page.click('button.primary')])
  assert.equal(new URL(page.url()).pathname, '/thanks')
  await signIn()
  assert.match(await page.$eval('.messages', (list) => list.textContent), /No script/)
  assert.match(await page.$eval('#bell', (bell) => bell.innerText), /needs JavaScript/)
})

/** What the element shows: its sentence and its steps, its switch as assistive technology gets it, and its drawing. */
const bell = {
  button: () =>
    page.evaluate<[], () => string>(
      `(() => {
      const button = document.querySelector('#bell').shadowRoot.querySelector('[role=switch]')
      return button ? 'on=' + button.ariaChecked + ' disabled=' + button.ariaDisabled : 'hidden'
    })()`,
    ),
  picture: () => page.$eval('#bell >>> svg', (picture) => picture.getAttribute('class').split(' ')[1]),
  said: (words: RegExp) =>
    page.waitForFunction(`(() => {
      const root = document.querySelector('#bell').shadowRoot
      const parts = root ? [...root.querySelectorAll('[role=status], ol')] : []
      const text = parts.map(({ textContent }) => textContent.replace(/\\s+/g, ' ').trim()).join(' ')
      return new RegExp(${JSON.stringify(words.source)}).test(text)
    })()`),
}

const FOCUSED = `document.querySelector('#bell').shadowRoot.activeElement?.className`
const alive = 'on=false disabled=false'

for (const [status, button, picture, words, more] of [
  ['default', alive, 'off', /^Off\. Turn it on/, { remedy: 'subscribe' }],
  ['granted-unsubscribed', alive, 'off', /^Off\. Turn it on/, { remedy: 'subscribe', code: 'never' }],
  ['granted-unsubscribed', alive, 'off', /by someone else/, { remedy: 'subscribe', code: 'another-person' }],
  ['subscribed', 'on=true disabled=false', 'on', /^On\./, {}],
  ['unsynced', alive, 'trouble', /could not be reached\. Try again/, { remedy: 'subscribe', code: 'network' }],
  ['unsynced', alive, 'trouble', /push service\..*--local-push/, { remedy: 'subscribe', code: 'push-failed' }],
  ['unsynced', alive, 'trouble', /^Off here/, { remedy: 'subscribe', code: 'not-forgotten' }],
  ['unsynced', 'hidden', 'trouble', /trying again will not help.*\(http-404\)/, { remedy: 'site', code: 'http-404' }],
  ['unsynced', 'hidden', 'trouble', /\(endpoint-not-allowed\)/, { remedy: 'site', code: 'endpoint-not-allowed' }],
  ['unsynced', 'hidden', 'blocked', /cookies and site data/, { remedy: 'user', code: 'security-error' }],
  ['unsynced', 'hidden', 'trouble', /too many of your browsers/, { remedy: 'user', code: 'too-many-subscriptions' }],
  ['key-mismatch', alive, 'trouble', /new key/, { remedy: 'subscribe', code: 'stale' }],
  ['denied', 'on=false disabled=true', 'blocked', /blocks notifications.*icon left of the address/, { remedy: 'user' }],
  ['no-key', 'hidden', 'impossible', /no key for notifications/, { remedy: 'site' }],
  ['unsupported', 'hidden', 'impossible', /cannot show notifications/, { remedy: 'user', code: 'push-removed' }],
  ['in-app-webview', 'hidden', 'impossible', /built-in browser of an app/, { remedy: 'user' }],
  ['insecure-context', 'hidden', 'impossible', /https:\/\/ addresses/, { remedy: 'user' }],
  ['ios-not-installed', 'hidden', 'impossible', /Add to Home Screen/, { remedy: 'user' }],
] as const) {
  const code = 'code' in more ? more.code : status
  test(`the bell explains the state ${status} ${code}`, { skip }, async () => {
    await answerWith(status, { code, ...more })
    await visitInbox()
    await bell.said(words)
    assert.equal(await bell.button(), button)
    assert.equal(await bell.picture(), picture)
    await check(`the bell, ${status} ${code}`, '#bell')
    assert.deepEqual(await page.evaluate('calls'), ['sync'], 'nothing is asked on load')
    if (button.endsWith('disabled=true')) {
      await page.click('#bell >>> .switch')
      assert.deepEqual(await page.evaluate('calls'), ['sync'])
      const border = await page.evaluate(
        `getComputedStyle(document.querySelector('#bell').shadowRoot.querySelector('.track')).borderTopStyle`,
      )
      assert.equal(border, 'dashed', 'a dead switch does not look alive')
    }
  })
}

test('the bell is turned on with the keyboard, shows progress, and informs a screen reader', { skip }, async () => {
  await answerWith('default', { remedy: 'subscribe' })
  await visitInbox()
  await bell.said(/^Off/)
  await page.focus('#bell >>> .switch')
  await page.keyboard.press('Space')
  await bell.said(/^One moment/)
  assert.equal(await bell.button(), 'on=false disabled=true')
  await page.keyboard.press('Space') // a second press while it works does nothing
  await check('the bell at work', '#bell')
  for (const [step, words] of [
    ['asking', /choose “Allow”/],
    ['connecting', /connects with its push service/],
    ['waiting', /not reached its push service yet.*--local-push/],
  ] as const) {
    await page.evaluate(`client.dispatchEvent(new CustomEvent('progress', { detail: '${step}' }))`)
    await bell.said(words)
  }
  await page.evaluate(`answer({ status: 'subscribed', permission: 'granted' })`)
  await bell.said(/^On\./)
  assert.deepEqual(await page.evaluate('calls'), ['sync', 'subscribe'])
  assert.equal(await bell.button(), 'on=true disabled=false')
  assert.equal(await page.evaluate(FOCUSED), 'switch')
  const { role, live } = await page.$eval('#bell >>> #status', (says) => ({ role: says.role, live: says.ariaLive }))
  assert.deepEqual([role, live], ['status', null])

  await page.keyboard.press('Enter')
  await page.evaluate(`answer({ status: 'granted-unsubscribed', permission: 'granted', remedy: 'subscribe' })`)
  await bell.said(/^Off/)
  assert.deepEqual(await page.evaluate('calls'), ['sync', 'subscribe', 'unsubscribe'])
  // A change elsewhere, in another tab or in the browser's settings, is shown as well.
  await page.evaluate(
    `client.dispatchEvent(new CustomEvent('change', { detail: { status: 'denied', remedy: 'user' } }))`,
  )
  await bell.said(/blocks notifications/)
  assert.equal(await page.evaluate(FOCUSED), 'switch', 'the focus stays where it is')
})

test('without a reachable push service the bell soon says so, and names --local-push', { skip }, async () => {
  // Not in a separate context: that is a private window, where Chromium has no push at all.
  await context.close()
  context = browser.defaultBrowserContext()
  await context.overridePermissions(new URL(site.url).origin, ['notifications'])
  page = await context.newPage()
  await page.setExtraHTTPHeaders({ 'accept-language': 'en' })
  await visitInbox()
  await bell.said(/^Off/)
  await page.click('#bell >>> .switch')
  await bell.said(/connects with its push service/)
  await bell.said(/not reached its push service yet.*npm start -- --local-push/)
  assert.equal(await bell.picture(), 'trouble')
  await bell.said(/^Not on: your browser cannot reach its push service.*npm start -- --local-push/)
  assert.equal(await bell.button(), alive)
})

test('without Belfry the bell says that it did not work', { skip }, async () => {
  await page.setRequestInterception(true)
  page.on('request', (request) => {
    void (request.url().endsWith('/client.js') ? request.abort() : request.continue())
  })
  await visitInbox()
  await page.waitForFunction(`/did not work/.test(document.querySelector('#bell .says').textContent)`)
})

for (const [status, code, words] of [
  [
    'granted-unsubscribed',
    'another-person',
    /^You are signed out, and the bell is quiet: nothing more arrives in this browser/,
  ],
  ['unsynced', 'network', /notifications may still arrive here/],
  ['default', 'not-asked', /^$/],
  ['granted-unsubscribed', 'turned-off', /^$/],
] as const) {
  test(`the signed-out page says what still comes: ${code}`, { skip }, async () => {
    await answerWith(status, { code, endpoint: 'https://push.example/1' })
    await open('/admin')
    assert.match(await page.$eval('#signed-out', ({ textContent }) => textContent), words)
    await check(`signed out, ${code}`)
  })
}

test('a signed-out page releases the browser, a signed-in one proves the person', { skip }, async () => {
  await answerWith('default')
  await open('/admin')
  assert.equal(await page.evaluate('client.options.identity'), null)
  assert.deepEqual(await page.evaluate('calls'), ['sync'])
  await signIn()
  assert.match(String(await page.evaluate('client.options.identity()')), /^[\w-]+\.[\w-]+$/)
  await Promise.all([page.waitForNavigation({ waitUntil: 'networkidle0' }), page.click('.top button')])
  assert.equal(new URL(page.url()).pathname, '/admin')
  assert.equal(await page.evaluate('client.options.identity'), null)
})
