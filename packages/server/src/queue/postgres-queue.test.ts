import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, describe, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { bulkDepth, type QueueHarness } from '../../../../test/contract/queue/queue-harness.ts'
import { testQueue } from '../../../../test/contract/queue/queue.ts'
import { startPostgresStore } from '#test/databases/postgres-store'
import { whyNoPostgres } from '#test/databases/postgres'
import { openRoad } from '#test/network/road'
import { openPostgres } from '../database/open-postgres.ts'
import type { PostgresConnection } from '../database/postgres-connection.ts'
import type { Lane } from '../database/schema.ts'
import { openBoss } from './open-boss.ts'
import { postgresDeadJobs } from './postgres-dead-jobs.ts'
import { enqueueOnConnection } from './postgres-enqueue.ts'
import { openPostgresQueue, TURN, type PostgresQueue } from './postgres-queue.ts'
import type { QueueEvent } from './queue-event.ts'

const skip = await whyNoPostgres()
if (skip === false) {
  const postgres = await startPostgresStore({
    prepare: async (url) => {
      await using database = await openPostgres(url)
      await (await openBoss(database.pool, { supervise: false })).stop({ graceful: false })
    },
  })
  after(() => postgres[Symbol.asyncDispose]())

  const harness = async (report?: (event: QueueEvent) => void) => {
    const place = await postgres.createDatabase()
    const own = await openPostgres(place.url)
    const ownBoss = await openBoss(own.pool, { supervise: false, maxAttempts: 3 })
    const opened = new Map<unknown, { queue: PostgresQueue; database: typeof own }>()
    const commitElsewhere: QueueHarness<PostgresConnection>['commitElsewhere'] = (jobs) =>
      own.atomically((tx) => enqueueOnConnection(ownBoss, tx, jobs, Date.now()))
    return {
      own,
      url: place.url,
      database: own,
      dead: postgresDeadJobs,
      // The next poll of the supervision finds them; it is opened where none runs.
      async endLeases() {
        const active = "from belfry_queue.job where state = 'active'"
        await own.pool.query(
          "update belfry_queue.job set heartbeat_on = now() - interval '1 hour' where state = 'active'",
        )
        const supervisor = await openBoss(own.pool, { supervise: true, maxAttempts: 3 })
        while ((await own.pool.query(`select 1 ${active}`)).rows.length > 0) await delay(50)
        await own.pool.query("update belfry_queue.job set start_after = now() where state = 'retry'")
        await supervisor.stop({ graceful: false })
      },
      async open(announced?: readonly Lane[]) {
        const database = await openPostgres(place.url, { migrate: false, connections: 4 })
        const queue = await openPostgresQueue(database, {
          maxAttempts: 3,
          ...(announced === undefined ? {} : { announced }),
          ...(report === undefined ? {} : { report }),
        })
        opened.set(queue, { queue, database })
        return queue
      },
      async transaction<T>(queue: unknown, work: (tx: PostgresConnection) => T | Promise<T>): Promise<T> {
        const { database } = opened.get(queue) ?? assert.fail('opened elsewhere')
        return database.atomically(async (tx) => work(tx))
      },
      commitElsewhere,
      async claimAndDie(lane: 'transactional' | 'bulk') {
        assert.equal((await ownBoss.fetch(lane)).length, 1)
      },
      async [Symbol.asyncDispose]() {
        for (const { queue, database } of opened.values()) {
          await queue[Symbol.asyncDispose]()
          await database.close()
        }
        await ownBoss.stop({ graceful: false })
        await own.close()
        await place[Symbol.asyncDispose]()
      },
    }
  }

  testQueue('pg-boss on PostgreSQL', () => harness())

  describe('pg-boss on PostgreSQL', { timeout: 60_000 }, () => {
    test('who does not follow the announcements of a lane leaves its jobs to others for a second', async (t) => {
      await using h = await harness()
      const taken: string[] = []
      let next = Promise.withResolvers<void>()
      const workOn = (queue: PostgresQueue, name: string) =>
        queue.work(
          'transactional',
          async (job) => {
            taken.push(name)
            await h.transaction(queue, (tx) => queue.complete(tx, job))
            next.resolve()
            return 'completed'
          },
          { maxJobs: 4 },
        )
      const calm = await h.open(['bulk'])
      workOn(calm, 'calm')
      await h.commitElsewhere([{ lane: 'transactional', kind: 'test', payload: {} }])
      await next.promise // nobody else is there: a timed poll finds it
      const quick = await h.open(['transactional'])
      const worker = workOn(quick, 'quick')
      for (let n = 0; n < 40; n += 1) {
        next = Promise.withResolvers()
        calm.wake('transactional')
        await h.commitElsewhere([{ lane: 'transactional', kind: 'test', payload: {} }])
        await next.promise
      }
      t.diagnostic(`${taken.filter((name) => name === 'quick').length} of 40`)
      assert.ok(taken.filter((name) => name === 'quick').length >= 36)
      // It dies: the other one takes over.
      await worker[Symbol.asyncDispose]()
      next = Promise.withResolvers()
      await h.commitElsewhere([{ lane: 'transactional', kind: 'test', payload: {} }])
      await next.promise
      assert.equal(taken.at(-1), 'calm')
    })

    test('one poll finds a commit: the wake-up that comes beside its announcement causes none', async (t) => {
      await using h = await harness()
      await using database = await openPostgres(h.url, { migrate: false, connections: 4 })
      let polls = 0
      const query: PostgresConnection['query'] = (asked, values) => {
        if ((typeof asked === 'string' ? asked : asked.text).includes('SKIP LOCKED')) polls += 1
        return database.pool.query(asked, values)
      }
      await using queue = await openPostgresQueue({ ...database, pool: { query } })
      let next = Promise.withResolvers<void>()
      queue.work(
        'transactional',
        async (job) => {
          await database.atomically((tx) => queue.complete(tx, job))
          next.resolve()
          return 'completed'
        },
        { maxJobs: 4 },
      )
      const listening = "select 1 from pg_stat_activity where query like 'select 1 from pg_listening_channels%'"
      while ((await h.own.pool.query(listening)).rows.length === 0) await delay(20)
      await delay(100) // the first polls have found nothing
      const before = polls
      const since = performance.now()
      for (let n = 0; n < 20; n += 1) {
        next = Promise.withResolvers()
        await h.commitElsewhere([{ lane: 'transactional', kind: 'test', payload: {} }])
        queue.wake('transactional')
        await next.promise
      }
      const timed = Math.ceil((performance.now() - since) / 1000)
      t.diagnostic(`${polls - before} polls`)
      assert.ok(polls - before <= 20 + timed, `${polls - before} polls`)
    })

    test('an idle queue is notified of a job, and does not have to poll for it', async (t) => {
      await using h = await harness()
      const queue = await h.open()
      let started = 0
      const taken: number[] = []
      let next = Promise.withResolvers<void>()
      queue.work(
        'transactional',
        async (job) => {
          taken.push(performance.now() - started)
          await h.transaction(queue, (tx) => queue.complete(tx, job))
          next.resolve()
          return 'completed'
        },
        { maxJobs: 4 },
      )
      for (let n = 0; n < 40; n += 1) {
        next = Promise.withResolvers()
        await h.own.atomically(async (tx) => {
          await queue.enqueue(tx, [{ lane: 'transactional', kind: 'test', payload: {} }])
          started = performance.now() // the commit is part of what an app waits for anyway
        })
        await next.promise
      }
      const p50 = taken.slice(5).toSorted((a, b) => a - b)[17]!
      t.diagnostic(`p50 ${p50.toFixed(1)} ms`)
      // Some milliseconds; it polls once a second.
      assert.ok(p50 < 200, `p50 ${p50.toFixed(1)} ms`)
    })

    test('the current turn is found without reading all waiting jobs', async () => {
      await using h = await harness()
      await h.own.pool.query(
        `insert into belfry_queue.job (name, data, priority, retry_limit, expire_seconds, heartbeat_seconds, policy,
          keep_until)
         select 'bulk', '{}', -n, 24, 21600, 10, 'standard', now() + interval '1 day'
           from generate_series(7, 5000) as n`,
      )
      await h.own.pool.query('analyze belfry_queue.job')
      const queue = await h.open()
      assert.equal(await queue.turn(h.own.pool, 'bulk'), 8)
      assert.equal(await queue.turn(h.own.pool, 'transactional'), 1)
      const { rows } = await h.own.pool.query(`explain (analyze, format json) ${TURN}`, ['bulk'])
      const plan = JSON.stringify(rows)
      const read = [...plan.matchAll(/"Actual Rows":(\d+)/g)].map(([, count]) => Number(count))
      assert.ok(read.length > 2 && Math.max(...read) <= 1, plan)
    })

    test('a worker whose job was given to another is aborted, and cannot complete it', async () => {
      const lost = Promise.withResolvers<void>()
      await using h = await harness((event) => event.name === 'lease-lost' && lost.resolve())
      const queue = await h.open()
      await h.commitElsewhere([{ lane: 'bulk', kind: 'test', payload: {} }])
      const completed = Promise.withResolvers<boolean>()
      queue.work(
        'bulk',
        async (job, signal) => {
          const aborted = once(signal, 'abort')
          // As pg-boss treats the job of a worker that it believes dead.
          await h.own.pool.query('update belfry_queue.job set retry_count = retry_count + 1 where id = $1', [job.id])
          await lost.promise
          await aborted
          completed.resolve(await h.transaction(queue, (tx) => queue.complete(tx, job)))
          return 'completed'
        },
        { maxJobs: 1 },
      )
      assert.equal(await completed.promise, false)
    })

    test('a worker that is woken all the time still polls for unannounced jobs', async () => {
      await using h = await harness()
      const queue = await h.open()
      const done = Promise.withResolvers<void>()
      const worker = queue.work(
        'bulk',
        async (job) => {
          await h.transaction(queue, (tx) => queue.complete(tx, job))
          done.resolve()
          return 'completed'
        },
        { maxJobs: 1 },
      )
      const waking = setInterval(() => worker.wake(), 50)
      const runAt = Date.now() + 1200 // what falls due later is announced by nobody
      await h.commitElsewhere([{ lane: 'bulk', kind: 'test', payload: {}, runAt }])
      await done.promise
      clearInterval(waking)
    })

    test('a worker whose heartbeat fails stops by itself, before another gets its job', async () => {
      await using h = await harness()
      await using road = await openRoad(h.url)
      await using cutOff = await openPostgres(road.url, { migrate: false, patienceMs: 2000 })
      const lost = Promise.withResolvers<number>()
      await using queue = await openPostgresQueue(cutOff, {
        report: (event) => event.name === 'lease-lost' && lost.resolve(performance.now()),
      })
      await h.commitElsewhere([{ lane: 'bulk', kind: 'test', payload: {} }])
      const stopped = Promise.withResolvers<number>()
      queue.work(
        'bulk',
        async (_, signal) => {
          road.block()
          await once(signal, 'abort')
          stopped.resolve(performance.now())
          return 'released'
        },
        { maxJobs: 1 },
      )
      const other = await h.open()
      const taken = Promise.withResolvers<number>()
      other.work(
        'bulk',
        async (job) => {
          if (job.attempts === 1) throw new Error('it is the other one that has it first')
          taken.resolve(performance.now())
          await h.transaction(other, (tx) => other.complete(tx, job))
          return 'completed'
        },
        { maxJobs: 1 },
      )
      assert.ok((await stopped.promise) < (await taken.promise))
      assert.ok((await lost.promise) <= (await taken.promise))
      road.mend()
    })

    test('a job is dead when its workers died too often; one of the remaining workers reports it, once', async () => {
      const events: QueueEvent[] = []
      const told = Promise.withResolvers<void>()
      await using h = await harness((event) => {
        events.push(event)
        if (event.name === 'job-dead') told.resolve()
      })
      await h.commitElsewhere([{ lane: 'bulk', kind: 'test', payload: { n: 1 } }])
      await h.claimAndDie('bulk')
      // As if it were the last of its attempts, and ten seconds later.
      await h.own.pool.query(
        "update belfry_queue.job set retry_count = retry_limit, heartbeat_on = now() - interval '11 s'",
      )
      for (const _ of ['one', 'other']) await h.open()
      await told.promise
      await delay(3500) // both have looked again
      const dead = events.filter(({ name }) => name === 'job-dead')
      assert.equal(dead.length, 1)
      assert.ok('error' in dead[0]!)
      assert.equal(dead[0].error, 'its worker died 3 times')
      assert.equal((await bulkDepth(h)).dead, 1)
      const [gone] = await postgresDeadJobs.list(h.own.kysely, { limit: 2 })
      assert.equal(gone?.reason, 'its worker died 3 times')
    })

    test('dead workers are detected while the wall clock is set back', async (t) => {
      await using h = await harness()
      const queue = await h.open()
      const back = Date.now() - 3_600_000
      t.mock.method(Date, 'now', () => back)
      await h.commitElsewhere([{ lane: 'bulk', kind: 'test', payload: {} }])
      await h.claimAndDie('bulk')
      await h.own.pool.query("update belfry_queue.job set heartbeat_on = now() - interval '11 s'")
      const taken = Promise.withResolvers<number>()
      queue.work(
        'bulk',
        async (job) => {
          await h.transaction(queue, (tx) => queue.complete(tx, job))
          taken.resolve(job.attempts)
          return 'completed'
        },
        { maxJobs: 1 },
      )
      assert.equal(await taken.promise, 2)
    })

    test('a worker outlives the loss of all its connections', async () => {
      await using h = await harness()
      const queue = await h.open()
      const ran: unknown[] = []
      let next = Promise.withResolvers<void>()
      queue.work(
        'bulk',
        async (job) => {
          await h.transaction(queue, (tx) => queue.complete(tx, job))
          ran.push(job.payload)
          next.resolve()
          return 'completed'
        },
        { maxJobs: 1 },
      )
      await h.commitElsewhere([{ lane: 'bulk', kind: 'test', payload: { n: 1 } }])
      await next.promise
      next = Promise.withResolvers()
      await h.own.pool.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> ' +
          'pg_backend_pid()',
      )
      await h.commitElsewhere([{ lane: 'bulk', kind: 'test', payload: { n: 2 } }])
      await next.promise
      assert.deepEqual(ran, [{ n: 1 }, { n: 2 }])
    })
  })
} else {
  describe('pg-boss on PostgreSQL', { skip }, () => undefined)
}
