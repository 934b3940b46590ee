// The sample is as Belfry would have written it: its sums are those that a recount finds, and removing it leaves nothing.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { describeAddress } from '../../packages/server/src/database/address.ts'
import type { OpenedDatabase } from '../../packages/server/src/database/open-database.ts'
import { createMasterKeys } from '../../packages/server/src/keys/master-keys.ts'
import { recountStatistics } from '../../packages/server/src/statistics/recount.ts'
import { onEachDatabase } from '../../test/support/databases/each-database.ts'
import { DEMO_SITE, NotOursError, removeDemoSite } from './demo-site.ts'
import { fillDemo } from './fill-demo.ts'
import { openStore } from './open-store.ts'
import type { DemoPlan } from './plan.ts'
import { TABLES } from './tables.ts'

const NOW = Date.UTC(2026, 10, 30, 12, 20)
const PLAN: DemoPlan = { subscribers: 300, days: 21, deliveries: 1e6, seed: 7, now: NOW }
const SUMS = ['delivery_counts', 'stats_notification_days', 'stats_notification_hours', 'interaction_counts'] as const
const SITE_SUMS = ['stats_days', 'stats_hours', 'interaction_days'] as const

await onEachDatabase('the sample', (on, open) => {
  describe(on, () => {
    test('has the sums that a recount finds', async () => {
      await using place = await open()
      const { database } = place
      await fill(database)
      const before = await allSums(database)
      const kysely = database.kysely
      const numbers = await kysely.selectFrom('belfry_notifications').select('number').execute()
      assert.ok(numbers.length > 20)
      await kysely
        .insertInto('belfry_stats_recounts')
        .values(numbers.map(({ number: notification }) => ({ notification })))
        .execute()
      await recountStatistics(database as never, { now: () => NOW + 30 * 86_400_000 }).run(AbortSignal.timeout(60_000))
      assert.deepEqual(await kysely.selectFrom('belfry_stats_recounts').selectAll().execute(), [])
      assert.deepEqual(await allSums(database), before)
    })

    test('is the same again for the same seed, and another for another', async () => {
      await using place = await open()
      const { database } = place
      await fill(database)
      const people = await peopleOf(database)
      await removeDemoSite(database)
      await fill(database)
      assert.deepEqual(await peopleOf(database), people)
      await removeDemoSite(database)
      await fill(database, { seed: 8 })
      assert.notDeepEqual(await peopleOf(database), people)
    })

    test('goes with everything of it, and stopped in the middle too', async () => {
      await using place = await open()
      const { database } = place
      const empty = await countAll(database)
      await fill(database)
      assert.equal(await removeDemoSite(database), true)
      assert.deepEqual(await countAll(database), empty)
      const controller = new AbortController()
      await assert.rejects(
        fill(database, {}, controller.signal, (share) => share > 0.3 && controller.abort()),
        { name: 'AbortError' },
      )
      assert.notDeepEqual(await countAll(database), empty)
      await removeDemoSite(database)
      assert.deepEqual(await countAll(database), empty)
      assert.equal(await removeDemoSite(database), false)
    })

    test('leaves a site of that id that is somebody’s own', async () => {
      await using place = await open()
      const { database } = place
      const own = { id: DEMO_SITE, name: 'Ours', url: null, origins: '[]', contact: null, created_at: 0 }
      await database.kysely.insertInto('belfry_sites').values(own).execute()
      await assert.rejects(removeDemoSite(database), NotOursError)
      assert.equal((await database.kysely.selectFrom('belfry_sites').selectAll().execute()).length, 1)
    })
  })
})

async function fill(
  database: OpenedDatabase,
  change: Partial<DemoPlan> = {},
  signal = new AbortController().signal,
  progress: (share: number) => unknown = () => undefined,
): Promise<void> {
  const masterKeys = createMasterKeys([randomBytes(32)])
  await fillDemo(database, { masterKeys, plan: { ...PLAN, ...change }, signal, progress })
}

async function allSums(database: OpenedDatabase): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = {}
  for (const table of [...SUMS, ...SITE_SUMS]) {
    const rows = await database.kysely.selectFrom(`belfry_${table}`).selectAll().execute()
    const texts = rows.map((row) => JSON.stringify(Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1))))
    found[table] = texts.toSorted()
  }
  return found
}

async function peopleOf({ kysely }: OpenedDatabase): Promise<unknown[]> {
  const columns = ['endpoint', 'push_service', 'status', 'browser', 'created_at', 'last_seen_at'] as const
  return kysely.selectFrom('belfry_subscriptions').select(columns).orderBy('endpoint').execute()
}

async function countAll({ kysely }: OpenedDatabase): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const name of ['belfry.sites', 'belfry.topics', ...Object.keys(TABLES)]) {
    const table = name.replace('.', '_') as `belfry_${'sites' | 'stats_days'}`
    const row = await kysely
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirst()
    counts[name] = row?.count ?? 0
  }
  return counts
}

test('goes into the file of the example site where that is what npm start has made', async () => {
  const data = await mkdtemp(join(tmpdir(), 'belfry-demo-data-'))
  try {
    await writeFile(join(data, 'feedback.db'), '')
    const { database } = await openStore({}, { data, databaseUrl: undefined })
    await using opened = database
    assert.match(describeAddress(opened.address), /feedback\.db$/)
  } finally {
    await rm(data, { recursive: true })
  }
})
