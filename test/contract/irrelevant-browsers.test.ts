// "Not relevant", pressed by a person in real browsers: on the notification where the browser has actions, else on the
// page that it leads to.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { findBrowser } from '../../setup/browsers.ts'
import { until } from '../support/time/until.ts'
import { openPlace, visit, type Place } from './browser-place.ts'

const topics = { news: { name: 'News', notRelevant: true } }

for (const name of ['firefox', 'chromium'] as const) {
  const skip = findBrowser(name) === undefined && `${name} is not on this machine`

  describe(`"Not relevant" in ${name}`, { skip, timeout: 170_000 }, () => {
    test('is pressed on the notification: the second turns the topic off, and "Undo" turns it on', async (t) => {
      await using place = await openPlace({ belfry: { topics } })
      const { browser } = await place.open(name)
      const page = await browser.newPage()
      assert.equal(await visit(page, place, { who: 'ada', call: 'subscribe()' }), 'subscribed')
      const pages = (await browser.pages()).length

      await place.belfry.notify({ to: { topic: 'news' }, title: 'The first' })
      await press(place, 'The first', 'Not relevant')
      await place.store.told(2) // displayed, irrelevant
      assert.equal(await isOn(place), true)

      await place.belfry.notify({ to: { topic: 'news' }, title: 'The second' })
      await press(place, 'The second', 'Not relevant')
      await press(place, 'No more notifications about “News”', 'Undo', async () =>
        assert.equal(await isOn(place), false),
      )
      await until(() => isOn(place), t.signal)

      await place.belfry.notify({ to: { topic: 'news' }, title: 'Die dritte', lang: 'de' })
      await press(place, 'Die dritte', 'Nicht relevant')
      await place.store.told(7) // three displayed, three irrelevant, one taken back
      assert.equal(await isOn(place), true, 'counting begins anew')
      assert.equal((await browser.pages()).length, pages, 'none of this opens a page')
    })
  })
}

describe('"Not relevant" where the browser has no actions', { skip: skipFirefox(), timeout: 170_000 }, () => {
  test('is offered on the page that the click opens or brings to the front, with the same undo', async (t) => {
    const body = `<belfry-landing></belfry-landing><script type="module">
      document.querySelector('belfry-landing').client = clients.default
      await import('/b/default/components.js')
    </script>`
    await using place = await openPlace({ belfry: { topics }, body })
    const { browser } = await place.open('firefox', 'first', {
      preferences: { 'dom.webnotifications.actions.enabled': false },
    })
    const page = await browser.newPage()
    assert.equal(await visit(page, place, { who: 'ada', call: 'subscribe()' }), 'subscribed')
    assert.equal(await page.$('belfry-landing >>> button'), null)
    const there = `${place.origin}/there?a=1#top`
    const click = async (title: string): Promise<void> => {
      await place.belfry.notify({ to: { topic: 'news' }, title, url: there })
      const shown = await place.desktop.waitFor(({ summary }) => summary === title)
      assert.ok(!shown.actions.includes('Not relevant'))
      place.desktop.click(shown.id)
    }

    await click('The first')
    const target = await browser.waitForTarget((one) => one.url() === there, { timeout: 30_000 })
    const landed = await target.page()
    assert.ok(landed)
    await (await landed.waitForSelector('belfry-landing >>> [part=irrelevant]'))?.click()
    await place.store.told(3) // displayed, clicked, irrelevant
    assert.equal(await isOn(place), true)

    await click('The second')
    await (await landed.waitForSelector('belfry-landing >>> [part=irrelevant]'))?.click()
    const undo = await landed.waitForSelector('belfry-landing >>> [part=undo]')
    assert.match(
      (await landed.$eval('belfry-landing >>> [role=status]', (says) => says.textContent)) ?? '',
      /No more notifications about “News”/,
    )
    assert.equal(await isOn(place), false)
    await undo?.click()
    await until(() => isOn(place), t.signal)
  })
})

function skipFirefox(): string | false {
  return findBrowser('firefox') === undefined && 'firefox is not on this machine'
}

/** Presses the button of a notification, once it is on the desktop. */
async function press({ desktop }: Place, title: string, button: string, before?: () => Promise<void>): Promise<void> {
  const shown = await desktop.waitFor(({ summary }) => summary === title)
  const place = shown.actions.findIndex((label, index) => index % 2 === 1 && label === button)
  assert.ok(place > 0, `${title} has no button ${button}: ${shown.actions.join(', ')}`)
  await before?.()
  desktop.click(shown.id, shown.actions[place - 1])
}

async function isOn(place: Place): Promise<boolean> {
  const wanted = (await place.api('GET', '/v1/subscribers/ada/preferences')) as {
    topics: { id: string; on: boolean }[]
  }
  return wanted.topics.find(({ id }) => id === 'news')?.on === true
}
