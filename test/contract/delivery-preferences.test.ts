// What subscribers want of deliveries: stored, kept to when sent, and gone with the person, on both databases.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sql } from 'kysely'
import type { OpenedDatabase } from '../../packages/server/src/database/open-database.ts'
import type { Statement, StatementValues } from '../../packages/server/src/database/statement.ts'
import type { GateAnswer } from '../../packages/server/src/deliveries/delivery-gate.ts'
import type { DueDelivery, SendableNotification } from '../../packages/server/src/deliveries/delivery-store.ts'
import { eraseSubscriber } from '../../packages/server/src/erasures/erase-subscriber.ts'
import {
  findWanted,
  saveDeliveryPreferences,
  WANTED,
} from '../../packages/server/src/preferences/delivery-preferences-store.ts'
import { NO_PREFERENCES, type DeliveryPreferences } from '../../packages/server/src/preferences/delivery-preferences.ts'
import { createPreferencesGate } from '../../packages/server/src/preferences/preferences-gate.ts'
import { inheritDeliveryPreferences } from '../../packages/server/src/subscribers/inherit-delivery-preferences.ts'
import { establishSubscriber, noteSeen } from '../../packages/server/src/subscribers/subscriber-store.ts'
import { onEachDatabase } from '../support/databases/each-database.ts'
import { withSite } from './stores/site-fixture.ts'

const NOW = Date.parse('2026-12-01T22:00:00Z')
const HOUR = 3_600_000
const NIGHT = { from: 22 * 60, to: 8 * 60 }

const bulk = {
  lane: 'bulk',
  audience: { kind: 'all', value: true },
  payload: JSON.stringify({
    web_push: 8030,
    notification: { title: 'Your test', body: 'positive', navigate: '/r/1', image: 'x', data: { belfry: { id: '1' } } },
  }),
} as SendableNotification
const urgent = { ...bulk, lane: 'transactional' } as SendableNotification

async function ask(database: OpenedDatabase, subscribers: readonly number[], notification = bulk): Promise<GateAnswer> {
  const due = subscribers.map((subscriber) => ({ subscriber }) as DueDelivery)
  // Each kind of database has its own type of transaction.
  const gate = database.dialect === 'sqlite' ? createPreferencesGate(database) : createPreferencesGate(database)
  return gate.decide({ notification, due, now: NOW })
}

async function planOf(database: OpenedDatabase, hot: Statement, values: StatementValues): Promise<string> {
  if (database.dialect === 'sqlite') {
    const rows = database.raw.prepare(`explain query plan ${hot.sqlite}`).all(values as Record<string, number>)
    return rows.map(({ detail }) => String(detail)).join('\n')
  }
  // Where sequential scans cost too much, as with a million subscribers.
  return database.transaction(async (tx) => {
    await sql`set local enable_seqscan = off`.execute(tx)
    const text = hot.postgres.replaceAll(/\$(\d)/g, (_, n: string) => String(values[hot.names[Number(n) - 1] ?? '']))
    const { rows } = await sql.raw<Record<string, string>>(`explain ${text}`).execute(tx)
    return rows.map((row) => Object.values(row)[0]).join('\n')
  })
}

await onEachDatabase('delivery preferences', (on, open) => {
  describe(on, { timeout: 60_000 }, () => {
    async function people(count: number) {
      const harness = await withSite(open)
      const { database } = harness
      const ids: number[] = []
      for (let n = 0; n < count; n += 1) {
        const { id } = await establishSubscriber(database.kysely, 'default', `person-${n}`, NOW)
        ids.push(id)
      }
      const want = (index: number, wanted: Partial<DeliveryPreferences>) =>
        saveDeliveryPreferences(database.kysely, ids[index]!, { ...NO_PREFERENCES, ...wanted }, NOW)
      return { harness, database, ids, want }
    }

    test('are stored as they were said, and leave no row when there are none any more', async () => {
      const { harness, database, ids, want } = await people(2)
      await using _ = harness
      const wanted: DeliveryPreferences = {
        pausedUntil: Infinity,
        quietHours: NIGHT,
        noQuietHours: false,
        timeZone: 'Asia/Tokyo',
        content: 'generic',
        digest: { at: 19 * 60 },
        pace: { perDay: 2, perWeek: null },
      }
      await want(0, wanted)
      assert.deepEqual(await findWanted(database.kysely, ids[0]!), {
        preferences: wanted,
        browserZone: null,
        locale: null,
      })
      assert.deepEqual((await findWanted(database.kysely, ids[1]!))?.preferences, NO_PREFERENCES)
      await want(0, { pausedUntil: NOW + 1 })
      assert.deepEqual((await findWanted(database.kysely, ids[0]!))?.preferences, {
        ...NO_PREFERENCES,
        pausedUntil: NOW + 1,
      })
      await want(0, {})
      const rows = await database.kysely.selectFrom('belfry_delivery_preferences').selectAll().execute()
      assert.deepEqual(rows, [])
    })

    test('are kept to in two pages that a new process asks for at once', async () => {
      const { harness, database, ids, want } = await people(2)
      await using _ = harness
      await want(0, { pausedUntil: Infinity })
      const gate = database.dialect === 'sqlite' ? createPreferencesGate(database) : createPreferencesGate(database)
      const due = ids.map((subscriber) => ({ subscriber }) as DueDelivery)
      const page = () => gate.decide({ notification: bulk, due, now: NOW })
      const [first, second] = await Promise.all([page(), page()])
      assert.deepEqual(second, first)
      assert.equal(first?.[0]?.kind, 'skip')
    })

    test('decide what is sent, held or skipped, each for its own person', async () => {
      const { harness, database, ids, want } = await people(7)
      await using _ = harness
      assert.equal(await ask(database, ids), undefined, 'nobody has said anything')
      await want(1, { pausedUntil: Infinity })
      await want(2, { pausedUntil: NOW + HOUR })
      await want(3, { quietHours: NIGHT, timeZone: 'Europe/Berlin' })
      await want(4, { quietHours: NIGHT })
      await noteSeen(database.kysely, ids[4]!, { locale: 'de', timeZone: 'America/Los_Angeles', now: NOW })
      await want(5, { content: 'generic' })
      await noteSeen(database.kysely, ids[5]!, { locale: 'de-AT', timeZone: 'Mars/Olympus', now: NOW })
      const morning = Date.parse('2026-12-02T07:00:00Z')
      const paused = { kind: 'hold', reason: 'paused', until: NOW + HOUR }
      const page = (await ask(database, ids)) ?? []
      assert.deepEqual(page.slice(0, 5), [
        undefined,
        { kind: 'skip', reason: 'paused' },
        paused,
        { kind: 'hold', reason: 'quiet-hours', until: morning },
        undefined,
      ])
      assert.equal(page[6], undefined)
      const generic = page[5]
      assert.ok(generic?.kind === 'send')
      assert.deepEqual(JSON.parse(Buffer.from(generic.payload).toString()), {
        web_push: 8030,
        notification: {
          title: 'Du hast eine neue Nachricht',
          body: 'Zum Lesen öffnen.',
          lang: 'de',
          navigate: '/r/1',
          data: { belfry: { id: '1' } },
        },
      })
      // What a person waits for is not held by quiet hours.
      const waitedFor = (await ask(database, ids, urgent)) ?? []
      assert.deepEqual(waitedFor.slice(1, 4), [{ kind: 'skip', reason: 'paused' }, paused, undefined])
      // Far apart, as the retries of a day are: read one by one, to the same end.
      const few = [ids[1]!, ids[1]!, ids[3]!, 9_000_000_000]
      assert.deepEqual(
        (await ask(database, few))?.map((one) => one?.kind),
        ['skip', 'skip', 'hold', undefined],
      )
    })

    test('are read by their key, whatever the planner knows', async () => {
      const { harness, database, ids, want } = await people(3)
      await using _ = harness
      await want(1, { content: 'generic' })
      const plan = await planOf(database, WANTED.inRange, { first: ids[0]!, last: ids[2]! })
      assert.doesNotMatch(plan, /SCAN p|Seq Scan on subscribers|Hash/)
    })

    test('pass to the person a visitor turns out to be, who has said nothing yet', async () => {
      const { harness, database, ids, want } = await people(3)
      await using _ = harness
      await want(0, { content: 'generic' })
      await want(2, { quietHours: NIGHT })
      for (const to of [ids[1]!, ids[2]!]) await inheritDeliveryPreferences(database.kysely, ids[0]!, to)
      assert.deepEqual((await findWanted(database.kysely, ids[1]!))?.preferences.content, 'generic')
      assert.deepEqual((await findWanted(database.kysely, ids[2]!))?.preferences, {
        ...NO_PREFERENCES,
        quietHours: NIGHT,
      })
    })

    test('go when the person is erased', async () => {
      const { harness, database, want } = await people(1)
      await using _ = harness
      await want(0, { content: 'generic' })
      await eraseSubscriber(database, { siteId: 'default', externalId: 'person-0', key: Buffer.alloc(32) }, 1)
      const rows = await database.kysely.selectFrom('belfry_delivery_preferences').selectAll().execute()
      assert.deepEqual(rows, [])
    })
  })
})
