// The page that a link to somebody's preferences opens, on both databases.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { onEachBelfry, type Place } from '#test/belfry/each-belfry'
import { browserSubscription, SITE_URL } from '#test/belfry/temporary-belfry'

const DAY_MS = 86_400_000

await onEachBelfry('a link to preferences', (on, open) => {
  describe(on, { timeout: 60_000 }, () => {
    let place: Place
    let skipped = 0
    before(async () => {
      place = await open({
        now: () => Date.now() + skipped,
        topics: { blog: { name: 'Blog <b>' }, offers: { name: 'Offers' }, board: { name: 'Board', access: 'granted' } },
      })
      for (const [name, locale] of [['ada', 'de-DE'] as const, ['ben', undefined] as const]) {
        const identity = place.belfry.identify({ subscriber: name })
        const body = { ...browserSubscription(name), identity, topics: ['blog'], timeZone: 'Europe/Berlin', locale }
        const { status } = await place.ask('PUT', '/b/default/subscription', body, { origin: SITE_URL })
        assert.equal(status, 201)
      }
    })
    after(() => place[Symbol.asyncDispose]())

    const pathOf = async (body: object = {}, name = 'ada') => {
      const made = await place.ask('POST', `/v1/subscribers/${name}/preferences-link`, body)
      assert.equal(made.status, 201, JSON.stringify(made.body))
      assert.equal(made.body.url, `${SITE_URL}${made.body.path}`)
      return made.body.path as string
    }
    const get = (path: string, headers = {}) => place.ask('GET', path, undefined, { authorization: '', ...headers })
    // As a text browser sends it: without Origin, and without Sec-Fetch-Site.
    const post = (path: string, fields: [string, string][]) =>
      place.ask('POST', path, new URLSearchParams(fields).toString(), {
        authorization: '',
        'content-type': 'application/x-www-form-urlencoded',
      })
    const form = (more: [string, string][] = []): [string, string][] => [
      ['shown', 'blog'],
      ['shown', 'offers'],
      ['pause', 'off'],
      ['from', '22:00'],
      ['to', '07:00'],
      ['zone', ''],
      ...more,
    ]

    test('opens a page for one person, in a language of theirs, that runs nothing and that the site may embed', async () => {
      const path = await pathOf()
      const page = await get(path)
      assert.equal(page.status, 200)
      assert.match(page.headers.get('content-type') ?? '', /^text\/html/)
      assert.match(page.body, /<html lang="de"/)
      assert.match(page.body, /Deine Mitteilungen/)
      assert.match(page.body, /Blog &lt;b&gt;/)
      assert.doesNotMatch(page.body, /Board|<script|<b>| style=/)
      const policy = page.headers.get('content-security-policy') ?? ''
      assert.match(policy, /default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'/)
      const [, style = ''] = /<style>([^]*)<\/style>/.exec(page.body) ?? []
      const hash = createHash('sha256').update(style).digest('base64')
      assert.ok(style.length > 500 && policy.includes(`'sha256-${hash}'`), 'its one style is the one that is allowed')
      assert.match(policy, /frame-ancestors 'self' https:\/\/example\.com$/)
      assert.equal(page.headers.get('cache-control'), 'no-store')
      assert.equal(page.headers.get('referrer-policy'), 'same-origin')
      assert.match((await get(`${path}?utm_source=mail`, { 'accept-language': 'ar,en;q=0.5' })).body, /dir="rtl"/)
    })

    test('saves what the form says, and nothing that it did not show', async () => {
      const path = await pathOf()
      const saved = await post(
        path,
        form([
          ['topic', 'offers'],
          ['quiet', 'on'],
          ['generic', 'on'],
        ]),
      )
      assert.deepEqual([saved.status, saved.headers.get('location')], [303, '?saved'])
      const { body } = await place.ask('GET', '/v1/subscribers/ada/preferences')
      const topics = (body.topics as { id: string; on: boolean }[]).map(({ id, on }) => [id, on])
      assert.deepEqual(topics, [
        ['blog', false],
        ['board', false],
        ['offers', true],
      ])
      assert.deepEqual(body.quietHours, { from: '22:00', to: '07:00' })
      assert.deepEqual([body.content, body.paused], ['generic', false])
      await post(path, [
        ['shown', 'blog'],
        ['topic', 'blog'],
        ['pause', 'hour'],
        ['from', '22:00'],
        ['to', '07:00'],
      ])
      const after = (await place.ask('GET', '/v1/subscribers/ada/preferences')).body
      assert.equal(typeof after.paused.until, 'string')
      assert.ok(after.topics.every(({ id, on }: { id: string; on: boolean }) => id === 'board' || on))
      // The page now says until when, and keeps it.
      const page = await get(`${path}?saved`)
      assert.match(page.body, /Gespeichert[^]*value="keep"/)
      await post(
        path,
        form([
          ['pause', 'keep'],
          ['topic', 'blog'],
        ]).filter(([name, value]) => name !== 'pause' || value === 'keep'),
      )
      assert.deepEqual((await place.ask('GET', '/v1/subscribers/ada/preferences')).body.paused, after.paused)
    })

    test('takes how much a screen shows, and how much the push service gets', async () => {
      const path = await pathOf()
      for (const [chosen, content] of [
        [['opaque'], 'opaque'],
        [['generic', 'opaque'], 'opaque'],
        [['generic'], 'generic'],
        [[], 'full'],
      ] as const) {
        const boxes = chosen.map((name): [string, string] => [name, 'on'])
        await post(path, form([['content', 'levels'], ...boxes]))
        assert.equal((await place.ask('GET', '/v1/subscribers/ada/preferences')).body.content, content)
        assert.equal(/name="opaque"[^>]*checked/.test((await get(path)).body), content === 'opaque')
      }
    })

    test("keeps a person's own caps, and empty fields say none", async () => {
      const path = await pathOf({}, 'ben')
      const keep = async (day: string, week: string) => {
        const caps: [string, string][] = [
          ['cap-day', day],
          ['cap-week', week],
        ]
        const { status } = await post(path, [...form([]), ...caps])
        return [status, (await place.ask('GET', '/v1/subscribers/ben/preferences')).body.pace]
      }
      assert.deepEqual(await keep('2', ''), [303, { perDay: 2, perWeek: null }])
      assert.match((await get(path)).body, /name="cap-day"[^>]*value="2"/)
      for (const wrong of ['0', '51', 'many', '1.5']) {
        assert.deepEqual(await keep(wrong, ''), [422, { perDay: 2, perWeek: null }])
      }
      assert.deepEqual(await keep(' ', ''), [303, null])
    })

    test('says what is wrong with the form, and changes nothing', async () => {
      const path = await pathOf({}, 'ben')
      const wrong = [
        form([['quiet', 'on']]).map(([name, value]): [string, string] => [name, name === 'to' ? '22:00' : value]),
        form([]).map(([name, value]): [string, string] => [name, name === 'zone' ? 'Mars/Olympus' : value]),
      ]
      const before = (await place.ask('GET', '/v1/subscribers/ben/preferences')).body
      for (const fields of wrong) {
        const refused = await post(path, fields)
        assert.equal(refused.status, 422)
        assert.match(refused.body, /role="alert"/)
      }
      const json = await place.ask('POST', path, {}, { authorization: '' })
      assert.deepEqual([json.status, json.body.code], [415, 'media-type-unsupported'])
      assert.deepEqual((await place.ask('GET', '/v1/subscribers/ben/preferences')).body, before)
    })

    test('turns a granted topic on only where it was made for that', async () => {
      const fields = form([
        ['shown', 'board'],
        ['topic', 'board'],
        ['topic', 'blog'],
      ])
      const isOn = async () => {
        const { body } = await place.ask('GET', '/v1/subscribers/ben/preferences')
        return (body.topics as { id: string; on: boolean }[]).find(({ id }) => id === 'board')?.on
      }
      await post(await pathOf({}, 'ben'), fields)
      assert.equal(await isOn(), false)
      await post(await pathOf({ topics: ['board'] }, 'ben'), fields)
      assert.equal(await isOn(), true)
    })

    test('opens nothing when it was changed, has expired, or the person is gone', async () => {
      const made = await place.belfry.preferencesLink({ subscriber: 'ben', expiresInMs: DAY_MS })
      assert.equal(made.url, SITE_URL + made.path)
      assert.equal((await get(made.path)).status, 200)
      for (const path of [`${made.path}x`, made.path.replace(/\/[^/]*$/, '/a.b.c'), '/b/default/preferences/x']) {
        const gone = await get(path)
        assert.equal(gone.status, 410, path)
        assert.match(gone.body, /no longer works/)
        assert.equal((await post(path, form())).status, 410)
      }
      skipped = DAY_MS + 1000
      assert.equal((await get(made.path)).status, 410)
      const path = await pathOf({}, 'ben')
      await place.ask('DELETE', '/v1/subscribers/ben')
      assert.equal((await get(path)).status, 410)
      await assert.rejects(place.belfry.preferencesLink({ subscriber: 'ben' }), { code: 'subscriber-unknown' })
      await assert.rejects(place.belfry.preferencesLink({ subscriber: '' }), { name: 'Refusal' })
    })
  })
})
