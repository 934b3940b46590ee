// A computer that two people share, in a real browser: who signs out hears nothing more, and hears
// again after signing in, without ringing the bell anew.

import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { launchBrowser } from '@belfry/push-service/browser'
import type { HTTPResponse, Page } from 'puppeteer-core'
import { openDatabase } from '../../examples/feedback/src/database/open-database.ts'
import { readSettings } from '../../examples/feedback/src/start/read-settings.ts'
import { startSite } from '../../examples/feedback/src/start/start-site.ts'
import type { RunningSite } from '../../examples/feedback/src/start/start-site.ts'
import { findBrowser } from '../../setup/browsers.ts'

const skip = findBrowser('chromium') === undefined && 'there is no Chromium on this machine'

test(
  'a notification goes to the signed-in owner, and to nobody after them',
  { skip, timeout: 120_000 },
  async () => {
    await using stack = new AsyncDisposableStack()
    const data = await mkdtemp(join(tmpdir(), 'feedback-'))
    stack.defer(() => rm(data, { recursive: true, force: true }))
    const settings = readSettings(['--port', '0', '--data', data, '--local-push'], {})
    assert.ok(settings)
    const site = stack.use(await startSite(settings))
    const { pushService } = site
    assert.ok(pushService)
    using db = openDatabase(join(data, 'feedback.db'))
    const lastAudience = async (): Promise<unknown> => {
      const row = db.prepare('select state, audience_size as size from belfry_notifications order by number desc') // prettier-ignore
      while (row.get()?.state !== 'done') await new Promise((resolve) => setTimeout(resolve, 20))
      return row.get()?.size
    }
    const { browser } = stack.use(
      await launchBrowser({ browser: 'chromium', service: pushService }),
    )
    const page = await browser.newPage()

    await signIn(page, site)
    await page.waitForSelector('#bell[data-state="default"], #bell[data-state="unsubscribed"]')
    await page.click('#bell button')
    await page.waitForSelector('#bell[data-state="subscribed"]')
    const first = pushService.events.next('ack')
    await sendFeedback(site)
    await first
    assert.equal(await lastAudience(), 1)

    const released = page.waitForResponse(isRegistration)
    await page.click('.top button')
    assert.equal((await released).status(), 200)
    const { mark } = pushService.events
    await sendFeedback(site)
    assert.equal(await lastAudience(), 0)
    assert.deepEqual(pushService.events.since(mark), [])

    const back = page.waitForResponse(isRegistration)
    await signIn(page, site)
    assert.equal((await back).status(), 200)
    await page.waitForSelector('#bell[data-state="subscribed"]')
    const again = pushService.events.next('ack')
    await sendFeedback(site)
    await again
  },
)

async function signIn(page: Page, site: RunningSite): Promise<void> {
  await page.goto(new URL('/admin', site.url).href, { waitUntil: 'networkidle0' })
  await page.type('#password', site.password ?? '')
  await page.click('button.primary')
}

async function sendFeedback({ url }: RunningSite): Promise<void> {
  const form = { name: 'Ada', email: 'ada@example.org', message: 'Hello' }
  const response = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams(form),
    redirect: 'manual',
  })
  assert.equal(response.status, 303)
}

function isRegistration(response: HTTPResponse): boolean {
  return response.request().method() === 'PUT' && response.url().endsWith('/subscription')
}
