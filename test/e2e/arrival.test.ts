import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setStage } from './stage.ts'

// Of all its tests together, on a machine that three others use.
const timeout = 400_000

describe('a feedback becomes a native notification', { timeout }, () => {
  test('with the tab open', async () => {
    await using stage = await setStage()
    await stage.seat.ownerSubscribes()

    await stage.site.sendFeedback('Ada', 'The form does not …')

    const shown = await stage.seat.seeNotification('Ada:', 'The form does not …')
    assert.equal(shown.replaces, 0)
  })

  test('with the tab closed', async () => {
    await using stage = await setStage()
    const page = await stage.seat.ownerSubscribes()
    await stage.seat.closePages()
    assert.ok(page.isClosed())

    await stage.site.sendFeedback('Ada', 'Nobody is looking.')

    await stage.seat.seeNotification('Ada:', 'Nobody is looking.')
  })

  test('after the browser was off', async () => {
    await using stage = await setStage()
    await stage.seat.ownerSubscribes()
    await stage.seat.browserOff()

    const stored = stage.push.events.next('stored')
    await stage.site.sendFeedback('Ada', 'Good morning!')
    await stored
    assert.equal(stage.seat.desktop.shown.length, 0)

    await stage.seat.browserOn()
    await stage.seat.seeNotification('Ada:', 'Good morning!')
  })

  test('on each of the owner’s two browsers', async () => {
    await using stage = await setStage()
    await stage.seat.ownerSubscribes()
    const second = await stage.takeSeat('second')
    await second.ownerSubscribes()

    await stage.site.sendFeedback('Ada', 'To both of you.')

    await stage.seat.seeNotification('Ada:', 'To both of you.')
    await second.seeNotification('Ada:', 'To both of you.')
    assert.equal(stage.seat.desktop.shown.length, 1)
    assert.equal(second.desktop.shown.length, 1)
  })

  test('after the site was killed before it could send', async () => {
    await using stage = await setStage()
    await stage.seat.ownerSubscribes()

    await stage.site.sendFeedback('Ada', 'Am I lost?')
    await stage.site.stop('SIGKILL')
    await stage.siteOn()

    await stage.seat.seeNotification('Ada:', 'Am I lost?')
  })
})
