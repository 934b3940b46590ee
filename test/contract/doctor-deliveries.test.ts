// The doctor's findings in the database of a Belfry that sends nothing, on both databases.

import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { startPushService } from '@belfry/push-service'
import { examineUndelivered } from '../../packages/server/src/doctor/examine-undelivered.ts'
import { openDatabase } from '../../packages/server/src/database/open-database.ts'
import { broadcastStage } from '../support/belfry/broadcast-stage.ts'
import { startPostgres, whyNoPostgres } from '../support/databases/postgres.ts'

const MINUTE = 60_000

function testDoctor(name: string, database: () => Promise<string | undefined>): void {
  test(`on ${name}: work that no process does, and keys of another start`, { timeout: 60_000 }, async () => {
    await using service = await startPushService()
    await using stage = await broadcastStage(service, await database(), { work: false })
    await stage.subscribe(5, 'large')
    const found = async (later = 0) => {
      await using store = await openDatabase(stage.address, { migrate: false })
      const findings = await examineUndelivered(store, Date.now() + later)
      return findings.map(({ level, text }) => `${level}: ${text}`).join('\n')
    }
    assert.match(await found(), /^ok: what was sent in the last seven days has arrived$/)
    await stage.send('large')
    assert.doesNotMatch(await found(), /waited/)
    await age(stage.address, 7 * MINUTE)
    assert.match(await found(), /^problem: work has waited for 7 min: .*belfry work/m)

    await using opened = await openDatabase(stage.address, { migrate: false })
    await opened.kysely.updateTable('belfry_subscriptions').set({ status: 'key-mismatch' }).execute()
    assert.match(await found(), /^warning: 5 subscriptions get nothing: .*another VAPID key/m)
  })
}

/** Ages the work in the queue, as if it had been due for long. */
async function age(address: string, byMs: number): Promise<void> {
  await using database = await openDatabase(address, { migrate: false })
  if (database.dialect === 'sqlite') {
    await database.atomically((db) => void db.prepare('update belfry_jobs set run_at = run_at - ?').run(byMs))
  } else {
    await database.pool.query("update belfry_queue.job set start_after = start_after - $1 * interval '1 millisecond'", [
      byMs,
    ])
  }
}

describe('doctor', async () => {
  testDoctor('SQLite', () => Promise.resolve(undefined))
  const skip = await whyNoPostgres()
  if (skip === false) {
    const postgres = await startPostgres()
    after(() => postgres[Symbol.asyncDispose]())
    testDoctor('PostgreSQL', async () => (await postgres.createDatabase()).url)
  } else {
    test('on PostgreSQL', { skip }, () => undefined)
  }
})
