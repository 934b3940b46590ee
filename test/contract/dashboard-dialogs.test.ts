// What an open dialog of the dashboard promises, in real Chromium: it keeps what somebody writes in it, however fast
// they are and however slow the page is, and it is gone when the page says that it is done.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startPushService } from '@belfry/push-service'
import { findBrowser } from '../../setup/browsers.ts'
import { subscribeAll, whyNoDashboard } from './dashboard-stage.ts'
import { visitDashboard, type DashboardVisit } from './dashboard-visit.ts'

const browser = findBrowser('chromium')
const skip = whyNoDashboard || (browser === undefined && 'chromium is not on this machine')

describe('a dialog of the dashboard', { skip, timeout: 120_000 }, () => {
  let visit: DashboardVisit
  before(async () => (visit = await visitDashboard(browser ?? '')))
  after(() => visit?.[Symbol.asyncDispose]())

  test('has the keyboard as soon as it is there', async () => {
    const { page } = visit.page
    await page.evaluate(`(${NOTE})('[role=dialog]', () => document.activeElement.name)`)
    await visit.page.press('Add an annotation …')
    assert.equal(await page.evaluate('window.noted'), 'text')
    await page.keyboard.press('Escape')
  })

  test('leaves the keyboard where quick keys have led it, in a page that has much to do', async () => {
    const { page } = visit.page
    await visit.page.press('Add an annotation …')
    // Over “Close”, “Add” and “Cancel” into the last part of the field for the time.
    await page.keyboard.down('Shift')
    for (const key of ['Tab', 'Tab', 'Tab', 'Tab'] as const) await page.keyboard.press(key)
    await page.keyboard.up('Shift')
    assert.equal(await page.evaluate('document.activeElement.name'), 'at')
    const busy = page.evaluate('for (const end = performance.now() + 300; performance.now() < end; );')
    const around = ['Tab', 'Tab', 'Tab', 'Tab'] as const
    await Promise.all([busy, ...around.map((key) => page.keyboard.press(key)), page.keyboard.type('Autumn campaign')])
    await page.evaluate('new Promise((resolve) => setTimeout(resolve))')
    assert.equal(await page.evaluate('document.activeElement.name'), 'text')
    assert.equal(await page.$eval('[role=dialog] [name=text]', ({ value }) => value), 'Autumn campaign')
    await page.keyboard.press('Escape')
  })

  test('stays, with what is written in it, when what it asks about is read again and cannot be', async () => {
    const { page } = visit.page
    await visit.place.api('POST', '/v1/topics', { id: 'walks', name: 'Walks' })
    await visit.page.open('topics')
    await visit.page.press('Remove Walks')
    await page.waitForSelector('[role=dialog]')
    const cdp = await page.createCDPSession()
    await cdp.send('Network.enable')
    await cdp.send('Network.setBlockedURLs', { urls: ['*/reach*'] })
    // Two minutes later somebody comes back to the window.
    await page.evaluate(`Date.now = ((now) => () => now() + 120_000)(Date.now)`)
    await page.evaluate(`document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))`)
    await page.waitForFunction(`document.querySelector('table').innerText.includes('–')`)
    assert.notEqual(await page.$('[role=dialog]'), null)
    await cdp.detach()
    await visit.page.open('')
  })

  test('is closed when the page says that it is done, and keys are for the screen again', async () => {
    await visit.place.api('POST', '/v1/topics', { id: 'offers', name: 'Offers' })
    const { page } = visit.page
    const isClosed = `(${NOTE})('[role=status] p', () => document.querySelector('[role=dialog]') === null)`
    await visit.page.press('Add an annotation …')
    await visit.page.write({ text: 'Autumn campaign' })
    await page.evaluate(isClosed)
    await visit.page.press('Add')
    await visit.page.says('Annotation added')
    assert.equal(await page.evaluate('window.noted'), true)
    await visit.page.says('Autumn campaign')

    await page.keyboard.press('g')
    await page.keyboard.press('t')
    await visit.page.press('Remove Offers')
    await page.waitForFunction(`document.querySelector('[role=status] p') === null`)
    await page.evaluate(isClosed)
    await visit.page.press('Remove')
    await visit.page.says('Offers is removed')
    assert.equal(await page.evaluate('window.noted'), true)
    assert.equal(await page.evaluate('document.activeElement.localName'), 'main', 'its button is gone')
    await page.keyboard.press('g')
    await page.keyboard.press('e')
    await visit.page.says('API keys')
  })
})

test('the number that confirms stays, while fewer and fewer are left', { skip, timeout: 120_000 }, async () => {
  await using service = await startPushService()
  const { allow, ca, resolve } = service
  const push = { allow: [...allow], ca, resolve }
  const topics = { walks: { name: 'New walks' } }
  await using visit = await visitDashboard(browser ?? '', { push, topics, maxPerMinute: 60 })
  await subscribeAll(visit.place, service, 130)
  const asked = { to: { all: true }, title: 'The bells of our town' }
  const { id } = (await visit.place.api('POST', '/v1/notifications', asked)).body as { id: string }
  const { page } = visit.page
  await visit.page.open(`notifications/${id}`)
  await visit.page.press('Cancel')
  const question = () => page.$eval('[role=dialog]', ({ innerText }) => innerText)
  const before = await question()
  const number = /Type (\d+) to confirm/.exec(before)?.[1] ?? assert.fail(before)
  const sent = `Number(/Sent to (\\d+) of 130/.exec(document.querySelector('main').innerText)?.[1])`
  await page.waitForFunction(`${sent} > ${130 - Number(number)}`)
  assert.equal(await question(), before)
  await page.type('[role=dialog] input', number)
  await visit.page.press('Send no more of it')
  await visit.page.says('It is cancelled')
})

// Notes something at the moment at which an element is put into the page, before anything else runs.
const NOTE = `(selector, note) => {
  window.noted = undefined
  new MutationObserver((_, observer) => {
    if (document.querySelector(selector) === null) return
    observer.disconnect()
    window.noted = note()
  }).observe(document.body, { childList: true, subtree: true })
}`
