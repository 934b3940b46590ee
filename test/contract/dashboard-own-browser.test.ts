// A draft is tried in the operator's own browser: real Chromium subscribes from the dashboard at a local push service,
// is sent to, shows it, and is taken out again. And what is stored about a person comes as a file.

import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { startPushService, type PushService } from '@belfry/push-service'
import { launchBrowser, type LaunchedBrowser } from '@belfry/push-service/browser'
import { browserSubscription } from '#test/belfry/temporary-belfry'
import { findBrowser } from '../../setup/browsers.ts'
import { startNotificationDaemon, type NotificationDaemon } from '../support/desktop/notification-daemon.ts'
import { whyNoDashboard } from './dashboard-stage.ts'
import { visitDashboard, type DashboardPage, type DashboardVisit } from './dashboard-visit.ts'

const executablePath = findBrowser('chromium')
const skip = whyNoDashboard || (executablePath === undefined && 'chromium is not on this machine')

describe('the operator’s own browser', { skip, timeout: 180_000 }, () => {
  let service: PushService
  let desktop: NotificationDaemon
  let launched: LaunchedBrowser
  let visit: DashboardVisit
  let page: DashboardPage
  before(async () => {
    service = await startPushService()
    desktop = await startNotificationDaemon()
    launched = await launchBrowser({ browser: 'chromium', service, dbus: desktop.address })
    const { allow, ca, resolve } = service
    const push = { allow: [...allow], ca, resolve }
    visit = await visitDashboard(executablePath ?? '', { browser: launched.browser, push })
    page = visit.page
  })
  after(async () => {
    await visit?.[Symbol.asyncDispose]()
    await launched?.close()
    await desktop?.[Symbol.asyncDispose]()
    await service?.close()
  })

  test('is used with one press, and gets the draft', async () => {
    await page.open('notifications/new')
    await page.says('It becomes one of the site’s')
    await page.look('compose-empty')
    await page.press('Use this browser')
    await page.says('This browser is one of the site’s')
    await page.says('Goes to 1 browser now')
    await page.page.type('::-p-aria([name="Title"][role="textbox"])', 'Only for me')
    await page.look('compose-own')
    await page.press('Send a test')
    await page.says('On its way')
    await desktop.waitFor(({ summary }) => summary === 'Only for me')
  })

  test('is recognised when the page is opened again, and taken out', async () => {
    await page.open('notifications/new')
    await page.says('This browser is one of the site’s')
    await page.press('Take it out again')
    await page.says('Use this browser')
    const { body } = await visit.place.api('GET', '/v1/subscriptions?status=active')
    assert.deepEqual(body.subscriptions, [])
    assert.deepEqual(visit.complaints, [])
  })

  test('what is stored about a person comes as a file', async () => {
    const identity = visit.place.belfry.identify({ subscriber: 'user-7' })
    const body = { ...browserSubscription(), identity }
    assert.equal((await visit.place.page('PUT', '/b/default/subscription', body, { origin: visit.origin })).status, 201)
    const folder = await mkdtemp(join(tmpdir(), 'belfry-downloads-'))
    const cdp = await page.page.createCDPSession()
    await cdp.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder, eventsEnabled: true })
    const done = new Promise<void>((resolve) => {
      cdp.on('Browser.downloadProgress', ({ state }) => state === 'completed' && resolve())
    })
    await page.open('subscribers/user-7')
    await page.look('subscriber')
    await page.press('Export')
    await page.says('It is in your downloads')
    await done
    assert.deepEqual(await readdir(folder), ['subscriber-user-7.json'])
    const all = JSON.parse(await readFile(join(folder, 'subscriber-user-7.json'), 'utf8')) as Record<string, unknown>
    assert.ok(JSON.stringify(all).includes('user-7'))
    await rm(folder, { recursive: true })
    await page.press('Erase …')
    await page.says('Type user-7 to confirm')
    await page.look('subscriber-erase')
  })
})
