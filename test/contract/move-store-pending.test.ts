import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { after, describe, test } from 'node:test'
import { belfry, moveStages } from '../support/belfry/move-stage.ts'
import { whyNoPostgres } from '../support/databases/postgres.ts'
import { until } from '../support/time/until.ts'
import { startWorkerProcess } from '../support/belfry/worker-process.ts'

describe('belfry migrate-store', { skip: await whyNoPostgres(), timeout: 60_000 }, () => {
  const stages = moveStages()
  after(() => stages[Symbol.asyncDispose]())

  test('moves a batch whose worker was killed, with a later retry: each is delivered once', async (t) => {
    await using s = await stages.make()
    const idle = await s.embedded({ work: false })
    const people = [
      await s.subscribe(idle, s.service),
      await s.subscribe(idle, s.service),
      await s.subscribe(idle, s.service),
    ]
    const [, throttled, silent] = people
    const faults = [
      s.service.faults.add({ action: 'status', status: 429, retryAfter: 600, subscription: throttled, count: 1 }),
      s.service.faults.add({ action: 'hang', subscription: silent }),
    ]
    const { id } = await idle.notify({ to: { topic: 'blog' }, title: 'Hello', ttl: 3600 })
    await idle.close()
    await using worker = await startWorkerProcess({ ...s.options, database: s.file })
    {
      using db = new DatabaseSync(s.file)
      const recorded = db.prepare('select count(*) as n from belfry_deliveries')
      await until(() => recorded.get()?.['n'] === 2, t.signal)
    }
    await worker.end('SIGKILL')
    for (const fault of faults) s.service.faults.remove(fault.id)
    const retry = retryOf(s.file)

    const moved = await s.move()
    assert.equal(moved.code, 0, moved.err)
    assert.match(moved.out, /2 {2}deliveries\n/)
    const jobs = await s.sql<{ later: boolean; at: string }>(
      'select start_after > now() as later, extract(epoch from start_after) * 1000 as at from belfry_queue.job ' +
        'order by start_after',
    )
    assert.deepEqual(
      jobs.map(({ later }) => later),
      [false, true],
    )
    assert.ok(Math.abs(Number(jobs[1]?.at) - retry) < 5000, `${jobs[1]?.at}, ${retry}`)

    const now = await s.start()
    const [first = '', second = '', third = ''] = people
    await until(() => s.titles(third).length > 0, t.signal)
    assert.deepEqual(s.titles(second), [], 'the retry waits for its time')
    await s.sql("update belfry_queue.job set start_after = now() where start_after > now() and state = 'created'")
    await s.ended(now, id, t.signal)
    assert.deepEqual(
      [first, second, third].map((one) => s.titles(one).length),
      [1, 1, 1],
    )
    const { body } = await s.api(now, 'GET', `/v1/notifications/${id}`)
    assert.deepEqual([body.progress.outcomes, body.progress.remaining], [{ accepted: 3 }, 0])
  })

  test("moves Belfry's tables out of an app's own file, and leaves the app's where they are", async (t) => {
    await using s = await stages.make()
    const file = `${s.data}/app.db`
    const before = await s.embedded({ database: file })
    const person = await s.subscribe(before, s.service)
    await before.close()
    const waiting = await s.embedded({ database: file, work: false })
    {
      using db = new DatabaseSync(file)
      db.exec('create table comments (text text); begin immediate')
      db.prepare('insert into comments values (?)').run('Well rung!')
      waiting.notify({ to: { topic: 'blog' }, title: 'A comment' }, { transaction: db })
      db.exec('commit')
    }
    await waiting.close()

    const moved = await belfry(['migrate-store', '--from', file, '--to', s.url])
    assert.equal(moved.code, 0, moved.err)
    assert.match(moved.out, /1 {2}subscriptions\n/)
    assert.match(moved.out, /secrets\.json of your data folder/)
    await assert.rejects(s.embedded({ database: file }), { code: 'store-moved' })
    await s.start()
    await until(() => s.titles(person).length > 0, t.signal)
    assert.deepEqual(s.titles(person), ['A comment'])
    using db = new DatabaseSync(file)
    assert.equal(db.prepare('select text from comments').get()?.['text'], 'Well rung!')
  })
})

/** When the retry that waits in the file is due. */
function retryOf(file: string): number {
  using db = new DatabaseSync(file)
  return Number(db.prepare('select max(run_at) as at from belfry_jobs').get()?.['at'])
}
