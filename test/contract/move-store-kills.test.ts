import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { DatabaseSync } from 'node:sqlite'
import { after, describe, test } from 'node:test'
import { openPostgres } from '../../packages/server/src/database/open-postgres.ts'
import { openBoss } from '../../packages/server/src/queue/open-boss.ts'
import { movedTables } from '../../packages/server/src/moves/moved-table.ts'
import { moveStages, type MoveStage } from '../support/belfry/move-stage.ts'
import { whyNoPostgres } from '../support/databases/postgres.ts'
import { until } from '../support/time/until.ts'

const MOVERS =
  "from pg_stat_activity where datname = current_database() and application_name = 'belfry' and wait_event_type " +
  "= 'Lock'"
const JOBS = 'belfry_queue.job'
const LOCKED = ['sites', 'topics', 'subscribers', 'notifications', 'deliveries']

describe('belfry migrate-store, killed', { skip: await whyNoPostgres(), timeout: 60_000 }, () => {
  const stages = moveStages()
  after(() => stages[Symbol.asyncDispose]())

  /** At least one row in every table. */
  async function fill(s: MoveStage, signal: AbortSignal): Promise<void> {
    const belfry = await s.embedded()
    await s.subscribe(belfry, s.service)
    const { id } = await belfry.notify({ to: { topic: 'blog' }, title: 'Sent before' })
    await s.ended(belfry, id, signal)
    await belfry.close()
    const idle = await s.embedded({ work: false })
    await idle.notify({ to: { topic: 'blog' }, title: 'Waits' })
    await idle.close()
    using db = new DatabaseSync(s.file)
    db.exec(`
      insert into belfry_parked_jobs (notification, lane, kind, payload)
        select number, lane, 'deliver', json_object('notification', number, 'from', 0, 'to', 9)
          from belfry_notifications;
      insert into belfry_imports select id, x'01', 2, x'03', 4, 5, 6, 7, 8 from belfry_sites`)
  }

  async function waits(s: MoveStage, child: ChildProcess, where: string, signal: AbortSignal) {
    await until(async () => {
      assert.equal(child.exitCode, null)
      return (await s.sql(`select 1 ${MOVERS} and (${where})`)).length > 0
    }, signal)
  }

  async function kill(s: MoveStage, child: ChildProcess): Promise<void> {
    const closed = once(child, 'close')
    child.kill('SIGKILL')
    await closed
    // As if the wait for the lock had failed: the last statement must not take effect after the kill.
    await s.sql(`select pg_terminate_backend(pid) ${MOVERS}`)
    await assert.rejects(s.embedded(), { code: 'store-moved' })
    await assert.rejects(s.start(), { code: 'store-moved' })
  }

  test('at any step, continues there', async (t) => {
    await using s = await stages.make()
    await fill(s, t.signal)
    {
      await using database = await openPostgres(s.url) // so that there are tables to lock
      await (await openBoss(database.pool, { supervise: false })).stop({ graceful: false, close: false })
    }
    const locker = async (sql: string) => {
      const client = await s.client()
      await client.query(`begin; lock table ${sql}`)
      return () => client.query('rollback')
    }
    // One after the other, in the order of the move: a finished step is not repeated.
    const inserted = tablesOf(s.file).filter((name) => LOCKED.includes(name))
    assert.equal(inserted.length, LOCKED.length)
    for (const table of [...inserted.map((name) => `belfry.${name}`), JOBS]) {
      await t.test(`while it copies ${table}`, async () => {
        const release = await locker(`${table} in share mode`)
        const child = s.spawnMove()
        await waits(s, child, 'true', t.signal)
        await kill(s, child)
        await release()
      })
    }
    /** A move that waits in its comparison, and the lock that it waits for. */
    const comparing = async () => {
      const analyze = await locker('belfry.sites in share update exclusive mode') // comes after the last row
      const child = s.spawnMove()
      await waits(s, child, "query like 'analyze%'", t.signal)
      const release = await locker(`${JOBS} in access exclusive mode`)
      await analyze()
      await waits(s, child, "query like 'fetch%' or query like 'declare%'", t.signal)
      return { child, release }
    }
    await t.test('by Ctrl-C while it compares', async () => {
      const { child, release } = await comparing()
      const closed = once(child, 'close')
      child.kill('SIGINT')
      if (child.stderr !== null) await once(child.stderr, 'data') // it has got the signal
      await release()
      assert.deepEqual(await closed, [130, null])
      await assert.rejects(s.embedded(), { code: 'store-moved' })
      await assert.rejects(s.start(), { code: 'store-moved' })
    })
    await t.test('by the server, which it reports in one line', async () => {
      const { child, release } = await comparing()
      let said = ''
      child.stderr?.on('data', (chunk) => (said += chunk))
      const closed = once(child, 'close')
      await s.sql(`select pg_terminate_backend(pid) ${MOVERS}`)
      await release()
      assert.deepEqual(await closed, [1, null])
      assert.match(said, /^belfry: target-away: [^\n]+run the same command again[^\n]+\n$/)
    })
    await t.test('while it compares', async () => {
      const { child, release } = await comparing()
      await kill(s, child)
      await release()
    })
    await t.test('when the file says that it has moved, and the database not yet', async () => {
      const release = await locker('belfry.moves in access share mode')
      const child = s.spawnMove()
      await waits(s, child, "query like 'drop%'", t.signal)
      await kill(s, child)
      await release()
    })
    const { code, out, err } = await s.move()
    assert.equal(code, 0, err)
    for (const line of ['1  subscriptions', '2  notifications', '1  deliveries', '1  jobs'])
      assert.match(out, new RegExp(` ${line}\n`))
    const [counted] = await s.sql(
      'select (select count(*)::integer from belfry.subscriptions) as subscriptions, (select count(*)::integer ' +
        'from belfry.notifications) as notifications, (select count(*)::integer from belfry_queue.job) as jobs',
    )
    assert.deepEqual(counted, { subscriptions: 1, notifications: 2, jobs: 1 })
    await (await s.start()).close()
  })
})

function tablesOf(file: string): string[] {
  using db = new DatabaseSync(file)
  return movedTables(db).map(({ name }) => name)
}
