import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setStage } from './stage.ts'

// Of all its tests together, on a machine that three others use.
const timeout = 400_000

describe('a click on the notification', { timeout }, () => {
  test('opens the message when no page of the site shows it', async () => {
    await using stage = await setStage()
    await stage.seat.ownerSubscribes()
    await stage.seat.closePages()
    await stage.site.sendFeedback('Ada', 'Open me.')
    const shown = await stage.seat.seeNotification('Ada:', 'Open me.')

    assert.deepEqual(await stage.seat.pagePaths(), [])
    stage.seat.desktop.click(shown.id)

    await stage.seat.pageOpened('/admin/feedback/1')
    assert.deepEqual(await stage.seat.pagePaths(), ['/admin/feedback/1'])
    await stage.store.told(2) // displayed, clicked
  })

  test('goes to the page that shows the message already', async () => {
    await using stage = await setStage()
    await stage.seat.ownerSubscribes()
    await stage.site.sendFeedback('Ada', 'Here already.')
    const shown = await stage.seat.seeNotification('Ada:', 'Here already.')
    const page = await stage.seat.openPage('/admin/feedback/1')
    const other = await stage.seat.openPage('/')
    await other.bringToFront()
    const before = await stage.seat.pagePaths()

    assert.equal(await page.evaluate('document.hasFocus()'), false)

    stage.seat.desktop.click(shown.id)

    // By a timer, because a page in the background gets no animation frames.
    await page.waitForFunction('document.hasFocus()', { polling: 50 })
    assert.deepEqual(await stage.seat.pagePaths(), before)
  })

  test('opens the message when the page that was opened on it has moved on by history.pushState()', async () => {
    await using stage = await setStage()
    await stage.seat.ownerSubscribes()
    await stage.site.sendFeedback('Ada', 'Where are you?')
    const shown = await stage.seat.seeNotification('Ada:', 'Where are you?')
    const page = await stage.seat.openPage('/admin/feedback/1')
    await page.evaluate(`history.pushState(null, '', '/admin/feedback/somewhere-else')`)
    await stage.seat.closePages(page)

    stage.seat.desktop.click(shown.id)

    await stage.seat.pageOpened('/admin/feedback/1')
    assert.deepEqual(await stage.seat.pagePaths(), ['/admin/feedback/somewhere-else', '/admin/feedback/1'])
    const opened = await stage.seat.pageAt('/admin/feedback/1')
    await opened.waitForFunction('document.hasFocus()', { polling: 50 })
    assert.match(await opened.$eval('.text', (text) => text.textContent), /Where are you\?/)
  })

  test('goes to a page that came to the message by history.pushState()', async () => {
    await using stage = await setStage()
    const page = await stage.seat.ownerSubscribes()
    await stage.site.sendFeedback('Ada', 'I moved here.')
    const shown = await stage.seat.seeNotification('Ada:', 'I moved here.')
    await page.evaluate(`history.pushState(null, '', '/admin/feedback/1')`)
    const other = await stage.seat.openPage('/')
    await other.bringToFront()
    const before = await stage.seat.pagePaths()

    stage.seat.desktop.click(shown.id)

    await page.waitForFunction('document.hasFocus()', { polling: 50 })
    assert.deepEqual(await stage.seat.pagePaths(), before)
  })
})
