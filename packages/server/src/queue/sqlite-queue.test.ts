import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import type { DatabaseSync } from 'node:sqlite'
import { bulkDepth, type QueueHarness } from '../../../../test/contract/queue/queue-harness.ts'
import { testQueue } from '../../../../test/contract/queue/queue.ts'
import { openSqlite } from '../database/open-sqlite.ts'
import { jobStatements, releaseLeases } from './job-statements.ts'
import type { QueueEvent } from './queue-event.ts'
import { sqliteDeadJobs } from './sqlite-dead-jobs.ts'
import { SqliteQueue, type SqliteQueueOptions } from './sqlite-queue.ts'

async function harness(
  options: Partial<SqliteQueueOptions> = {},
): Promise<QueueHarness<DatabaseSync> & { file: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'belfry-queue-'))
  const file = join(folder, 'belfry.db')
  const own = await openSqlite(file)
  const opened = new Map<unknown, { queue: SqliteQueue; database: typeof own }>()
  return {
    file,
    database: own,
    dead: sqliteDeadJobs,
    endLeases: () => own.atomically((db) => void releaseLeases(db)),
    async open() {
      const database = await openSqlite(file, { migrate: false })
      const queue = new SqliteQueue(database, {
        instance: `worker-${opened.size}`,
        leaseMs: 20_000, // a machine that has too much to do is no reason to lose one
        renewEveryMs: 300,
        maxAttempts: 3,
        random: () => 0.05,
        ...options,
      })
      opened.set(queue, { queue, database })
      return queue
    },
    async transaction(queue, work) {
      const { database } = opened.get(queue) ?? assert.fail('opened elsewhere')
      return database.kysely.transaction().execute(async () => work(database.raw))
    },
    commitElsewhere: (jobs) => own.atomically((db) => jobStatements(db, 'elsewhere').enqueue(jobs, Date.now())),
    async claimAndDie(lane) {
      const now = Date.now()
      const jobs = await own.atomically((db) => jobStatements(db, 'killed').claim(lane, 1, now, now + 1000))
      assert.equal(jobs.length, 1)
    },
    async [Symbol.asyncDispose]() {
      for (const { queue, database } of opened.values()) {
        await queue[Symbol.asyncDispose]()
        await database.close()
      }
      await own.close()
      await rm(folder, { recursive: true })
    },
  }
}

testQueue('the lease table in SQLite', harness)

test('a job whose worker keeps dying is dead and reported', async () => {
  const events: QueueEvent[] = []
  const dead = Promise.withResolvers<void>()
  await using h = await harness({
    report: (event) => {
      events.push(event)
      if (event.name === 'job-dead') dead.resolve()
    },
  })
  await using database = await openSqlite(h.file, { migrate: false })
  await h.commitElsewhere([{ lane: 'bulk', kind: 'poison', payload: {} }])
  for (let death = 0; death < 3; death += 1) {
    await h.claimAndDie('bulk')
    await database.atomically((db) => releaseLeases(db))
  }
  const queue = await h.open()
  queue.work('bulk', () => assert.fail('it must not run again'), { maxJobs: 1 })
  await dead.promise
  assert.equal((await bulkDepth(h)).dead, 1)
  assert.equal(events[0]?.name, 'job-dead')
})

test('the leases of instances that are known to be dead are freed at once, others stay', async () => {
  await using h = await harness()
  await using database = await openSqlite(h.file, { migrate: false })
  await h.commitElsewhere([1, 2, 3].map((n) => ({ lane: 'bulk', kind: 'test', payload: { n } })))
  const now = Date.now() // after it: a job is not due before it was made
  await database.atomically((db) => {
    for (const owner of ['a', 'b', 'c']) jobStatements(db, owner).claim('bulk', 1, now, now + 60_000)
  })
  assert.equal(await database.atomically((db) => releaseLeases(db, ['a', 'b'])), 2)
  assert.equal(await database.atomically((db) => releaseLeases(db)), 1)
})

test('a clock that is set back by an hour stops neither due jobs nor the take-over of dead ones', async () => {
  await using h = await harness({ now: () => Date.now() - 3_600_000, leaseMs: 1500 })
  await h.commitElsewhere([
    { lane: 'bulk', kind: 'test', payload: { n: 1 } },
    { lane: 'bulk', kind: 'test', payload: { n: 2 } },
  ])
  await h.claimAndDie('bulk')
  const queue = await h.open()
  const ran: number[] = []
  const both = Promise.withResolvers<void>()
  queue.work(
    'bulk',
    async (job) => {
      await h.transaction(queue, (tx) => queue.complete(tx, job))
      ran.push((job.payload as { n: number }).n)
      if (ran.length === 2) both.resolve()
      return 'completed'
    },
    { maxJobs: 2 },
  )
  await both.promise
  assert.deepEqual(ran, [2, 1])
})

test('a worker that loses its lease is aborted, and cannot complete the job', async () => {
  const lost = Promise.withResolvers<void>()
  await using h = await harness({
    report: (event) => event.name === 'lease-lost' && lost.resolve(),
  })
  await using thief = await openSqlite(h.file, { migrate: false })
  const queue = await h.open()
  const completed = Promise.withResolvers<boolean>()
  await h.commitElsewhere([{ lane: 'bulk', kind: 'test', payload: {} }])
  queue.work(
    'bulk',
    async (job, signal) => {
      await thief.atomically((db) => {
        releaseLeases(db)
        jobStatements(db, 'thief').claim('bulk', 1, Date.now(), Date.now() + 60_000)
      })
      await lost.promise
      assert.equal(signal.aborted, true)
      completed.resolve(await h.transaction(queue, (tx) => queue.complete(tx, job)))
      return 'released'
    },
    { maxJobs: 1 },
  )
  assert.equal(await completed.promise, false)
})

test('a job that is completed, while its handler waits for the disk, is not taken for lost', async () => {
  const lost: QueueEvent[] = []
  await using h = await harness({ report: (event) => lost.push(event), renewEveryMs: 20 })
  await using looker = await openSqlite(h.file, { migrate: false })
  const leases = () => looker.raw.prepare('select lease_until from belfry_jobs').all()
  const renewed = async () => {
    const before = JSON.stringify(leases())
    while (JSON.stringify(leases()) === before) await delay(5)
  }
  const queue = await h.open()
  const checked = Promise.withResolvers<boolean>()
  await h.commitElsewhere([
    { lane: 'bulk', kind: 'first', payload: {} },
    { lane: 'bulk', kind: 'second', payload: {} },
  ])
  queue.work(
    'bulk',
    async (job, signal) => {
      if (job.kind === 'first') {
        await h.transaction(queue, (tx) => queue.complete(tx, job))
        // of the second one, whose renewal asks for this one's as well
        await renewed()
        await renewed()
        checked.resolve(signal.aborted)
      }
      await checked.promise
      return 'completed'
    },
    { maxJobs: 2 },
  )
  assert.equal(await checked.promise, false)
  assert.deepEqual(lost, [])
})

test('jobs cannot be changed outside a transaction of the own connection', async () => {
  await using h = await harness()
  await using other = await openSqlite(h.file, { migrate: false })
  const queue = await h.open()
  await assert.rejects(
    other.atomically((db) => queue.enqueue(db, [{ lane: 'bulk', kind: 'x', payload: {} }])),
    /transaction of the connection/,
  )
})
