import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { startPostgresStore } from '../../../../test/support/postgres-store.ts'
import { whyNoPostgres } from '../../../../test/support/postgres.ts'
import { until } from '../../../../test/support/until.ts'
import { openPostgres } from '../database/open-postgres.ts'
import { createLogger } from '../logger.ts'
import { startUpkeep } from './postgres-upkeep.ts'

describe('the upkeep of the deliveries', { skip: await whyNoPostgres() }, async () => {
  const postgres = await startPostgresStore()
  after(() => postgres[Symbol.asyncDispose]())

  test('leaves no connection behind, however often it runs', { timeout: 30_000 }, async (t) => {
    await using place = await postgres.createDatabase()
    await using database = await openPostgres(place.url, { migrate: false })
    const log = createLogger('silent')
    const connections = async () => {
      const { rows } = await database.pool.query(
        "select pid from pg_stat_activity where application_name = 'belfry upkeep' and datname = current_database()",
      )
      return (rows as { pid: number }[]).map(({ pid }) => pid)
    }
    const upkeep = startUpkeep(database, { log, everyMs: 5 })
    const seen = new Set<number>()
    await until(
      async () => {
        for (const pid of await connections()) seen.add(pid)
        return seen.size >= 3
      },
      t.signal,
      1,
    )
    assert.ok((await connections()).length <= 1)
    await upkeep[Symbol.asyncDispose]()
    await until(async () => (await connections()).length === 0, t.signal)
  })
})
