// The components, as published, in real browsers: every state, by axe, by keyboard, at phone width, in the dark, and
// from right to left, under a content security policy with Trusted Types.

import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import puppeteer, { type Browser, type Page } from 'puppeteer-core'
import { findBrowser } from '../../setup/browsers.ts'
import { loadAxe, VIOLATIONS } from '../support/browsers/axe.ts'
import { begunProfile, type BegunProfile } from '../support/browsers/open-browser.ts'
import { startComponentsSite, type ComponentsSite } from './components-site.ts'
import { BLOCKED, STATES, type ShownState } from './components-states.ts'

for (const name of ['chromium', 'firefox'] as const) {
  const executablePath = findBrowser(name)
  const skip = executablePath === undefined && `${name} is not on this machine`

  describe(`the components in ${name}`, { skip, timeout: 180_000 }, () => {
    let site: ComponentsSite
    let profile: BegunProfile | undefined
    let browser: Browser
    let page: Page
    before(async () => {
      site = await startComponentsSite()
      if (name === 'firefox') profile = await begunProfile()
      const args = name === 'chromium' ? ['--no-sandbox'] : []
      const extraPrefsFirefox = { 'permissions.default.desktop-notification': 1 }
      browser = await puppeteer.launch({
        browser: BROWSERS[name],
        executablePath: executablePath ?? '',
        args,
        extraPrefsFirefox,
        ...(profile && { userDataDir: profile.folder }),
      })
      if (name === 'chromium') {
        await browser.defaultBrowserContext().overridePermissions(site.origin, ['notifications'])
      }
      page = await browser.newPage()
    })
    after(async () => {
      await browser?.close()
      await profile?.[Symbol.asyncDispose]()
      await site?.[Symbol.asyncDispose]()
    })
    beforeEach(() => {
      site.violations.length = 0
      site.counted.length = 0
    })

    for (const shown of name === 'chromium' ? [...STATES, ...BLOCKED] : STATES.filter(({ userAgent }) => !userAgent)) {
      test(`say ${shown.name}, without a finding of axe`, async () => {
        await open(page, site, '/inline', shown)
        await page.waitForFunction(`${SAID}.match(new RegExp(${JSON.stringify(shown.says.source)}))`)
        assert.equal(await control(page), shown.control, shown.name)
        await check(page, shown.name)
        assert.deepEqual(await page.evaluate('calls'), [], 'nothing is asked on load')
        assert.deepEqual(site.violations, [])
      })
    }

    test('in Arabic, from right to left, have no finding of axe either: the bell, its help, preferences and question', async () => {
      for (const shown of [
        state('default'),
        state('subscribed'),
        state('denied', { code: 'denied', remedy: 'user' }),
      ]) {
        await open(page, site, '/inline?lang=ar', shown)
        await page.waitForFunction(`${SAID}.match(/[\\u0600-\\u06ff]/)`)
        assert.equal(await page.evaluate(`getComputedStyle(${ROOT}.querySelector('section')).direction`), 'rtl')
        await check(page, `${shown.state.status} in Arabic`)
      }
      await open(page, site, '/inline?lang=ar', state('subscribed'))
      await page.evaluate(`document.querySelector('belfry-bell').identity = 'token'`)
      await (await page.waitForSelector('belfry-bell >>> [part=preferences] summary'))?.click()
      await page.waitForFunction(`${WANTED}?.querySelector('[type=checkbox]')`)
      await check(page, 'the preferences in Arabic')
      await open(page, site, '/bell?lang=ar', state('default'))
      await (await page.waitForSelector('belfry-bell >>> .toggle'))?.click()
      await page.waitForFunction(`${ROOT}.querySelector('section')`)
      await check(page, 'the open bell in Arabic')
      await open(page, site, '/prompt?lang=ar', state('default'))
      await page.click('#order')
      await page.waitForSelector('belfry-prompt[open]')
      assert.match(await promptText(page), /[\u0600-\u06ff]/)
      await check(page, 'the question in Arabic')
      assert.deepEqual(site.violations, [])
    })

    test('are worked by keyboard: open, on, away with Escape, and the focus comes back', async () => {
      await open(page, site, '/bell', state('default'))
      await page.waitForFunction(`${ROOT}.querySelector('.toggle')`)
      await page.keyboard.press('Tab')
      assert.match(await announced(page), /^Notifications: off false$/)
      await page.keyboard.press('Enter')
      await page.waitForFunction(`${ROOT}.querySelector('[role=switch]')`)
      await page.keyboard.press('Tab')
      assert.match(await announced(page), /^Close/)
      await page.keyboard.press('Tab')
      assert.match(await announced(page), /Tell me in this browser/)
      await page.keyboard.press(' ')
      assert.deepEqual(await page.evaluate('calls.map(([name]) => name)'), ['subscribe'])
      await check(page, 'while it works')
      await page.evaluate(`answer({ status: 'subscribed', permission: 'granted' })`)
      await page.waitForFunction(`${ROOT}.querySelector('[role=switch]').ariaChecked === 'true'`)
      await page.keyboard.press('Escape')
      await page.waitForFunction(`!${ROOT}.querySelector('section')`)
      assert.match(await announced(page), /^Notifications: on false$/)
      assert.deepEqual(site.violations, [])
    })

    test('show at once what another tab or the browser’s settings changed', async () => {
      await open(page, site, '/inline', state('subscribed'))
      await page.waitForFunction(`${ROOT}.querySelector('[role=switch]')?.ariaChecked === 'true'`)
      await page.evaluate(`tell({ status: 'denied', code: 'denied', remedy: 'user', permission: 'denied' })`)
      await page.waitForFunction(`${ROOT}.querySelector('ol')`)
      assert.equal(await page.$eval('belfry-bell', (bell) => bell.getAttribute('status')), 'denied')
    })

    test('keep what the person wants: topics, a pause, quiet hours, by keyboard', async () => {
      await open(page, site, '/inline', state('subscribed'))
      await page.evaluate(`document.querySelector('belfry-bell').identity = 'token'`)
      await page.waitForFunction(`${ROOT}.querySelector('details')`)
      await page.focus('belfry-bell >>> [part=preferences] summary')
      await page.keyboard.press('Enter')
      await page.waitForFunction(`${WANTED}?.querySelector('[type=checkbox]')`)
      await check(page, 'the preferences')
      await page.focus('belfry-bell >>> belfry-preferences >>> [type=checkbox]')
      await page.keyboard.press(' ')
      await page.waitForFunction(`!${WANTED}.querySelector('[type=checkbox]').checked`)
      for (let tab = 0; tab < 4; tab += 1) await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await page.waitForFunction(`${WANTED}.querySelector('[role=status]').textContent.includes('until you go on')`)
      await page.focus('belfry-bell >>> belfry-preferences >>> [part=quiet-hours] input')
      await page.keyboard.press(' ')
      await page.waitForFunction(`${WANTED}.querySelectorAll('[type=time]').length === 2`)
      const last = `${WANTED}.querySelector('[part=content]')`
      assert.equal(await page.evaluate(`${last}.querySelectorAll('input').length`), 1)
      await page.focus('belfry-bell >>> belfry-preferences >>> [part=content] input')
      await page.keyboard.press(' ')
      await page.waitForFunction(`${last}.querySelectorAll('input').length === 2`)
      await page.keyboard.press('Tab')
      await page.keyboard.press(' ')
      await page.waitForFunction(`${last}.querySelectorAll('input')[1].checked`)
      await check(page, 'the preferences, changed')
      assert.deepEqual(site.violations, [])
    })

    test('ask after the action that the site named, with one sentence, and take "not now"', async () => {
      await open(page, site, '/prompt', state('default'))
      await page.waitForFunction(`document.querySelector('belfry-prompt').shadowRoot.querySelector('p')`)
      assert.equal(await page.$('belfry-prompt[open]'), null, 'never on load')
      await page.focus('#order')
      await page.keyboard.press('Enter')
      await page.waitForSelector('belfry-prompt[open]')
      assert.match(await promptText(page), /May we tell you\? We tell you when your order is on its way\. Yes/)
      await page.waitForFunction(`document.activeElement?.localName === 'belfry-prompt'`)
      await check(page, 'the question')
      const about = { topic: 'orders', prompt: 'after-order' }
      assert.deepEqual(await page.evaluate('calls'), [['asked', about]])
      await page.keyboard.press('Tab')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await page.waitForSelector('belfry-prompt:not([open])')
      assert.deepEqual(await page.evaluate('calls.at(-1)'), ['softDecline', about])
      assert.equal(await page.evaluate('document.activeElement.id'), 'order')
      assert.deepEqual(site.violations, [])
    })

    test('turn on after a yes, in the turn of the click, and say how it ended', async () => {
      await open(page, site, '/prompt', state('default'))
      await page.click('#order')
      await page.waitForSelector('belfry-prompt[open]')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      assert.deepEqual(await page.evaluate('calls.at(-1)'), [
        'subscribe',
        { topics: ['orders'], prompt: 'after-order' },
      ])
      await page.evaluate(`answer({ status: 'subscribed', permission: 'granted' })`)
      await page.waitForFunction(`document.querySelector('belfry-prompt').shadowRoot.textContent.includes('Thank you')`)
      await check(page, 'the thanks')
    })

    test('ask for one more topic where others are on, and not for one that only the site can grant', async () => {
      await open(page, site, '/prompt', state('subscribed'))
      const held = { handle: 'h', endpoint: 'https://push.test/1', written: 1 }
      await page.evaluate(`localStorage.setItem('belfry:' + origin + '/b/default', '${JSON.stringify(held)}')`)
      await page.click('#order')
      await page.waitForSelector('belfry-prompt[open]')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      const said = { topics: ['orders'], prompt: 'after-order' }
      assert.deepEqual(await page.evaluate('calls.at(-1)'), ['subscribe', said])
      await page.evaluate(`answer({ status: 'subscribed', permission: 'granted' })`)
      await page.evaluate(`document.querySelector('belfry-prompt').shadowRoot.querySelector('[part=close]').click()`)
      await page.evaluate(`document.querySelector('belfry-prompt').topic = 'staff'`)
      assert.equal(await page.evaluate(`document.querySelector('belfry-prompt').ask()`), false)
      await page.evaluate(`localStorage.clear()`)
    })

    for (const [status, more] of [
      ['denied', { code: 'denied' }],
      ['subscribed', { declined: ['orders'] }],
      ['granted-unsubscribed', { code: 'turned-off' }],
      ['soft-declined', { code: 'not-now', declined: ['orders'] }],
    ] as const) {
      test(`do not ask who is ${status}`, async () => {
        await open(page, site, '/prompt', state(status, more))
        const asked = await page.evaluate(`document.querySelector('belfry-prompt').ask()`)
        assert.equal(asked, false)
        assert.equal(await page.$('belfry-prompt[open]'), null)
      })
    }

    for (const language of ['en', 'ar']) {
      test(`offer "Not relevant" where a notification has led, by keyboard, with an undo: ${language}`, async () => {
        await open(page, site, `/landing?lang=${language}`, state('subscribed'))
        await page.waitForSelector('belfry-landing >>> [role=status]')
        assert.equal(await page.$('belfry-landing >>> button'), null, 'nothing has led here')
        await open(page, site, `/landing?lang=${language}&landed=n1`, state('subscribed'))
        await page.waitForSelector('belfry-landing >>> [part=irrelevant]')
        await check(page, `the offer, ${language}`)
        await page.keyboard.press('Tab')
        await page.keyboard.press('Enter')
        await page.waitForSelector('belfry-landing >>> section:not(:has(button))')
        await check(page, `taken, ${language}`)
        await page.evaluate(`client.dispatchEvent(new CustomEvent('landed', { detail: { notification: 'n2' } }))`)
        await (await page.waitForSelector('belfry-landing >>> [part=irrelevant]'))?.click()
        await page.evaluate(`muted([{ topic: 'news', title: 'No more notifications about “News”', undo: 'Undo' }])`)
        await page.waitForSelector('belfry-landing >>> [part=undo]')
        assert.match(await landingText(page), /^No more notifications about “News” Undo$/)
        await check(page, `muted, ${language}`)
        await page.focus('belfry-landing >>> [part=undo]')
        await page.keyboard.press('Enter')
        await page.waitForSelector('belfry-landing >>> section:not(:has(button))')
        assert.deepEqual(await page.evaluate('calls'), [
          ['irrelevant', 'n1'],
          ['irrelevant', 'n2'],
          ['irrelevant', 'n2', true],
        ])
        assert.deepEqual(site.violations, [])
      })
    }

    test('with the client itself: one client for both, a "not now" that holds, and the steps counted', async () => {
      await page.goto(`${site.origin}/real`)
      await page.waitForSelector('belfry-bell[status="granted-unsubscribed"]')
      await page.click('#order')
      await page.waitForSelector('belfry-prompt[open]')
      await page.keyboard.press('Escape')
      await page.waitForSelector('belfry-prompt:not([open])')
      await page.waitForFunction(`document.querySelector('belfry-prompt').ask().then((asked) => asked === false)`)
      await page.goto(`${site.origin}/real?again`)
      await page.waitForSelector('belfry-bell[status="granted-unsubscribed"]')
      assert.equal(await page.evaluate(`document.querySelector('belfry-prompt').ask()`), false)
      assert.deepEqual(site.counted, [
        { step: 'shown', prompt: 'after-order' },
        { step: 'soft-no', prompt: 'after-order' },
      ])
      assert.deepEqual(site.violations, [])
    })
  })
}

const BROWSERS = { chromium: 'chrome', firefox: 'firefox' } as const
// The sentence and the steps.
const SAID = `[...(document.querySelector('belfry-bell').shadowRoot?.querySelectorAll('[role=status], ol') ?? [])]
  .map(({ textContent }) => textContent.trim()).join(' ')`
const WANTED = `document.querySelector('belfry-bell').shadowRoot.querySelector('belfry-preferences')?.shadowRoot`
const ROOT = `document.querySelector('belfry-bell').shadowRoot`

function state(status: string, more: object = {}): Pick<ShownState, 'state'> {
  const remedy = ['default', 'soft-declined', 'granted-unsubscribed'].includes(status) ? { remedy: 'subscribe' } : {}
  return { state: { status, permission: 'default', ...remedy, ...more } }
}

async function open(
  page: Page,
  { origin }: ComponentsSite,
  path: string,
  { state, userAgent }: Pick<ShownState, 'state' | 'userAgent'>,
): Promise<void> {
  if (userAgent) await page.setUserAgent({ userAgent })
  await page.goto(`${origin}/page.css`)
  await page.evaluate(`sessionStorage.setItem('state', ${JSON.stringify(JSON.stringify(state))})`)
  await page.goto(origin + path)
}

/** The switch as assistive technology gets it. */
async function control(page: Page): Promise<string | undefined> {
  const found = (await page.evaluate(`(() => {
    const button = ${ROOT}.querySelector('[role=switch]')
    if (!button) return null
    if (button.ariaDisabled === 'true') return 'disabled'
    return button.ariaChecked === 'true' ? 'on' : 'off'
  })()`)) as string | null
  return found ?? undefined
}

async function announced(page: Page): Promise<string> {
  return (await page.evaluate(`(() => {
    const element = document.activeElement.shadowRoot.activeElement
    return [element.ariaLabel ?? element.textContent.trim(), element.ariaExpanded].filter(Boolean).join(' ')
  })()`)) as string
}

async function landingText(page: Page): Promise<string> {
  return (await page.evaluate(
    `document.querySelector('belfry-landing').shadowRoot.querySelector('section').innerText.replace(/\\s+/g, ' ')`,
  )) as string
}

async function promptText(page: Page): Promise<string> {
  return (await page.evaluate(
    `document.querySelector('belfry-prompt').shadowRoot.querySelector('section').innerText.replace(/\\s+/g, ' ')`,
  )) as string
}

// Layout and colours are independent: two combinations cover both.
const LOOKS = [
  { width: 1280, scheme: 'light' },
  { width: 390, scheme: 'dark' },
] as const

/** Expects no finding of axe-core, and no overflow: wide by day, narrow by night. */
async function check(page: Page, what: string): Promise<void> {
  await loadAxe(page)
  for (const { width, scheme } of LOOKS) {
    await page.setViewport({ width, height: 800 })
    await emulate(page, scheme)
    const found = await page.evaluate(async (options) => {
      const { axe } = globalThis as never as { axe: Axe }
      const { violations } = await axe.run(options)
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
    }, VIOLATIONS)
    assert.deepEqual(found, [], `${what}, ${width} wide, ${scheme}`)
    assert.equal(
      await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
      0,
      `${what} sticks out`,
    )
  }
}

interface Axe {
  run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>
}

async function emulate(page: Page, scheme: 'light' | 'dark'): Promise<void> {
  // Firefox cannot be told by WebDriver BiDi; there it is the light one twice.
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]).catch(() => undefined)
}
