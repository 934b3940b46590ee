// What would become of a notification, as API and library say it beforehand, on both databases.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { onEachBelfry, type Place } from '#test/belfry/each-belfry'
import { browserSubscription, SITE_URL } from '#test/belfry/temporary-belfry'
import { until } from '#test/time/until'
import type { StatementDatabase } from '../../packages/server/src/database/statement.ts'
import type { Appearances } from '../../packages/server/src/previews/answer-schema.ts'
import { minuteOf } from '../../packages/server/src/pace/local-days.ts'
import { createPaceStore } from '../../packages/server/src/pace/pace-store.ts'
import { USUAL_PACE } from '../../packages/server/src/pace/pace.ts'

const NOW = Date.UTC(2026, 5, 10, 12)
const DAY = 86_400_000
const MANY = 21_000

await onEachBelfry('a preview', (on, open) => {
  describe(on, { timeout: 120_000 }, () => {
    let place: Place
    before(async () => {
      place = await open({
        now: () => NOW,
        pace: {},
        topics: {
          blog: { name: 'Blog' },
          deals: { name: 'Deals', pace: { perDay: null, perWeek: null, excess: 'skip' } },
          replies: { name: 'Replies', transactional: true },
        },
      })
      for (const name of ['ada', 'bob', 'eve']) await subscribe(name, ['blog', 'deals', 'replies'])
    })
    after(() => place[Symbol.asyncDispose]())

    async function subscribe(name: string, topics: string[]): Promise<void> {
      const { endpoint, keys } = browserSubscription(name)
      const body = { endpoint, keys, topics, identity: place.belfry.identify({ subscriber: name }) }
      const answer = await place.ask('PUT', '/b/default/subscription', body, { origin: SITE_URL })
      assert.equal(answer.status, 201, JSON.stringify(answer.body))
    }

    /** As if these people had got a message half an hour ago. */
    async function gotOne(subscribers: readonly number[]): Promise<void> {
      const store = createPaceStore(place.database as StatementDatabase<unknown>)
      const now = minuteOf(NOW) - 30
      await store.take({ own: { mark: 7, since: now }, subscribers, scopes: [{ topic: '', pace: USUAL_PACE }], now })
    }

    async function idOf(name: string): Promise<number> {
      const query = place.database.kysely.selectFrom('belfry_subscribers').select('id').where('external_id', '=', name)
      return (await query.executeTakeFirstOrThrow()).id
    }

    async function preview(to: object, more: object = {}) {
      const answer = await place.ask('POST', '/v1/notifications/preview', { to, title: 'Hello', ttl: 172_800, ...more })
      assert.equal(answer.status, 200, JSON.stringify(answer.body))
      const { platforms, shortened, ...figures } = answer.body as { platforms: unknown[]; shortened: unknown[] }
      assert.deepEqual([platforms.length, shortened], [5, []])
      return figures
    }

    test('says how many would get it now, later or not, and takes nothing', async () => {
      const all = { lane: 'bulk', audience: 3, isWhole: true, examined: 3, isEstimate: false }
      assert.deepEqual(await preview({ topic: 'blog' }), { ...all, sent: 3, held: [], skipped: [] })
      await gotOne([await idOf('ada'), await idOf('bob')])
      const free = new Date(NOW + DAY - 30 * 60_000).toISOString()
      for (const _ of ['once', 'and once more']) {
        const held = [{ reason: 'cap-day', count: 2, from: free, until: free }]
        assert.deepEqual(await preview({ topic: 'blog' }), { ...all, sent: 1, held, skipped: [] })
      }
      const skipped = [{ reason: 'cap-day', count: 2 }]
      assert.deepEqual(await preview({ topic: 'deals' }), { ...all, sent: 1, held: [], skipped })
      assert.deepEqual(await preview({ all: true }, { ttl: 60 }), { ...all, sent: 1, held: [], skipped })
    })

    test("names a person's own cap, and fewer of a topic that somebody has called irrelevant", async ({ signal }) => {
      const { kysely } = place.database
      const preferences = { pace: { perDay: 1 } }
      const answer = await place.ask('PUT', '/v1/subscribers/eve/preferences', preferences)
      assert.deepEqual(answer.body.pace, { perDay: 1, perWeek: null })
      const { id } = (await place.ask('POST', '/v1/notifications', { to: { topic: 'deals' }, title: 'Deal' })).body
      const { number } = await kysely
        .selectFrom('belfry_notifications')
        .select('number')
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      await kysely
        .insertInto('belfry_irrelevances')
        .values({ subscriber_id: await idOf('bob'), topic_id: 'blog', notification: number, at: NOW })
        .execute()
      const now = minuteOf(NOW) - 10
      const store = createPaceStore(place.database as StatementDatabase<unknown>)
      const taken = async (name: string, topic: string, mark: number) => {
        const subscriber = await idOf(name)
        const caps = { perDay: 1, perWeek: 1 }
        const personal = { caps: new Map([[subscriber, caps]]), reasonOf: () => 'cap-day' as const }
        const scopes = [{ topic, pace: { ...USUAL_PACE, ...caps }, personal }]
        await store.take({ own: { mark, since: now }, subscribers: [subscriber], scopes, now })
      }
      await taken('eve', '*', 8)
      for (const mark of [8, 9, 10]) await taken('bob', '*blog', mark)
      type Reach = { sent: number; held: unknown[]; skipped: { reason: string; count: number }[] }
      const look = async () => (await preview({ topic: 'blog' }, { ttl: 60 })) as unknown as Reach
      // The first on a server is in force a second later.
      await until(async () => (await look()).sent === 0, signal)
      const { sent, held, skipped } = await look()
      assert.deepEqual([sent, held], [0, []])
      assert.deepEqual(
        skipped.toSorted((a, b) => (a.reason < b.reason ? -1 : 1)),
        [
          { reason: 'cap-day', count: 1 },
          { reason: 'not-relevant', count: 1 },
          { reason: 'own-cap-day', count: 1 },
        ],
      )
      const shown = (await place.ask('GET', '/v1/subscribers/bob/preferences')).body.topics as { fewerUntil: string }[]
      assert.equal(shown[0]?.fewerUntil, new Date(NOW + 30 * DAY).toISOString())
      const { body } = await place.ask('PUT', '/v1/subscribers/eve/preferences', { pace: { perDay: null } })
      assert.equal(body.pace, null)
      for (const pace of [{ perDay: 0 }, { perWeek: 51 }, { perDay: 1.5 }, { perMonth: 1 }]) {
        assert.equal((await place.ask('PUT', '/v1/subscribers/eve/preferences', { pace })).status, 400)
      }
      await kysely.deleteFrom('belfry_notifications').where('number', '=', number).execute() // its reports as well
    })

    test('says the same in the library, and that caps are not for what is transactional', async () => {
      const asked = { to: { topic: 'replies' }, title: 'Hello' }
      const { lane, sent, held } = await place.belfry.preview(asked)
      assert.deepEqual([lane, sent, held], ['transactional', 3, []])
      await assert.rejects(place.belfry.preview(asked, { site: 'nobody' }), { code: 'site-unknown' })
      await assert.rejects(place.belfry.preview(asked, { colour: 'red' } as never), { code: 'field-unknown' })
    })

    test('refuses what could not be sent, and says why nobody would get it', async () => {
      const ask = (body: unknown) => place.ask('POST', '/v1/notifications/preview', body)
      const codes = [
        {},
        { to: { topic: 'nothing' }, title: 'A' },
        { to: { all: true }, title: 'A', url: 'https://x.y/' },
      ]
      const answers = await Promise.all(codes.map(ask))
      assert.deepEqual(
        answers.map(({ status, body }) => [status, (body as { code: string }).code]),
        [
          [400, 'field-missing'],
          [400, 'topic-unknown'],
          [400, 'url-not-same-origin'],
        ],
      )
      const none = (await preview({ subscriber: 'zoe' })) as { audience: number; note: string }
      assert.equal(none.audience, 0)
      assert.match(none.note, /none of these subscribers/)
      assert.equal((await place.ask('GET', '/v1/notifications/preview')).status, 405)
      const { notifications } = (await place.ask('GET', '/v1/notifications')).body as { notifications: unknown[] }
      assert.deepEqual(notifications, [], 'nothing was made')
    })

    test('says how it looks on each system, from the payload that would be sent, and counts nothing for that', async () => {
      const body = { to: { topic: 'blog' }, title: 'A'.repeat(100), body: 'Text.\nMore.', url: '/a', notRelevant: true }
      const answer = await place.ask('POST', '/v1/notifications/preview/appearance', body)
      assert.equal(answer.status, 200, JSON.stringify(answer.body))
      const { platforms, shortened } = answer.body as Appearances
      assert.deepEqual(shortened, ['title'])
      assert.deepEqual(
        platforms.map(({ platform, from, actions }) => [platform, from, actions.length]),
        [
          ['windows', new URL(SITE_URL).host, 1],
          ['macos', new URL(SITE_URL).host, 0],
          ['android', new URL(SITE_URL).host, 1],
          ['ios', new URL(SITE_URL).host, 0],
          ['linux', new URL(SITE_URL).host, 1],
        ],
      )
      assert.deepEqual(platforms[0]?.title, { text: `${'A'.repeat(69)}…`, lines: 2, isCut: true })
      for (const privacy of ['generic', 'opaque']) {
        const hidden = { ...body, privacy }
        const { body: answer } = await place.ask('POST', '/v1/notifications/preview/appearance', hidden)
        const shown = answer as Appearances
        assert.deepEqual([shown.shortened, shown.platforms[0]?.title.text], [[], 'You have a new message'], privacy)
      }
      const refused = await place.ask('POST', '/v1/notifications/preview/appearance', { ...body, url: 'https://x.y/' })
      assert.equal((refused.body as { code: string }).code, 'url-not-same-origin')
    })

    test('is an estimate of a large audience, from people who are evenly spread, and says so', async () => {
      const ids = await addMany()
      await gotOne(ids.filter((_, index) => index % 3 === 0))
      const { audience, isWhole, examined, isEstimate, sent, held } = (await preview({ all: true })) as {
        audience: number
        isWhole: boolean
        examined: number
        isEstimate: boolean
        sent: number
        held: { count: number }[]
      }
      assert.deepEqual([audience, isWhole, isEstimate], [MANY + 3, true, true])
      assert.ok(examined >= 9000 && examined < audience / 2, `${examined} examined`)
      assert.ok(Math.abs((held[0]?.count ?? 0) - MANY / 3) < MANY / 100, `${held[0]?.count} held`)
      assert.ok(Math.abs(sent - (MANY * 2) / 3) < MANY / 100, `${sent} sent`)
    })

    async function addMany(): Promise<number[]> {
      const { kysely } = place.database
      const { id: key } = await kysely.selectFrom('belfry_vapid_keys').select('id').executeTakeFirstOrThrow()
      const ids: number[] = []
      for (let added = 0; added < MANY; added += 1000) {
        const people = Array.from({ length: 1000 }, () => ({ site_id: 'default', created_at: 0, last_seen_at: 0 }))
        const made = await kysely.insertInto('belfry_subscribers').values(people).returning('id').execute()
        const subscriptions = made.map(({ id }) => ({
          site_id: 'default',
          subscriber_id: id,
          endpoint_hash: randomBytes(16),
          endpoint: `https://push.example/${id}`,
          p256dh: Buffer.alloc(65),
          auth: Buffer.alloc(16),
          vapid_key_id: key,
          push_service: 'other',
          status: 'active' as const,
          created_at: 0,
          updated_at: 0,
          last_seen_at: 0,
        }))
        await kysely.insertInto('belfry_subscriptions').values(subscriptions).execute()
        ids.push(...made.map(({ id }) => id))
      }
      return ids
    }
  })
})
