// An operator's own Chromium is told of alarms: the dashboard as served, its worker, the push service and the desktop.

import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RequestListener } from 'node:http'
import { describe, test } from 'node:test'
import { startPushService } from '@belfry/push-service'
import { launchBrowser } from '@belfry/push-service/browser'
import { createBelfry } from 'belfry'
import { findBrowser } from '../../setup/browsers.ts'
import { startNotificationDaemon } from '../support/desktop/notification-daemon.ts'
import { servePages } from '../support/network/serve-pages.ts'
import { whyNoDashboard } from './dashboard-stage.ts'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const skip = whyNoDashboard || (findBrowser('chromium') === undefined && 'chromium is not on this machine')
const OPERATOR = { id: 'ada', name: 'Ada', role: 'owner' } as const

describe('alarms in an operator’s own browser', { skip, timeout: 120_000 }, () => {
  test('are turned on at System, tried, and turned off', async () => {
    await using stack = new AsyncDisposableStack()
    const data = await mkdtemp(join(tmpdir(), 'belfry-alarms-'))
    stack.defer(() => rm(data, { recursive: true, force: true, maxRetries: 5 }))
    const push = stack.use(await startPushService())
    const desktop = stack.use(await startNotificationDaemon())
    let site: RequestListener = (_, response) => void response.writeHead(503).end()
    const { origin } = stack.use(await servePages('localhost', (request, response) => site(request, response)))
    const { allow, ca, resolve } = push
    const dashboard = { signIn: () => OPERATOR }
    const options = { data, url: origin, push: { allow, ca, resolve }, log: 'silent', dashboard } as const
    const belfry = stack.use(await createBelfry(options))
    site = belfry.listener
    const { browser } = stack.use(await launchBrowser({ browser: 'chromium', service: push, dbus: desktop.address }))
    const page = await browser.newPage()
    page.setDefaultTimeout(60_000)
    const says = (text: string) =>
      page.waitForFunction(`document.body.innerText.includes(${JSON.stringify(text)})`, { polling: 100 })
    const press = (text: string) =>
      page.evaluate(
        `[...document.querySelectorAll('button')].find((one) => one.innerText === ${JSON.stringify(text)}).click()`,
      )

    await page.goto(`${origin}/dashboard/system`)
    await says('Ring this browser')
    await press('Ring this browser')
    await says('1 browser rings.')
    await says('Stop ringing this browser')
    await press('Try it')
    await desktop.waitFor(({ summary }) => summary === 'This is how an alarm of Belfry looks')
    await page.evaluate(axe)
    const found = await page.evaluate('axe.run().then(({ violations }) => violations.map(({ id }) => id))')
    assert.deepEqual(found, [])
    if (process.env['BELFRY_LOOK']) await look(page, process.env['BELFRY_LOOK'])
    await press('Stop ringing this browser')
    await says('Ring this browser')
    await says('0 browsers ring.')
  })
})

/** Pictures for somebody to look at. */
async function look(
  page: Awaited<ReturnType<Awaited<ReturnType<typeof launchBrowser>>['browser']['newPage']>>,
  to: string,
) {
  await mkdir(to, { recursive: true })
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])
    for (const width of [1280, 390]) {
      await page.setViewport({ width, height: 900 })
      await page.screenshot({ path: join(to, `ring-${scheme}-${width}.png`), fullPage: true })
    }
  }
}
