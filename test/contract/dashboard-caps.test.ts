// What the dashboard says of the rules for how much people get, in real Chromium.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { browserSubscription } from '#test/belfry/temporary-belfry'
import { openDatabase } from '../../packages/server/src/database/open-database.ts'
import type { StatementDatabase } from '../../packages/server/src/database/statement.ts'
import { minuteOf } from '../../packages/server/src/pace/local-days.ts'
import { createPaceStore } from '../../packages/server/src/pace/pace-store.ts'
import { USUAL_PACE } from '../../packages/server/src/pace/pace.ts'
import { noteReactions } from '../../packages/server/src/pace/reaction-store.ts'
import { findBrowser } from '../../setup/browsers.ts'
import { whyNoDashboard } from './dashboard-stage.ts'
import { visitDashboard, type DashboardPage, type DashboardVisit } from './dashboard-visit.ts'

const executablePath = findBrowser('chromium')
const skip = whyNoDashboard || (executablePath === undefined && 'chromium is not on this machine')
const DAY_MS = 86_400_000

describe('the rules of a site in the dashboard', { skip, timeout: 180_000 }, () => {
  let visit: DashboardVisit
  let page: DashboardPage
  before(async () => {
    visit = await visitDashboard(executablePath ?? '')
    page = visit.page
  })
  after(() => visit?.[Symbol.asyncDispose]())

  /** A checkbox by the words beside it. */
  const check = async (label: string) => {
    const box = await page.page.waitForSelector(`xpath///label[normalize-space() = ${JSON.stringify(label)}]`)
    await box?.click()
  }
  const save = async (field: string) => {
    await page.page.focus(`[name=${field}]`)
    await page.page.keyboard.press('Enter')
    await page.says('The site is changed')
  }

  test('caps stay what they are where they are saved again: what is above them joins the digest', async () => {
    const pace = { perDay: 2, perWeek: 6, excess: 'digest' }
    await visit.place.api('PATCH', '/v1/sites/default', { pace })
    await page.open('settings')
    await page.write({ perDay: '3' })
    await save('perDay')
    const { body } = await visit.place.api('GET', '/v1/sites/default')
    assert.equal((body.pace as typeof pace).excess, 'digest')
    await visit.place.api('PATCH', '/v1/sites/default', { pace: null })
  })

  test('those who never react get fewer, from the usual rule on', async () => {
    await page.open('settings')
    await check('Send them fewer')
    await page.write({ afterDays: '60' })
    await save('afterDays')
    const { body } = await visit.place.api('GET', '/v1/sites/default')
    assert.deepEqual(body.silence, { afterDays: 60, shownDays: 10, perWeek: 1 })
    await page.look('silence')
  })

  test('quiet hours hold for everybody who has said nothing', async () => {
    await page.open('settings')
    await check('Keep quiet hours')
    await page.write({ quietZone: 'Mars/Base' })
    await page.page.focus('[name=quietZone]')
    await page.page.keyboard.press('Enter')
    await page.says('is no time zone')
    await page.write({ quietZone: 'Asia/Tokyo' })
    await save('quietZone')
    const { body } = await visit.place.api('GET', '/v1/sites/default')
    assert.deepEqual(body.quietHours, { from: '22:00', to: '07:00', timeZone: 'Asia/Tokyo' })
    await page.look('quiet-hours')
  })

  test('the page of such a person says so, and why', async () => {
    const identity = visit.place.belfry.identify({ subscriber: 'kim' })
    const { status } = await visit.place.page(
      'PUT',
      '/b/default/subscription',
      { ...browserSubscription(), identity },
      { origin: visit.origin },
    )
    assert.equal(status, 201)
    const database = await openDatabase(`${visit.place.data}/belfry.db`, { migrate: false })
    const { id } = await database.kysely.selectFrom('belfry_subscribers').select('id').executeTakeFirstOrThrow()
    const from = Date.now() - 80 * DAY_MS
    const told = Array.from({ length: 12 }, (_, day) => ({
      subscriber: id,
      kind: 'display' as const,
      at: from + day * DAY_MS,
    }))
    const open = database as StatementDatabase<unknown>
    await open.atomically((tx) => noteReactions(tx, open.statements, told))
    // The one message of this week.
    const now = minuteOf(Date.now()) - 10
    const personal = { caps: new Map([[id, { perDay: null, perWeek: 1 }]]), reasonOf: () => 'no-reaction' as const }
    const scopes = [{ topic: '**', pace: { ...USUAL_PACE, perDay: null, perWeek: 1 }, personal }]
    await createPaceStore(open).take({ own: { mark: 1, since: now }, subscribers: [id], scopes, now })
    await database.close()
    await page.open('subscribers/kim')
    await page.says('1 a week at most, until a click or a look into the inbox')
    await page.says('and gets 1 a week at most')
    await page.says('22:00–07:00, Asia/Tokyo (of the site)')
    await page.look('silent-person')
  })

  test('before a broadcast it says who waits, and why', async () => {
    await visit.place.api('PATCH', '/v1/sites/default', { quietHours: null })
    await page.open('notifications/new')
    await page.says('fewer, because they have not reacted for long')
    await page.look('compose-silent')
    assert.deepEqual(visit.complaints, [])
  })
})
