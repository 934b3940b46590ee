// A registration that the server refuses, for a reason that only its operator can fix: the bell says so, and does not
// ask people to try again. Firefox, since its endpoints at the local push service are on no list unless they are
// allowed.

import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { startPushService } from '@belfry/push-service'
import { readSettings } from '../../examples/feedback/src/start/read-settings.ts'
import { startSite } from '../../examples/feedback/src/start/start-site.ts'
import { findBrowser } from '../../setup/browsers.ts'
import { openBrowser } from '../support/browsers/open-browser.ts'

const skip = findBrowser('firefox') === undefined && 'there is no Firefox on this machine'

test(
  'a push service that the operator has not allowed is no reason to try again',
  { skip, timeout: 170_000 },
  async () => {
    await using stack = new AsyncDisposableStack()
    const data = await mkdtemp(join(tmpdir(), 'feedback-'))
    stack.defer(() => rm(data, { recursive: true, force: true, maxRetries: 5 }))
    const push = stack.use(await startPushService())
    const settings = readSettings(['--port', '0', '--data', data], { BELFRY_LOG_LEVEL: 'silent' })
    assert.ok(settings)
    const site = stack.use(await startSite(settings))
    const { browser } = stack.use(await openBrowser({ browser: 'firefox', service: push }))
    const page = await browser.newPage()
    await page.goto(new URL('/admin', site.url).href)
    await page.type('#password', site.password ?? '')
    await page.click('button.primary')
    await page.waitForSelector('#bell[status="granted-unsubscribed"]:not([busy])')
    await page.click('#bell >>> .switch')

    await page.waitForSelector('#bell[status="unsynced"]:not([busy])')
    const says = await page.$eval('#bell >>> [role=status]', ({ textContent }) => textContent)
    assert.match(says, /trying again will not help.*\(endpoint-private-address\)/)
    assert.equal(await page.$eval('#bell >>> .switch', (button) => button.getAttribute('aria-disabled')), 'true')
  },
)
