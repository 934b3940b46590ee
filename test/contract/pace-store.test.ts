import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { blockOf, markOf, NEIGHBOURS } from '../../packages/server/src/pace/entries.ts'
import { localDays, minuteOf } from '../../packages/server/src/pace/local-days.ts'
import { createPaceStore, type PaceStore } from '../../packages/server/src/pace/pace-store.ts'
import { USUAL_PACE, type Pace } from '../../packages/server/src/pace/pace.ts'
import type { PlacesAsked } from '../../packages/server/src/pace/take-places.ts'
import { onEachDatabase, type EmptyDatabase } from '../support/databases/each-database.ts'
import type { StatementDatabase } from '../../packages/server/src/database/statement.ts'

const NOW = minuteOf(Date.UTC(2026, 5, 10, 12))
const DAY = 24 * 60
const PEOPLE = Array.from({ length: 500 }, (_, index) => 3 * index + 1)

/** A store in an empty database. */
async function withStore(open: () => Promise<EmptyDatabase>): Promise<EmptyDatabase & { store: PaceStore }> {
  const place = await open()
  return {
    database: place.database,
    store: createPaceStore(place.database as StatementDatabase<unknown>),
    [Symbol.asyncDispose]: () => place[Symbol.asyncDispose](),
  }
}

function ask(number: number, given: Partial<PlacesAsked> & { pace?: Partial<Pace>; topics?: string[] } = {}) {
  const { pace, topics = [], ...rest } = given
  const scopes = ['', ...topics].map((topic) => ({ topic, pace: { ...USUAL_PACE, ...pace } }))
  const now = rest.now ?? NOW
  return { own: { mark: markOf(number), since: now }, subscribers: PEOPLE, scopes, now, ...rest }
}

await onEachDatabase('the places that caps leave', (on, open) => {
  describe(on, () => {
    test('are taken once by a notification, and a second time by none', async () => {
      await using place = await withStore(open)
      const { store } = place
      assert.equal((await store.take(ask(1))).size, 0)
      assert.equal((await store.take(ask(1))).size, 0, 'loaded again after a crash, it has its places')
      const over = await store.take(ask(2))
      assert.equal(over.size, PEOPLE.length)
      assert.deepEqual(over.get(1), { reason: 'cap-day', until: NOW + DAY, excess: 'hold' })
      assert.equal((await store.take(ask(3, { now: NOW + DAY }))).size, 0)
    })

    test('go to one of two broadcasts at the same time, for every person', async () => {
      await using place = await withStore(open)
      const { store } = place
      const halves = [PEOPLE.slice(0, 300), PEOPLE.slice(200)] as const
      const rounds = await Promise.all(
        [10, 11, 12, 13].flatMap((number) => halves.map((subscribers) => store.take(ask(number, { subscribers })))),
      )
      for (const person of PEOPLE) {
        const passed = [10, 11, 12, 13].filter((_, index) => {
          const asked = halves.map((half, of) => half.includes(person) && !rounds[index * 2 + of]?.has(person))
          return asked.some(Boolean)
        })
        assert.equal(passed.length, 1, `person ${person} gets one`)
      }
    })

    test('are asked of the site and of the topic, and taken of both or of none', async () => {
      await using place = await withStore(open)
      const { store } = place
      const one = { subscribers: [7], pace: { perDay: 2, perWeek: null } }
      assert.equal((await store.take(ask(1, { ...one, topics: ['blog'] }))).size, 0)
      assert.equal((await store.take(ask(2, one))).size, 0)
      const full = await store.take(ask(3, { ...one, topics: ['blog'] }))
      assert.deepEqual(full.get(7), { reason: 'cap-day', until: NOW + DAY, excess: 'hold' })
      const ofTopic = ask(4, { ...one, now: NOW + DAY })
      assert.equal((await store.take({ ...ofTopic, scopes: [{ topic: 'blog', pace: { ...USUAL_PACE } }] })).size, 0)
    })

    test('are only looked at for a preview, and given back where nobody got the message', async () => {
      await using place = await withStore(open)
      const { store } = place
      assert.equal((await store.look(ask(1))).size, 0)
      await store.take(ask(1))
      assert.equal((await store.look(ask(2))).size, PEOPLE.length)
      await store.giveBack(ask(1, { subscribers: [1, 4] }))
      const looked = await store.look(ask(2))
      assert.deepEqual(
        PEOPLE.filter((person) => !looked.has(person)),
        [1, 4],
      )
    })

    test('follow a cap that is changed, up and down', async () => {
      await using place = await withStore(open)
      const { store } = place
      const many = { perDay: 9, perWeek: null }
      for (const number of [1, 2, 3]) await store.take(ask(number, { pace: many }))
      for (const number of [4, 5]) {
        assert.equal((await store.take(ask(number, { pace: { perDay: null, perWeek: 20 } }))).size, 0)
      }
      assert.equal((await store.take(ask(6, { pace: { perDay: 5, perWeek: null } }))).size, PEOPLE.length)
      assert.equal((await store.take(ask(7, { pace: { perDay: 6, perWeek: null } }))).size, 0)
    })

    test('are counted by the day of the zone of each person', async () => {
      await using place = await withStore(open)
      const { store } = place
      const zoneOf = (person: number) => (person % 2 === 0 ? 'Pacific/Auckland' : 'America/Los_Angeles')
      const asked = (number: number, now: number) =>
        ask(number, {
          subscribers: [1, 2],
          pace: { perDay: 1, perWeek: null, window: 'calendar' },
          now,
          daysOf: (person) => localDays(zoneOf(person), now),
        })
      await store.take(asked(1, NOW - 30)) // a minute before midnight in Auckland, half an hour and one
      const after = await store.take(asked(2, NOW + 10))
      assert.deepEqual([...after.keys()], [1], 'it is the next day in Auckland, and not in Los Angeles')
      assert.equal(after.get(1)?.until, minuteOf(Date.UTC(2026, 5, 11, 7)))
    })

    test('are forgotten with their person, so that nobody inherits them', async () => {
      await using place = await withStore(open)
      const { database, store } = place
      const { kysely } = database
      const site = { id: 'default', name: 'A', origins: '[]', created_at: 0 }
      await kysely.insertInto('belfry_sites').values(site).execute()
      const people = [1, NEIGHBOURS - 1, NEIGHBOURS, NEIGHBOURS + 1, 5 * NEIGHBOURS]
      for (const id of people) {
        await kysely
          .insertInto('belfry_subscribers')
          .values({ id, site_id: 'default', created_at: 0, last_seen_at: 0 })
          .execute()
      }
      const all = { subscribers: people, topics: ['blog'] }
      await store.take(ask(1, all))
      await kysely.deleteFrom('belfry_subscribers').where('id', '=', NEIGHBOURS).execute()
      const over = await store.look(ask(2, all))
      assert.deepEqual(
        [...over.keys()],
        people.filter((id) => id !== NEIGHBOURS),
      )
      await kysely.deleteFrom('belfry_subscribers').execute()
      const rows = await kysely.selectFrom('belfry_pace_blocks').selectAll().execute()
      assert.deepEqual(new Set(rows.map(({ block }) => block)), new Set(people.map(blockOf)))
      for (const { entries } of rows) {
        assert.equal(entries.length, NEIGHBOURS * 6 * 6)
        assert.ok(entries.every((byte) => byte === 0))
      }
    })
  })
})
