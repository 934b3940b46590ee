import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { CompiledQuery } from 'kysely'
import { startPostgres, whyNoPostgres } from '#test/databases/postgres'
import { countRoundTrips } from '#test/network/count-round-trips'
import { unanswered } from './bounded-driver.ts'
import { openPostgres } from './open-postgres.ts'

describe('transactions of the rooms on PostgreSQL', { skip: await whyNoPostgres(), timeout: 30_000 }, async () => {
  const postgres = await startPostgres()
  after(() => postgres[Symbol.asyncDispose]())

  async function open() {
    await using opened = new AsyncDisposableStack()
    const place = opened.use(await postgres.createDatabase())
    const road = opened.use(await countRoundTrips(place.url))
    const database = opened.use(await openPostgres(place.url))
    const distant = opened.use(await openPostgres(road.url, { migrate: false }))
    await database.pool.query('create table belfry.tried (n integer primary key)')
    await distant.pool.query('select 1') // connects
    road.taken()
    const kept = opened.move()
    const tried = async () => {
      const { rows } = await database.pool.query('select n from belfry.tried order by n')
      return (rows as { n: number }[]).map(({ n }) => n)
    }
    return { road, distant, tried, [Symbol.asyncDispose]: () => kept.disposeAsync() }
  }
  const read = CompiledQuery.raw('select count(*) as count from belfry.tried')
  const add = (n: number) => CompiledQuery.raw('insert into belfry.tried values ($1)', [n])

  test('begin goes out with the first statement that reads, and what nobody waits for with the commit', async () => {
    await using it = await open()
    await it.distant.transaction(async (tx) => {
      assert.deepEqual((await tx.executeQuery(read)).rows, [{ count: 0 }])
      await tx.executeQuery(add(1))
      await tx.executeQuery(unanswered(add(2)))
      await tx.executeQuery(unanswered(add(3)))
    })
    assert.equal(it.road.taken(), 3)
    assert.deepEqual(await it.tried(), [1, 2, 3])
  })

  test('a statement that writes waits until the transaction has begun', async () => {
    await using it = await open()
    await it.distant.transaction((tx) => tx.executeQuery(add(1)))
    assert.equal(it.road.taken(), 3)
    await assert.rejects(
      it.distant.transaction(async (tx) => {
        await tx.executeQuery(add(2))
        throw new Error('of the work')
      }),
      /of the work/,
    )
    assert.deepEqual(await it.tried(), [1])
  })

  test('a statement that nobody waits for and that fails takes the transaction with it, and is the reason', async () => {
    await using it = await open()
    await it.distant.transaction((tx) => tx.executeQuery(add(1)))
    const wrong = unanswered(CompiledQuery.raw("insert into belfry.tried values ('many')"))
    const nothing = { code: '22P02' }
    const atCommit = it.distant.transaction(async (tx) => {
      await tx.executeQuery(add(2))
      await tx.executeQuery(wrong)
    })
    await assert.rejects(atCommit, nothing)
    const before = it.distant.transaction(async (tx) => {
      await tx.executeQuery(add(2))
      await tx.executeQuery(wrong)
      await tx.executeQuery(read)
    })
    await assert.rejects(before, nothing)
    assert.deepEqual(await it.tried(), [1])
    await it.distant.transaction((tx) => tx.executeQuery(add(2)))
    assert.deepEqual(await it.tried(), [1, 2])
  })

  test('a conflict with another transaction in such a statement runs the transaction again', async () => {
    await using it = await open()
    let attempts = 0
    await it.distant.transaction(async (tx) => {
      attempts += 1
      await tx.executeQuery(read)
      if (attempts === 1) await it.distant.pool.query('insert into belfry.tried values (7)')
      await tx.executeQuery(unanswered(add(attempts === 1 ? 7 : 8)))
    })
    assert.equal(attempts, 2)
    assert.deepEqual(await it.tried(), [7, 8])
  })
})
