import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { browser, setStage } from './stage.ts'
import { endpointOf, pressBell, seeBell, visitInbox } from './visitor.ts'

// Of all its tests together, on a machine that three others use.
const timeout = 400_000

describe('a subscription that ends', { timeout }, () => {
  test('by the bell is gone in the browser, at the push service and on the server', async () => {
    await using stage = await setStage()
    const page = await stage.seat.ownerSubscribes()
    const endpoint = await endpointOf(page)
    const ended = stage.push.events.next('unsubscribed')

    await pressBell(page, 'granted-unsubscribed')

    assert.equal((await ended).endpoint, endpoint)
    assert.equal(await endpointOf(page), null)
    assert.deepEqual(stage.store.subscriptions(), [{ endpoint, status: 'retired', reason: 'unsubscribed' }])
    const { mark } = stage.push.events
    await stage.site.sendFeedback('Ada', 'Nobody listens.')
    await stage.store.deliveriesDone()
    assert.deepEqual(stage.push.events.since(mark), [])
  })

  test('by the browser’s settings heals at the next visit after they allow it again', async () => {
    await using stage = await setStage()
    const page = await stage.seat.ownerSubscribes()
    const old = await endpointOf(page)
    const revoked = stage.push.events.next('unsubscribed')

    await stage.seat.setPermission('denied')
    assert.equal((await revoked).endpoint, old)
    await visitInbox(page, stage.site)
    await seeBell(page, 'denied')

    await stage.seat.setPermission('granted')
    await visitInbox(page, stage.site)
    await seeBell(page, 'subscribed')
    assert.notEqual(await endpointOf(page), old)

    await stage.site.sendFeedback('Ada', 'Are you back?')
    await stage.seat.seeNotification('Ada:', 'Are you back?')
    assert.equal(stage.seat.desktop.shown.length, 1)
    assert.deepEqual(
      stage.store.subscriptions().map(({ status }) => status),
      ['retired', 'active'],
    )
  })

  test('at the push service is retired, and replaced at the next visit', async () => {
    await using stage = await setStage()
    const page = await stage.seat.ownerSubscribes()
    const lost = await endpointOf(page)
    stage.loseSubscriptions()

    await stage.site.sendFeedback('Ada', 'This one is lost.')
    await stage.store.deliveriesDone()
    assert.deepEqual(stage.store.subscriptions(), [{ endpoint: lost, status: 'retired', reason: 'gone' }])

    await visitInbox(page, stage.site)
    await seeBell(page, 'subscribed')
    assert.notEqual(await endpointOf(page), lost)
    await stage.site.sendFeedback('Ada', 'This one arrives.')
    await stage.seat.seeNotification('Ada:', 'This one arrives.')
  })

  test('with the site’s data wiped arrives again after the bell is pressed, once', async () => {
    await using stage = await setStage()
    await stage.seat.ownerSubscribes()
    await stage.wipeSiteData()

    const fresh = await stage.seat.ownerSignsIn()
    // Firefox tells the worker of the lost subscription before it ends the worker. If the site answers by then, the worker
    // has renewed it, and the bell shows On by itself; mostly it does not, as Chromium never does.
    const renewed = browser === 'firefox' ? (['subscribed'] as const) : []
    if ((await seeBell(fresh, 'granted-unsubscribed', 'default', ...renewed)) !== 'subscribed') {
      await pressBell(fresh, 'subscribed')
    }

    await stage.site.sendFeedback('Ada', 'Once, please.')
    await stage.seat.seeNotification('Ada:', 'Once, please.')
    await stage.store.deliveriesDone()
    assert.equal(stage.seat.desktop.shown.length, 1)
  })
})
