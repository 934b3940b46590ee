// A computer that two people share, in real browsers: a person who signs out gets nothing, not even notifications to
// everybody, and gets them again after signing in, without turning the bell on anew. Another person:
// another-person.test.ts.

import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import type { HTTPResponse, Page } from 'puppeteer-core'
import { openDatabase } from '../../examples/feedback/src/database/open-database.ts'
import { readSettings } from '../../examples/feedback/src/start/read-settings.ts'
import { startSite } from '../../examples/feedback/src/start/start-site.ts'
import type { RunningSite } from '../../examples/feedback/src/start/start-site.ts'
import { findBrowser } from '../../setup/browsers.ts'
import { openBrowser } from '../support/browsers/open-browser.ts'
import { startNotificationDaemon } from '../support/desktop/notification-daemon.ts'
import { until } from '../support/time/until.ts'

for (const name of ['firefox', 'chromium'] as const) {
  const skip = findBrowser(name) === undefined && `${name} is not on this machine`

  describe(`a shared ${name}`, { skip, timeout: 170_000 }, () => {
    test('notifies the owner who is signed in, and nobody after them', async (t) => {
      await using stack = new AsyncDisposableStack()
      const data = await mkdtemp(join(tmpdir(), 'feedback-'))
      stack.defer(() => rm(data, { recursive: true, force: true, maxRetries: 5 }))
      const settings = readSettings(['--port', '0', '--data', data, '--local-push'], {})
      assert.ok(settings)
      const site = stack.use(await startSite(settings))
      const { pushService } = site
      assert.ok(pushService)
      using db = openDatabase(join(data, 'feedback.db'))
      const desktop = stack.use(await startNotificationDaemon())
      const { browser } = stack.use(await openBrowser({ browser: name, service: pushService, dbus: desktop.address }))
      const page = await browser.newPage()

      /** How many browsers the latest notification went to. */
      const lastAudience = async (): Promise<unknown> => {
        const row = db.prepare('select state, audience_size as size from belfry_notifications order by number desc')
        await until(() => row.get()?.state === 'done', t.signal)
        return row.get()?.size
      }
      const tellEverybody = async (): Promise<void> => {
        const { apiKey } = JSON.parse(await readFile(join(data, 'secrets.json'), 'utf8')) as { apiKey: string }
        const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' }
        const body = JSON.stringify({ to: { all: true }, title: 'To all of you' })
        const answer = await fetch(new URL('/v1/notifications', site.url), { method: 'POST', headers, body })
        assert.equal(answer.status, 202, await answer.text())
      }

      await signIn(page, site)
      await page.waitForSelector('#bell:is([status="default"], [status="granted-unsubscribed"])')
      await page.click('#bell >>> [role=switch]')
      await page.waitForSelector('#bell[status="subscribed"]')
      await sendFeedback(site, 'For who is there')
      await desktop.waitFor(({ body }) => body.endsWith('For who is there'))

      const released = page.waitForResponse(isAbout('DELETE'))
      await page.click('.top button')
      assert.equal((await released).status(), 200)
      await page.waitForFunction(`document.querySelector('#signed-out').textContent.includes('the bell is quiet')`)
      const { mark } = pushService.events
      await sendFeedback(site, 'For nobody')
      assert.equal(await lastAudience(), 0)
      await tellEverybody()
      assert.equal(await lastAudience(), 0)
      assert.deepEqual(pushService.events.since(mark), [])

      await signIn(page, site)
      await page.waitForSelector('#bell[status="subscribed"]')
      await sendFeedback(site, 'For who is back')
      await desktop.waitFor(({ body }) => body.endsWith('For who is back'))
      assert.equal(desktop.shown.length, 2)
    })
  })
}

async function signIn(page: Page, site: RunningSite): Promise<void> {
  await page.goto(new URL('/admin', site.url).href, { waitUntil: 'networkidle0' })
  await page.type('#password', site.password ?? '')
  await page.click('button.primary')
}

async function sendFeedback({ url }: RunningSite, message: string): Promise<void> {
  const body = new URLSearchParams({ name: 'Ada', email: 'ada@example.org', message })
  const response = await fetch(url, { method: 'POST', body, redirect: 'manual' })
  assert.equal(response.status, 303)
}

function isAbout(method: string): (response: HTTPResponse) => boolean {
  return (response) => response.request().method() === method && response.url().endsWith('/subscription')
}
