import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { ChoreKeeper } from '../../packages/server/src/chores/chore-keeper.ts'
import type { Chore } from '../../packages/server/src/chores/chore.ts'
import { forgetContent } from '../../packages/server/src/chores/forget-content.ts'
import { watchDeadJobs } from '../../packages/server/src/chores/watch-dead-jobs.ts'
import type { OpenedDatabase } from '../../packages/server/src/database/open-database.ts'
import type { StatementDatabase } from '../../packages/server/src/database/statement.ts'
import { createMetrics } from '../../packages/server/src/telemetry/metrics.ts'
import type { Log } from '../../packages/server/src/telemetry/logger.ts'
import { onEachDatabase } from '../support/databases/each-database.ts'
import { until } from '../support/time/until.ts'

const silent = { debug() {}, info() {}, warn() {}, error() {} }
const DAY = 86_400_000

interface Keeping {
  chores: Chore[]
  log?: Log
  leaseMs?: number
}

function keep(database: OpenedDatabase, { chores, log = silent, leaseMs = 60_000 }: Keeping): ChoreKeeper<never> {
  const options = { chores, log, now: Date.now, lookEveryMs: 10, leaseMs }
  return new ChoreKeeper<never>({ ...options, database: database as OpenedDatabase & StatementDatabase<never> })
}

await onEachDatabase('the chores', (on, open) => {
  describe(on, { timeout: 60_000 }, () => {
    test('a chore is done by one of several processes at a time, and again when its time has come', async (t) => {
      await using place = await open()
      let [atIt, most, times] = [0, 0, 0]
      const chore: Chore = {
        name: 'count',
        everyMs: 30,
        async run() {
          atIt += 1
          most = Math.max(most, atIt)
          await delay(5)
          atIt -= 1
          times += 1
          return undefined
        },
      }
      const keepers = [1, 2, 3].map(() => keep(place.database, { chores: [chore] }))
      await until(() => times >= 5, t.signal)
      for (const keeper of keepers) await keeper[Symbol.asyncDispose]()
      assert.equal(most, 1)
    })

    test('a chore that is not due yet waits, also after a restart', async (t) => {
      await using place = await open()
      let times = 0
      const daily: Chore = { name: 'daily', everyMs: DAY, run: () => Promise.resolve(void (times += 1)) }
      let looks = 0
      const often: Chore = { name: 'often', everyMs: 1, run: () => Promise.resolve(void (looks += 1)) }
      for (const wanted of [3, 6]) {
        const keeper = keep(place.database, { chores: [daily, often] })
        await until(() => looks >= wanted, t.signal)
        await keeper[Symbol.asyncDispose]()
      }
      assert.equal(times, 1)
    })

    test('the chore of a process that fell silent is taken over, and the silent process is aborted', async (t) => {
      await using place = await open()
      const told = Promise.withResolvers<void>()
      const begun = Promise.withResolvers<void>()
      const silentOne: Chore = {
        name: 'long',
        everyMs: DAY,
        async run(signal) {
          begun.resolve()
          await new Promise<void>((resolve) => {
            signal.addEventListener('abort', () => resolve())
          })
          told.resolve()
          return undefined
        },
      }
      const one = keep(place.database, { chores: [silentOne], leaseMs: 400 })
      await begun.promise
      // As if it had not renewed its lease for so long; again where it has just done so.
      const silence = () => place.database.kysely.updateTable('belfry_chores').set({ owned_until: 1 }).execute()
      let isDone = false
      const done: Chore = { ...silentOne, run: () => Promise.resolve(void (isDone = true)) }
      await using _ = keep(place.database, { chores: [done], leaseMs: 60_000 })
      await until(async () => {
        if (!isDone) await silence()
        return isDone
      }, t.signal)
      await told.promise
      await one[Symbol.asyncDispose]()
    })

    test('a chore that fails is logged, and is free for the next', async (t) => {
      await using place = await open()
      const said: [object, string][] = []
      const log = { ...silent, error: (fields: object, text: string) => void said.push([fields, text]) }
      const chore: Chore = { name: 'broken', everyMs: 20, run: () => Promise.reject(new Error('no')) }
      await using _ = keep(place.database, { chores: [chore], log })
      await until(() => said.length >= 2, t.signal)
      assert.equal(said[0]?.[1], 'a chore failed: tried again later')
      assert.equal((said[0][0] as { chore: string }).chore, 'broken')
    })

    test('dead jobs are reported by one process, and by the next when that one stops', async (t) => {
      await using place = await open()
      const told: string[] = []
      let looks = 0
      const start = (name: string) => {
        const note = (fields: object) => void told.push(`${name} ${(fields as { alarm?: string }).alarm}`)
        const log = { ...silent, error: note }
        const dead = { causes: async () => [{ kind: 'plan', reason: `row ${(looks += 1)}`, count: 2 }] }
        const options = {
          database: place.database,
          dead,
          log,
          metrics: createMetrics(),
          now: Date.now,
          lookEveryMs: 10,
        }
        return keep(place.database, { chores: [watchDeadJobs(options)] })
      }
      const first = start('first')
      await until(() => looks >= 1, t.signal)
      await using _ = start('second')
      await until(() => looks >= 20, t.signal)
      await first[Symbol.asyncDispose]()
      await until(() => told.length >= 2, t.signal)
      const looksThen = looks
      await until(() => looks >= looksThen + 10, t.signal)
      assert.deepEqual(told, ['first dead job: plan: row #', 'second dead job: plan: row #'])
    })

    test('content is erased some time after a notification has ended, and its outcomes stay', async () => {
      await using place = await open()
      const { kysely } = place.database
      const now = 100 * DAY
      await kysely
        .insertInto('belfry_sites')
        .values({ id: 'default', name: 'Default', url: null, origins: '[]', contact: null, created_at: 0 })
        .execute()
      const ended: [string, number | null][] = [
        ['old', now - 30 * DAY],
        ['young', now - 30 * DAY + 1],
        ['unfinished', null],
      ]
      for (const [id, finished_at] of ended)
        await kysely.insertInto('belfry_notifications').values(row(id, finished_at)).execute()
      const database = place.database as OpenedDatabase & StatementDatabase<never>
      const { signal } = new AbortController()
      const forget = (days: number) => forgetContent(database, { days, now: () => now }).run(signal)
      assert.deepEqual(await forget(30), { notifications: 1, days: 30 })
      assert.deepEqual(await contents(place.database), [
        ['old', '{}', '{}'],
        ['unfinished', '{"title":"Hello"}', '{"web_push":8030}'],
        ['young', '{"title":"Hello"}', '{"web_push":8030}'],
      ])
      assert.equal(await forget(30), undefined)
      assert.deepEqual(await forget(0), { notifications: 1, days: 0 })
    })
  })
})

function row(id: string, finished_at: number | null) {
  return {
    id,
    site_id: 'default',
    idempotency_key: null,
    request_hash: Buffer.alloc(32),
    audience: '{"all":true}',
    content: '{"title":"Hello"}',
    payload: '{"web_push":8030}',
    collapse_key: null,
    urgency: 'normal',
    privacy: 'full',
    lane: 'bulk' as const,
    state: finished_at === null ? ('sending' as const) : ('done' as const),
    planned_at: 0,
    created_at: 0,
    expires_at: 0,
    finished_at,
  }
}

async function contents({ kysely }: OpenedDatabase): Promise<string[][]> {
  const rows = await kysely
    .selectFrom('belfry_notifications')
    .select(['id', 'content', 'payload'])
    .orderBy('id')
    .execute()
  return rows.map(({ id, content, payload }) => [id, content, payload])
}
