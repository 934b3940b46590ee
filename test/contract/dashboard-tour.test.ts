// Every screen with nothing, with one of everything and with many rows, in both schemes, on a phone and on a desk: no
// finding of axe, nothing too wide, no word of the navigation cut. BELFRY_LOOK names a folder for the pictures;
// BELFRY_UPDATE_DOCS=1 takes those of the docs that nobody else takes.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { startPushService, type PushService } from '@belfry/push-service'
import { browserSubscription } from '#test/belfry/temporary-belfry'
import { findBrowser } from '../../setup/browsers.ts'
import { subscribeAll, whyNoDashboard } from './dashboard-stage.ts'
import { visitDashboard, type DashboardVisit } from './dashboard-visit.ts'

const executablePath = findBrowser('chromium')
const skip = whyNoDashboard || (executablePath === undefined && 'chromium is not on this machine')
const PICTURES = join(import.meta.dirname, '../../docs/images/dashboard')

const SCREENS = [
  '',
  'notifications',
  'notifications/new',
  'subscribers',
  'subscriptions',
  'topics',
  'opt-in',
  'settings',
  'settings/people',
  'settings/account',
  'system',
]

describe('a tour of the dashboard', { skip, timeout: 420_000 }, () => {
  let service: PushService
  let visit: DashboardVisit
  before(async () => {
    service = await startPushService()
    const { allow, ca, resolve } = service
    visit = await visitDashboard(executablePath ?? '', { push: { allow: [...allow], ca, resolve } })
  })
  after(async () => {
    await visit?.[Symbol.asyncDispose]()
    await service?.close()
  })

  test('with nothing', () => tour('none'))

  test('before anybody is signed in', async () => {
    const stranger = await visit.stranger()
    for (const path of ['sign-in', 'invitation#none', 'nowhere']) {
      await stranger.open(path)
      await stranger.page.waitForNetworkIdle({ idleTime: 200, concurrency: 2 })
      await stranger.look(`tour-out-${path.split('#')[0]}`)
    }
    await stranger.page.close()
  })

  test('with one of everything', async () => {
    const { place, origin } = visit
    const headers = { origin }
    const browser = { name: 'Firefox', version: '153', os: 'Windows', mobile: false }
    const identity = place.belfry.identify({ subscriber: 'user-1' })
    await place.api('POST', '/v1/topics', { id: 'blog', name: 'New posts', default: true })
    const body = { ...browserSubscription(), browser, identity, topics: ['blog'] }
    const made = await place.page('PUT', '/b/default/subscription', body, headers)
    assert.equal(made.status, 201)
    for (const step of ['shown', 'soft-yes', 'native-yes']) {
      await place.page('POST', '/b/default/funnel', { step, prompt: 'bell' }, headers)
    }
    await place.api('POST', '/v1/sites', { id: 'shop', name: 'Shop', url: 'https://shop.example/' })
    await place.api('POST', '/v1/annotations', { text: 'Autumn campaign', at: new Date().toISOString() })
    const sent = { to: { topic: 'blog' }, title: 'The bells of our town', body: 'How they are cast' }
    const { status, body: notification } = await place.api('POST', '/v1/notifications', sent)
    assert.equal(status, 202)
    const { body: all } = await place.api('GET', '/v1/subscriptions')
    await tour('one', [
      `notifications/${notification.id}`,
      'subscribers/user-1',
      `subscriptions/${all.subscriptions[0].id}`,
      '?site=nowhere',
    ])
  })

  test('what one makes by a link: a view to share, an invitation', async () => {
    const { page, place, origin } = visit
    await page.open('settings/people')
    await page.press('Invite …')
    await page.press('Make a link')
    await page.says('Whoever opens this link first')
    const link = await page.page.$eval('[role=dialog] pre', ({ innerText }) => innerText)
    await page.press('Done')
    const days = { name: 'The board', scopes: ['figures'], reach: 'site' }
    const { body: shared } = await place.api('POST', '/v1/api-keys', { ...days, expiresAt: null })
    const stranger = await visit.stranger()
    for (const [name, address] of [
      ['invitation', link],
      ['shared', `${origin}/dashboard/shared#${shared.key}`],
    ] as const) {
      await stranger.page.goto(address)
      await stranger.page.waitForSelector('h1')
      await stranger.page.waitForNetworkIdle({ idleTime: 300, concurrency: 2 })
      await stranger.look(`tour-${name}`)
    }
    await stranger.page.close()
  })

  test('with many rows', async () => {
    const { place, page } = visit
    await place.api('POST', '/v1/topics', { id: 'walks', name: 'New walks' })
    await subscribeAll(place, service, 120)
    for (let n = 1; n <= 12; n += 1) {
      const id = `a-long-winded-topic-${n}`
      await place.api('POST', '/v1/topics', { id, name: `Everything that the parish council decided, part ${n}` })
      const body = `The ${n}th of many, with a text as long as a text may be, and it goes on until it is cut somewhere`
      await place.api('POST', '/v1/notifications', {
        to: { all: true },
        title: `The bells of our town, part ${n}`,
        body,
      })
      const name = `A script of the shop that sends reminders of every kind, number ${n}`
      await place.api('POST', '/v1/api-keys', { name, scopes: ['send', 'read'], expiresAt: null })
    }
    // One push service refuses what is signed: an alarm.
    service.faults.add({ profile: 'apple', action: 'status', status: 403 })
    await place.api('POST', '/v1/notifications', { to: { all: true }, title: 'Nobody with an iPhone hears it' })
    await page.open('')
    await page.says('Something keeps messages from people')
    await tour('many', ['subscribers/chrome-0-0'])
    assert.deepEqual(visit.complaints, [])
  })

  test('as the guide shows people, and one’s own account', async () => {
    if (process.env['BELFRY_UPDATE_DOCS'] === undefined) return
    const { page } = visit.page
    await page.setViewport({ width: 1280, height: 900 })
    for (const name of ['people', 'account']) {
      await visit.page.open(`settings/${name}`)
      await page.waitForNetworkIdle({ idleTime: 300, concurrency: 2 })
      const path = join(PICTURES, `${name}-1280-light.webp`) as `${string}.webp`
      await page.screenshot({ path, type: 'webp', quality: 60 })
    }
  })

  async function tour(kind: string, more: readonly string[] = []): Promise<void> {
    for (const screen of [...SCREENS, ...more]) {
      await visit.page.open(screen)
      await visit.page.page.waitForNetworkIdle({ idleTime: 300, concurrency: 2 })
      const name = screen.replace(/\/(?!new$|people$|account$).+/, '-one').replaceAll(/\W+/g, '-')
      await visit.page.look(`tour-${kind}-${name || 'overview'}`)
    }
  }
})
