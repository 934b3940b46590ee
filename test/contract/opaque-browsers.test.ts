// Opaque notifications in real browsers: what stands on the desktop, where a click leads, and what the page is told.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { findBrowser } from '../../setup/browsers.ts'
import { until } from '../support/time/until.ts'
import { openPlace, visit } from './browser-place.ts'

const topics = { clinic: { name: 'Clinic', privacy: 'opaque' as const }, news: { name: 'News' } }
const SECRET = { title: 'Befund', body: 'negativ', url: '/results/7', icon: '/hiv.png', tag: 'hiv' }

// The page of the messages, as a site writes it: its identity is the one that the page was signed in with.
const body = `<script type="module">
  const { openedNotification, readDetails } = await import('/b/default/details.js')
  const identity = new URLSearchParams(location.search).get('as') ?? sessionStorage.token
  window.details = (as) => readDetails({ identity: as })
    .then((found) => found ? [found.title, found.body, new URL(found.url).pathname].join() : 'none', ({ code }) => code)
  window.opened = openedNotification()
</script>`

for (const name of ['firefox', 'chromium'] as const) {
  const skip = findBrowser(name) === undefined && `${name} is not on this machine`

  describe(`an opaque notification in ${name}`, { skip, timeout: 170_000 }, () => {
    test('shows the words of the site; its click leads to the page, which tells the owner and nobody else', async (t) => {
      let isAway = false
      let asked = 0
      await using place = await openPlace({
        belfry: { topics },
        body,
        first(request) {
          const isDetails = request.url?.startsWith('/b/default/details/') ?? false
          if (isDetails) asked += 1
          if (!isAway || !isDetails) return false
          return true // Never answered: the worker gives up.
        },
      })
      const identity = (who: string) => place.belfry.identify({ subscriber: who })
      await place.api('PATCH', '/v1/sites/default', {
        privacy: { texts: { en: { title: 'Mail from the clinic' }, de: { title: 'Post' } }, page: '/messages' },
      })
      const { browser } = await place.open(name)
      const page = await browser.newPage()
      assert.equal(await visit(page, place, { who: 'ada', call: 'subscribe()' }), 'subscribed')

      const seen = () => JSON.stringify(place.desktop.shown)
      const see = (title: string, before: number) =>
        place.desktop.waitFor((one) => one.summary === title && place.desktop.shown.indexOf(one) >= before)
      const send = async (more: object = {}) => {
        const before = place.desktop.shown.length
        const { id } = await place.belfry.notify({ to: { subscriber: 'ada' }, ...SECRET, privacy: 'opaque', ...more })
        return { id, before }
      }

      const first = await send()
      const shown = await see('Mail from the clinic', first.before)
      assert.doesNotMatch(seen(), /befund|negativ|results|hiv/i)
      assert.equal(asked, 0)
      place.desktop.click(shown.id)
      const url = `${place.origin}/messages?belfry-message=${first.id}`
      const target = await browser.waitForTarget((one) => one.url() === url, { timeout: 30_000 })
      const messages = await target.page()
      assert.ok(messages)
      await messages.waitForFunction('window.details')
      const tell = (who: string | null) =>
        messages.evaluate(`details(${who === null ? 'null' : JSON.stringify(identity(who))})`)
      assert.equal(await messages.evaluate('opened'), first.id)
      assert.equal(await tell('ada'), 'Befund,negativ,/results/7')
      assert.equal(await tell('lin'), 'subscriber-unknown')
      assert.equal(await tell(null), 'details-owner-only', 'the handle alone is not enough')

      await place.api('PATCH', '/v1/sites/default', { privacy: { details: 'browser' } })
      assert.equal(await visit(page, place, { who: 'ada', call: 'subscribe()' }), 'subscribed')
      const second = await send()
      const told = await see('Befund', second.before)
      assert.equal(told.body.includes('negativ'), true)
      place.desktop.click(told.id)
      await browser.waitForTarget((one) => one.url() === `${place.origin}/results/7`, { timeout: 30_000 })

      isAway = true
      const third = await send({ title: 'Nobody sees this' })
      await see('Mail from the clinic', third.before)
      assert.doesNotMatch(seen(), /Nobody sees this/)
      isAway = false
      await until(() => asked >= 5, t.signal)
    })
  })
}
