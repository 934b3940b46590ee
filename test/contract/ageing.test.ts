// Browsers that stay away, on both databases: what is stale, what ends, and by which clock.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import { ageSubscriptions } from '../../packages/server/src/ageing/age-subscriptions.ts'
import { AGEING } from '../../packages/server/src/ageing/statements.ts'
import type { StatementDatabase } from '../../packages/server/src/database/statement.ts'
import { insertAnonymous } from '../../packages/server/src/subscribers/subscriber-store.ts'
import { createMetrics } from '../../packages/server/src/telemetry/metrics.ts'
import { declaredSite } from '../support/belfry/declared-site.ts'
import { onEachDatabase, type EmptyDatabase } from '../support/databases/each-database.ts'

const DAY = 86_400_000
const START = 20_000 * DAY
const POLICY = { staleDays: 60, removeDays: 180, neverAcceptedDays: 3 }
const silent = { debug() {}, info() {}, warn() {}, error() {} }

await onEachDatabase('ageing', (on, open) => {
  describe(on, { timeout: 60_000 }, () => {
    test('ends what was not seen for the stated time, counts what is stale, and says so for each site', async () => {
      await using stage = await stageOf(open)
      await stage.subscribe('default', 0, 58, 61, 178, 181)
      await stage.subscribe('other', 400)
      await stage.run()
      assert.deepEqual(await stage.aged(), [], 'the first run only counts')
      await stage.run(1)
      assert.deepEqual(await stage.aged(), ['default 181', 'other 400'])
      assert.deepEqual(await stage.runs('default'), [
        { at: START + DAY, ...POLICY, active: 4, stale: 2, aged: 1, neverAccepted: 0 },
        { at: START, ...POLICY, active: 5, stale: 3, aged: 0, neverAccepted: 0 },
      ])
      assert.deepEqual(
        (await stage.runs('other')).map(({ aged }) => aged),
        [1, 0],
      )
      await stage.run(2)
      assert.deepEqual(await stage.aged(), ['default 178', 'default 181', 'other 400'], 'two days later')
    })

    test('a clock that jumps a year ahead ends nobody', async () => {
      await using stage = await stageOf(open)
      await stage.subscribe('default', 0, 30, 100)
      await stage.run()
      await stage.run(1)
      await stage.run(366)
      await stage.run(2)
      assert.deepEqual(await stage.aged(), [])
    })

    test('deletes what ended 400 days ago, visitors of whom nothing is left with it, and nobody else', async () => {
      await using stage = await stageOf(open)
      await stage.subscribe('default', 300)
      await stage.subscribe('default', 390, 10)
      await stage.subscribe('default', 380)
      await stage.end(300, 390, 380)
      await stage.run()
      await stage.run(1)
      assert.deepEqual(await stage.left(), [10, 300, 380, 390])
      for (let day = 3; day <= 21; day += 2) await stage.run(day)
      assert.deepEqual([await stage.left(), await stage.people()], [[10, 300], 2])
      await stage.run(200)
      assert.deepEqual(await stage.left(), [10, 300], 'a clock that jumps deletes nothing')
    })

    test('0 days are for ever', async () => {
      await using stage = await stageOf(open, { staleDays: 0, removeDays: 0, neverAcceptedDays: 0 })
      await stage.subscribe('default', 3000)
      await stage.run()
      await stage.run(1)
      assert.deepEqual(await stage.aged(), [])
      assert.equal((await stage.runs('default'))[0]?.stale, 0)
    })

    test('goes through more than a slice, and no older runs than of 400 days are kept', async () => {
      await using stage = await stageOf(open)
      await stage.subscribe('default', ...Array.from({ length: 1100 }, (_, n) => (n % 2 === 0 ? 10 : 200)))
      await stage.run()
      await stage.run(1)
      assert.equal((await stage.aged()).length, 550)
      await stage.run(402)
      assert.equal((await stage.runs('default')).length, 1)
    })
  })
})

async function stageOf(open: () => Promise<EmptyDatabase>, policy = POLICY) {
  const place = await open()
  const { database } = place
  for (const id of ['default', 'other']) {
    await declaredSite(database, { id })
  }
  const { kysely } = database
  let now = START
  const chore = ageSubscriptions<never>(database as typeof database & StatementDatabase<never>, {
    policy,
    now: () => now,
    log: silent,
    metrics: createMetrics(),
  })
  let made = 0
  return {
    /** Subscriptions made 1,000 days ago, and last seen so many days ago. */
    async subscribe(site: string, ...days: number[]) {
      const keys = kysely.selectFrom('belfry_vapid_keys').select('id').where('site_id', '=', site)
      const { id: vapidKey } = await keys.executeTakeFirstOrThrow()
      const { id: subscriber } = await insertAnonymous(kysely, site, START)
      const rows = days.map((ago) => {
        made += 1
        const seen = START - ago * DAY - 1
        return {
          site_id: site,
          subscriber_id: subscriber,
          endpoint_hash: createHash('sha256').update(`${made}`).digest().subarray(0, 16),
          endpoint: `https://fcm.googleapis.com/fcm/send/${made}`,
          p256dh: new Uint8Array(65),
          auth: new Uint8Array(16),
          vapid_key_id: vapidKey,
          push_service: 'fcm',
          status: 'active',
          created_at: START - 1000 * DAY,
          updated_at: seen,
          last_seen_at: seen,
        } as const
      })
      for (let from = 0; from < rows.length; from += 200) {
        await kysely
          .insertInto('belfry_subscriptions')
          .values(rows.slice(from, from + 200))
          .execute()
      }
    },
    /** Ends those that were seen so many days ago, at that time. */
    async end(...days: number[]) {
      for (const ago of days) {
        await kysely
          .updateTable('belfry_subscriptions')
          .set({ status: 'retired', reason: 'unsubscribed' })
          .where('last_seen_at', '=', START - ago * DAY - 1)
          .execute()
      }
    },
    /** What is left, by how many days ago it was seen at the start. */
    async left() {
      const rows = await kysely.selectFrom('belfry_subscriptions').select('last_seen_at').execute()
      return rows.map((row) => (START - row.last_seen_at - 1) / DAY).toSorted((a, b) => a - b)
    },
    async people() {
      return (await kysely.selectFrom('belfry_subscribers').select('id').execute()).length
    },
    async run(days = 0) {
      now = START + days * DAY
      await chore.run(new AbortController().signal)
    },
    async aged() {
      const rows = await kysely
        .selectFrom('belfry_subscriptions')
        .select(['site_id', 'last_seen_at'])
        .where('reason', '=', 'aged')
        .execute()
      return rows.map((row) => `${row.site_id} ${Math.floor((START - row.last_seen_at) / DAY)}`).toSorted()
    },
    async runs(siteId: string) {
      const rows = await database.read<object>(AGEING.runs, { siteId, limit: 10 })
      return rows.map((row) => ({ ...row }) as Record<'at' | 'active' | 'stale' | 'aged', number>)
    },
    [Symbol.asyncDispose]: () => place[Symbol.asyncDispose](),
  }
}
