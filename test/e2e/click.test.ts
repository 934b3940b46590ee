import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setStage } from './stage.ts'

const timeout = 120_000

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

    // By the clock, because a page in the background gets no animation frames.
    await page.waitForFunction('document.hasFocus()', { polling: 50 })
    assert.deepEqual(await stage.seat.pagePaths(), before)
  })
})
