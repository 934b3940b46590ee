// Making a site in the dashboard, and what its people are offered, in real Chromium with accounts of Belfry's own.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { browserSubscription } from '#test/belfry/temporary-belfry'
import { findBrowser } from '../../setup/browsers.ts'
import { whyNoDashboard } from './dashboard-stage.ts'
import { visitDashboard, type DashboardPage, type DashboardVisit } from './dashboard-visit.ts'

const executablePath = findBrowser('chromium')
const skip = whyNoDashboard || (executablePath === undefined && 'chromium is not on this machine')

describe('sites in the dashboard', { skip, timeout: 180_000 }, () => {
  let visit: DashboardVisit
  let page: DashboardPage
  before(async () => {
    visit = await visitDashboard(executablePath ?? '')
    page = visit.page
  })
  after(() => visit?.[Symbol.asyncDispose]())

  test('one is made with its first key, which sends', async () => {
    await page.open('settings')
    await page.look('settings')
    await page.press('New site …')
    await page.write({ name: 'Schöner Laden' })
    assert.equal(
      await page.page.$eval('[role=dialog] [name=id]', ({ value }: { value: string }) => value),
      'schoner-laden',
    )
    await page.write({ id: 'default', url: 'https://shop.example/', contact: 'ops@shop.example' })
    await page.press('Make the site')
    await page.says('site-taken')
    await page.write({ id: 'shop' })
    await page.look('new-site')
    await page.press('Make the site')
    await page.says('Its first API key sends and reads.')
    await page.look('new-site-made')
    const [key, bell] = await page.page.$$eval('[role=dialog] pre', (all) => all.map(({ innerText }) => innerText))
    assert.match(bell ?? '', /\/b\/shop\/components\.js/)
    const headers = { authorization: `Bearer ${key}` }
    const sent = await visit.place.api('POST', '/v1/notifications', { to: { all: true }, title: 'Open now' }, headers)
    assert.equal(sent.status, 202)
    assert.equal(
      (await visit.place.api('GET', '/v1/sites', undefined, headers)).body.sites[0].contact,
      'mailto:ops@shop.example',
    )
    await page.press('Go to the site')
    await page.says('Schöner Laden at https://shop.example/')
    assert.equal((await page.page.content()).includes(String(key)), false)
  })

  test('says what its people are offered, and keeps what is changed', async () => {
    await page.says('Quiet hours and pauses are each person’s own')
    await page.page.click('[name=inbox]')
    await page.page.click('[name=notRelevant]')
    await page.page.$eval('[name=digestAt]', (field: { value: string }) => (field.value = '07:30'))
    await page.page.focus('[name=digestAt]')
    await page.page.keyboard.press('Enter')
    await page.says('The site is changed')
    const { body } = await visit.place.api('GET', '/v1/sites/shop')
    assert.deepEqual([body.inbox, body.notRelevant, body.digestAt], [false, true, '07:30'])
  })

  test('a new VAPID key costs nobody, and says how many have to come back', async () => {
    for (let n = 0; n < 3; n += 1) {
      const { status } = await visit.place.page('PUT', '/b/default/subscription', browserSubscription(), {
        origin: visit.origin,
      })
      assert.equal(status, 201)
    }
    await page.open('settings?site=default')
    await page.press('New key …')
    await page.says('The present key signs for 3 active browsers.')
    await page.look('vapid-rotate')
    await page.press('New key')
    await page.says('Retiring')
    assert.deepEqual(visit.complaints, [])
  })

  test('an address with a site that there is not leads to those that there are', async () => {
    for (const screen of ['', 'notifications', 'settings']) {
      await page.open(`${screen}?site=nowhere`)
      await page.says('There is no site called “nowhere”')
      assert.equal(await page.page.$('[role=alert]'), null)
    }
    await page.look('unknown-site')
    await page.press('Schöner Laden')
    await page.says('Schöner Laden at https://shop.example/')
    assert.equal(new URL(page.page.url()).searchParams.get('site'), 'shop')
    await page.open('?site=shop')
    await page.says('All well')
  })
})
