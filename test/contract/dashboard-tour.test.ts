// Every screen with nothing and with one of everything, in both schemes, on a phone and on a desk: no finding of axe,
// nothing too wide, no word of the navigation cut. BELFRY_LOOK names a folder for the pictures.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { browserSubscription } from '#test/belfry/temporary-belfry'
import { findBrowser } from '../../setup/browsers.ts'
import { whyNoDashboard } from './dashboard-stage.ts'
import { visitDashboard, type DashboardVisit } from './dashboard-visit.ts'

const executablePath = findBrowser('chromium')
const skip = whyNoDashboard || (executablePath === undefined && 'chromium is not on this machine')

const SCREENS = ['', 'notifications', 'subscribers', 'subscriptions', 'topics', 'opt-in', 'system'] as const

describe('a tour of the dashboard', { skip, timeout: 300_000 }, () => {
  let visit: DashboardVisit
  before(async () => {
    visit = await visitDashboard(executablePath ?? '')
  })
  after(() => visit?.[Symbol.asyncDispose]())

  test('with nothing', () => tour('none'))

  test('with one of everything', async () => {
    const { place, origin } = visit
    const headers = { origin }
    const browser = { name: 'Firefox', version: '153', os: 'Windows', mobile: false }
    const identity = place.belfry.identify({ subscriber: 'user-1' })
    await place.api('POST', '/v1/topics', { id: 'blog', name: 'New posts', default: true })
    const body = { ...browserSubscription(), browser, identity, topics: ['blog'] }
    assert.equal((await place.page('PUT', '/b/default/subscription', body, headers)).status, 201)
    for (const step of ['shown', 'soft-yes', 'native-yes']) {
      await place.page('POST', '/b/default/funnel', { step, prompt: 'bell' }, headers)
    }
    const sent = { to: { topic: 'blog' }, title: 'The bells of our town', body: 'How they are cast' }
    const { status, body: made } = await place.api('POST', '/v1/notifications', sent)
    assert.equal(status, 202)
    await tour('one', [`notifications/${(made as { id: string }).id}`, 'subscribers/user-1'])
    assert.deepEqual(visit.complaints, [])
  })

  async function tour(kind: string, more: readonly string[] = []): Promise<void> {
    for (const screen of [...SCREENS, ...more]) {
      await visit.page.open(screen)
      await visit.page.page.waitForNetworkIdle({ idleTime: 300, concurrency: 2 })
      const [name = ''] = screen.split('/')
      await visit.page.look(`tour-${kind}-${name || 'overview'}${screen.includes('/') ? '-one' : ''}`)
    }
  }
})
