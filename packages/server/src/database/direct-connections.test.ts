import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { startPgbouncer, whyNoPgbouncer } from '#test/databases/pgbouncer'
import { startPostgres, whyNoPostgres } from '#test/databases/postgres'
import { openPostgres, type PostgresDatabase } from './open-postgres.ts'

const skip = (await whyNoPostgres()) || (await whyNoPgbouncer())

describe('statements that a connection keeps', { skip, timeout: 60_000 }, async () => {
  const postgres = await startPostgres()
  after(() => postgres[Symbol.asyncDispose]())
  const KEPT = 'select count(*)::integer as kept from pg_prepared_statements'
  const keptOn = async ({ pool }: PostgresDatabase) => (await pool.query(KEPT)).rows
  const add = { text: 'select $1::integer + 1 as sum', isKept: true }
  const one = { connections: 1, migrate: false }

  test('one that asks for it is prepared once, and others are not', async () => {
    await using database = await openPostgres(postgres.url, one)
    await database.pool.query('select 1')
    for (const value of [1, 2, 3]) {
      assert.deepEqual((await database.pool.query({ ...add, values: [value] })).rows, [{ sum: value + 1 }])
      await database.pool.query({ text: 'select $1::integer - 1', values: [value] })
    }
    assert.deepEqual(await keptOn(database), [{ kept: 1 }])
  })

  test('many at once on one new connection are answered each', async () => {
    await using database = await openPostgres(postgres.url, one)
    const sums = await database.atomically((tx) =>
      Promise.all([1, 2, 3, 4].map((value) => tx.query({ ...add, values: [value] }))),
    )
    assert.deepEqual(
      sums.map(({ rows }) => rows),
      [[{ sum: 2 }], [{ sum: 3 }], [{ sum: 4 }], [{ sum: 5 }]],
    )
  })

  test('behind PgBouncer nothing is kept', async () => {
    await using bouncer = await startPgbouncer(postgres.url)
    await using database = await openPostgres(bouncer.url, one)
    await database.pool.query('select 1')
    for (const value of [1, 2, 3]) {
      assert.deepEqual((await database.pool.query({ ...add, values: [value] })).rows, [{ sum: value + 1 }])
    }
    assert.deepEqual(await keptOn(database), [{ kept: 0 }])
  })

  test('after a migration that changes its result it is refused once, and then works', async () => {
    await using place = await postgres.createDatabase()
    await using database = await openPostgres(place.url, one)
    await database.pool.query('create table kept (id integer); insert into kept values (1)')
    const read = () => database.pool.query({ text: 'select id from kept', isKept: true })
    await read()
    await database.pool.query('alter table kept alter column id type text')
    await assert.rejects(read(), { code: '0A000' })
    assert.deepEqual((await read()).rows, [{ id: '1' }])
  })
})
