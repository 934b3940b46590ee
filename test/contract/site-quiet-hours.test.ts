// Quiet hours of a site, for everybody who has said nothing of their own, on both databases.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { onEachBelfry, type Place } from '#test/belfry/each-belfry'
import { browserSubscription, SITE_URL } from '#test/belfry/temporary-belfry'
import { until } from '#test/time/until'

// Noon in UTC: 14:00 in Berlin, 21:00 in Tokyo.
const NOW = Date.UTC(2026, 5, 10, 12)
const QUIET = { from: '20:00', to: '08:00', timeZone: 'Asia/Tokyo' }

await onEachBelfry('quiet hours of a site', (on, open) => {
  describe(on, { timeout: 120_000 }, () => {
    let place: Place
    before(async () => {
      place = await open({
        now: () => NOW,
        topics: { blog: { name: 'Blog' }, replies: { name: 'Replies', transactional: true } },
      })
      await subscribe('ada', 'Europe/Berlin')
      await subscribe('bob', 'Asia/Tokyo')
      await subscribe('eve', undefined)
    })
    after(() => place[Symbol.asyncDispose]())

    async function subscribe(name: string, timeZone: string | undefined): Promise<void> {
      const { endpoint, keys } = browserSubscription(name)
      const identity = place.belfry.identify({ subscriber: name })
      const zone = timeZone === undefined ? {} : { timeZone }
      const body = { endpoint, keys, topics: ['blog', 'replies'], identity, ...zone }
      const answer = await place.ask('PUT', '/b/default/subscription', body, { origin: SITE_URL })
      assert.equal(answer.status, 201, JSON.stringify(answer.body))
    }

    async function preview(to: object = { topic: 'blog' }, ttl = 172_800) {
      const { body } = await place.ask('POST', '/v1/notifications/preview', { to, title: 'Hello', ttl })
      return { sent: body.sent, held: body.held, skipped: body.skipped }
    }

    const held = (count: number, at: number) => {
      const until = new Date(at).toISOString()
      return { reason: 'quiet-hours', count, from: until, until }
    }
    const morningInTokyo = Date.UTC(2026, 5, 10, 23)
    const change = (quietHours: unknown) => place.ask('PATCH', '/v1/sites/default', { quietHours })
    const wish = (name: string, wanted: object) => place.ask('PUT', `/v1/subscribers/${name}/preferences`, wanted)
    const preferencesOf = async (name: string) => (await place.ask('GET', `/v1/subscribers/${name}/preferences`)).body

    test('are checked, and none at first', async () => {
      assert.equal((await place.ask('GET', '/v1/sites/default')).body.quietHours, null)
      assert.deepEqual(await preview(), { sent: 3, held: [], skipped: [] })
      for (const [wrong, field] of [
        [{ from: '20:00', to: '20:00' }, 'quietHours.to'],
        [{ from: '25:00', to: '20:00' }, 'quietHours.from'],
        [{ ...QUIET, timeZone: 'Mars/Base' }, 'quietHours.timeZone'],
      ] as const) {
        const { status, body } = await change(wrong)
        const fields = body.errors.map(({ field: one }: { field: string }) => one)
        assert.deepEqual([status, body.code, fields], [400, 'field-invalid', [field]])
      }
    })

    test('hold what nobody waits for, on the clock of each person, and on the site’s where none is known', async () => {
      const { status, body } = await change(QUIET)
      assert.deepEqual([status, body.quietHours], [200, QUIET])
      assert.deepEqual(await preview(), { sent: 1, held: [held(2, morningInTokyo)], skipped: [] })
      assert.deepEqual(await preview({ all: true }), { sent: 1, held: [held(2, morningInTokyo)], skipped: [] })
      assert.deepEqual(await preview({ topic: 'replies' }), { sent: 3, held: [], skipped: [] })
      assert.deepEqual(await preview({ subscriber: 'bob' }), { sent: 1, held: [], skipped: [] })
      const { quietHours, quietHoursOf, next } = await preferencesOf('bob')
      assert.deepEqual([quietHours, quietHoursOf], [{ from: '20:00', to: '08:00' }, 'site'])
      assert.deepEqual([next.code, next.at], ['quiet-hours', new Date(morningInTokyo).toISOString()])
      assert.equal((await preferencesOf('eve')).effectiveTimeZone, 'Asia/Tokyo')
      await change({ from: '20:00', to: '08:00' })
      assert.deepEqual(await preview(), { sent: 2, held: [held(1, morningInTokyo)], skipped: [] })
      await change(QUIET)
    })

    test('give way to what a person has said, also to none', async ({ signal }) => {
      const own = await wish('bob', { quietHours: { from: '22:00', to: '07:00' } })
      assert.equal(own.body.quietHoursOf, 'person')
      // The first wish on a server is in force a second later.
      await until(async () => (await preview()).sent === 2, signal)
      const none = await wish('eve', { quietHours: null })
      assert.deepEqual([none.body.quietHours, none.body.quietHoursOf], [null, 'person'])
      assert.deepEqual(await preview(), { sent: 3, held: [], skipped: [] })
      for (const name of ['bob', 'eve']) {
        const { body } = await wish(name, { quietHours: 'site' })
        assert.deepEqual([body.quietHours, body.quietHoursOf], [{ from: '20:00', to: '08:00' }, 'site'])
      }
      const rows = await place.database.kysely.selectFrom('belfry_delivery_preferences').selectAll().execute()
      assert.deepEqual(rows, [], 'nothing is left of what was said')
      assert.deepEqual(await preview(), { sent: 1, held: [held(2, morningInTokyo)], skipped: [] })
    })

    test('hold for who has said something else, too', async () => {
      await wish('bob', { content: 'generic' })
      assert.deepEqual(await preview(), { sent: 1, held: [held(2, morningInTokyo)], skipped: [] })
      await wish('bob', { content: 'full' })
    })

    test('stay the site’s when the page that a link opens is sent untouched', async () => {
      const { path } = (await place.ask('POST', '/v1/subscribers/bob/preferences-link', {})).body as { path: string }
      const page = (await place.ask('GET', path)).body as string
      assert.match(page, /name="quiet"\s+value="on"\s+checked/)
      const send = (fields: [string, string][]) =>
        place.ask('POST', path, new URLSearchParams([['pause', 'off'], ...fields]).toString(), {
          origin: SITE_URL,
          'content-type': 'application/x-www-form-urlencoded',
        })
      const times: [string, string][] = [
        ['from', '20:00'],
        ['to', '08:00'],
      ]
      assert.equal((await send([['quiet', 'on'], ...times])).status, 303)
      assert.equal((await preferencesOf('bob')).quietHoursOf, 'site')
      assert.equal((await send(times)).status, 303)
      const { quietHours, quietHoursOf } = await preferencesOf('bob')
      assert.deepEqual([quietHours, quietHoursOf], [null, 'person'])
      await wish('bob', { quietHours: 'site' })
    })

    test('are gone for all when the site takes them back', async () => {
      assert.equal((await change(null)).body.quietHours, null)
      assert.deepEqual(await preview(), { sent: 3, held: [], skipped: [] })
      assert.equal((await preferencesOf('bob')).quietHoursOf, null)
    })
  })
})
