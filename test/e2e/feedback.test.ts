import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setStage } from './stage.ts'
import { endpointOf, ringBell, seeBell, visitInbox } from './visitor.ts'

const timeout = 120_000

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

describe('the text arrives as it was written', { timeout }, () => {
  const family = '👩‍👩‍👧‍👦'
  const texts = {
    emoji: `Thank you ${family} 👍🏽 🇺🇦`,
    'right-to-left text': 'שלום, הטופס לא עובד — مرحبا',
    '120 graphemes': family + 'é'.normalize('NFD').repeat(119),
  }
  for (const [what, text] of Object.entries(texts)) {
    test(what, async () => {
      await using stage = await setStage()
      await stage.seat.ownerSubscribes()
      await stage.site.sendFeedback('Zoë 🦉', text)
      await stage.seat.seeNotification('Zoë 🦉:', text)
    })
  }

  test('121 graphemes, cut between two of them', async () => {
    await using stage = await setStage()
    await stage.seat.ownerSubscribes()
    await stage.site.sendFeedback('Ada', '👍🏽'.repeat(121))
    await stage.seat.seeNotification('Ada:', `${'👍🏽'.repeat(119)}…`)
  })
})

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

describe('a subscription that ends', { timeout }, () => {
  test('by the bell is gone in the browser, at the push service and on the server', async () => {
    await using stage = await setStage()
    const page = await stage.seat.ownerSubscribes()
    const endpoint = await endpointOf(page)
    const ended = stage.push.events.next('unsubscribed')

    await ringBell(page, 'unsubscribed')

    assert.equal((await ended).endpoint, endpoint)
    assert.equal(await endpointOf(page), null)
    assert.deepEqual(stage.store.subscriptions(), [
      { endpoint, status: 'retired', reason: 'unsubscribed' },
    ])
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

  test('at the push service is retired, and made anew at the next visit', async () => {
    await using stage = await setStage()
    const page = await stage.seat.ownerSubscribes()
    const lost = await endpointOf(page)
    stage.loseSubscriptions()

    await stage.site.sendFeedback('Ada', 'This one is lost.')
    await stage.store.deliveriesDone()
    assert.deepEqual(stage.store.subscriptions(), [
      { endpoint: lost, status: 'retired', reason: 'gone' },
    ])

    await visitInbox(page, stage.site)
    await seeBell(page, 'subscribed')
    assert.notEqual(await endpointOf(page), lost)
    await stage.site.sendFeedback('Ada', 'This one arrives.')
    await stage.seat.seeNotification('Ada:', 'This one arrives.')
  })

  test('with the site’s data wiped rings again after the bell is pressed, once', async () => {
    await using stage = await setStage()
    await stage.seat.ownerSubscribes()
    await stage.wipeSiteData()

    const fresh = await stage.seat.ownerSignsIn()
    await seeBell(fresh, 'unsubscribed', 'default')
    await ringBell(fresh, 'subscribed')

    await stage.site.sendFeedback('Ada', 'Once, please.')
    await stage.seat.seeNotification('Ada:', 'Once, please.')
    await stage.store.deliveriesDone()
    assert.equal(stage.seat.desktop.shown.length, 1)
  })
})
