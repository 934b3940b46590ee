import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { startPostgres, whyNoPostgres } from '#test/databases/postgres'
import { openRoad } from '#test/network/road'
import { openPostgres } from './open-postgres.ts'
import type { PostgresConnection } from './postgres-connection.ts'

const limit = { timeout: 40_000 }

describe('connections to PostgreSQL over a network that drops packets', { skip: await whyNoPostgres() }, async () => {
  const postgres = await startPostgres()
  after(() => postgres[Symbol.asyncDispose]())
  const here = 'select pg_backend_pid() as pid'

  test('one whose statement left a transaction open is clean for the next user', async () => {
    await using database = await openPostgres(postgres.url, { connections: 1, migrate: false })
    await assert.rejects(database.pool.query('begin; select 1 / 0; commit'), { code: '22012' })
    assert.equal((await database.pool.query('select 1 as one')).rows.length, 1)
  })

  test('one that falls silent costs one timeout, and all the others are replaced with it', limit, async () => {
    await using road = await openRoad(postgres.url)
    await using database = await openPostgres(road.url, { patienceMs: 3000, migrate: false })
    const pids = async () =>
      new Set(
        (await Promise.all(Array.from({ length: 5 }, () => database.pool.query(here)))).map(
          ({ rows }) => (rows[0] as { pid: number }).pid,
        ),
      )
    const before = await pids()
    assert.ok(before.size > 1)
    road.block()
    const silent = database.pool.query(here)
    await assert.rejects(silent, (error) => database.isAway(error))
    road.replace()
    const started = performance.now()
    const now = await pids()
    assert.ok(performance.now() - started < 2900, 'none of the old ones was tried again')
    assert.deepEqual(
      [...now].filter((pid) => before.has(pid)),
      [],
    )
  })

  test('a process that is cut off loses the locks of its transaction', limit, async (t) => {
    await using place = await postgres.createDatabase()
    await using road = await openRoad(place.url)
    await using lost = await openPostgres(road.url, { patienceMs: 1000 })
    await using other = await openPostgres(place.url)
    await other.pool.query('create table belfry.locked as select 1 as id')
    const lock = async (tx: PostgresConnection) => tx.query('select id from belfry.locked for update')
    await assert.rejects(
      lost.atomically(async (tx) => {
        await lock(tx)
        road.block()
        await tx.query('select 1')
      }),
      (error) => lost.isAway(error),
    )
    const started = performance.now()
    await other.atomically(lock)
    const seconds = (performance.now() - started) / 1000
    t.diagnostic(`waited for ${seconds.toFixed(1)} s`)
    assert.ok(seconds < 25)
  })

  test('they are closed within seconds', limit, async () => {
    await using road = await openRoad(postgres.url)
    const database = await openPostgres(road.url, { migrate: false })
    await database.pool.query(here)
    const held = database.atomically((tx) => {
      road.block()
      return tx.query('select 1')
    })
    const failed = assert.rejects(held, (error) => database.isAway(error))
    const started = performance.now()
    await database.close()
    await failed
    assert.ok(performance.now() - started < 20_000)
  })
})
