// What keeps messages from people stands at the top of the overview, with what to do and where: a push service that
// refuses what Belfry signs, in real Chromium.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startPushService, type PushService } from '@belfry/push-service'
import { findBrowser } from '../../setup/browsers.ts'
import { whyNoDashboard } from './dashboard-stage.ts'
import { visitDashboard, type DashboardPage, type DashboardVisit } from './dashboard-visit.ts'

const executablePath = findBrowser('chromium')
const skip = whyNoDashboard || (executablePath === undefined && 'chromium is not on this machine')

describe('alarms in the dashboard', { skip, timeout: 120_000 }, () => {
  let service: PushService
  let visit: DashboardVisit
  let page: DashboardPage
  before(async () => {
    service = await startPushService()
    const { allow, ca, resolve } = service
    visit = await visitDashboard(executablePath ?? '', { push: { allow: [...allow], ca, resolve } })
    page = visit.page
  })
  after(async () => {
    await visit?.[Symbol.asyncDispose]()
    await service?.close()
  })

  test('say what is wrong, what to do, and lead there', async () => {
    await page.look('overview-empty')
    const { body: config } = await visit.place.page('GET', '/b/default/config')
    const applicationServerKey = (config as { vapidKey: { publicKey: string } }).vapidKey.publicKey
    const { endpoint, keys } = await service.subscribe({ profile: 'apple', applicationServerKey })
    const body = { endpoint, keys, browser: { name: 'Safari', version: '26', os: 'iPhone', mobile: true } }
    const made = await visit.place.page('PUT', '/b/default/subscription', body, { origin: visit.origin })
    assert.equal(made.status, 201)
    service.faults.add({ action: 'status', status: 403 })
    await visit.place.api('POST', '/v1/notifications', { to: { all: true }, title: 'Nobody hears it' })
    await page.open('')
    await page.says('Something keeps messages from people')
    await page.says('What to do')
    await page.look('overview-alarm')
    await page.press('See the notification')
    await page.says('Nobody hears it')
    await page.open('')
    await page.press('Check the contact address')
    await page.says('VAPID keys')
    assert.deepEqual(visit.complaints, [])
  })
})
