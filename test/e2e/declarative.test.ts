import { describe, test } from 'node:test'
import { showsDeclarative } from './seat.ts'
import { setStage, type Stage } from './stage.ts'

// Of all its tests together, on a machine that three others use.
const timeout = 400_000

/** A stage whose site sends the declarative form, with the owner subscribed. */
async function setDeclarativeStage(): Promise<Stage> {
  const stage = await setStage()
  await stage.site.stop('SIGINT')
  stage.store.chooseForm('declarative')
  await stage.siteOn()
  await stage.seat.ownerSubscribes()
  return stage
}

// A browser that knows the form goes around our worker (facts of Firefox 159): nobody reports the display, and the
// click is counted by what the address carries.
const shownByBrowser = showsDeclarative === true

describe('a declarative notification', { timeout }, () => {
  test('is shown as it was written', async () => {
    await using stage = await setDeclarativeStage()
    await stage.site.sendFeedback('Ada', 'Shown by whom?')
    await stage.seat.seeNotification('Ada:', 'Shown by whom?')
  })

  test('opens the message, leaves nothing in the address, and its click is counted', async () => {
    await using stage = await setDeclarativeStage()
    await stage.seat.closePages()
    await stage.site.sendFeedback('Ada', 'Open me.')
    const shown = await stage.seat.seeNotification('Ada:', 'Open me.')

    stage.seat.desktop.click(shown.id)

    await stage.seat.pageOpened('/admin/feedback/1')
    await stage.store.told(shownByBrowser ? 1 : 2)
    const page = await stage.seat.pageAt('/admin/feedback/1')
    await page.waitForFunction(`location.search === ''`, { polling: 50 })
  })
})
