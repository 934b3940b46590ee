import assert from 'node:assert/strict'
import { once, EventEmitter } from 'node:events'
import { describe, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import type { Database } from '../../packages/server/src/database/database.ts'
import type { DeadJobs } from '../../packages/server/src/queue/dead-jobs.ts'
import type { Job, JobHandler, NewJob, Queue } from '../../packages/server/src/queue/queue.ts'

/** One database with a queue in it, and as many workers' views of it as a test opens. */
export interface QueueHarness<Tx> extends AsyncDisposable {
  /** As another process would open it. Jobs are dead after 3 attempts, leases end after about a second. */
  open(): Promise<Queue<Tx>>
  /** Runs `work` in a transaction of that queue's connection. */
  transaction<T>(queue: Queue<Tx>, work: (tx: Tx) => T | Promise<T>): Promise<T>
  /** Commits jobs from elsewhere, as an app does with its own connection, and wakes nobody. */
  commitElsewhere(jobs: readonly NewJob[]): Promise<void>
  /** Takes a job as a worker would that is killed right after. */
  claimAndDie(lane: NewJob['lane']): Promise<void>
  /** Lets the leases of all who died end now. */
  endLeases(): Promise<void>
  database: Database
  dead: DeadJobs
}

const job = (n: number, more: Partial<NewJob> = {}): NewJob => ({
  lane: 'bulk',
  kind: 'test',
  payload: { n },
  ...more,
})
const n = (seen: Job) => (seen.payload as { n: number }).n

/** What every queue behind the interface must do. `make` gives a fresh, empty one. */
export function testQueue<Tx>(name: string, make: () => Promise<QueueHarness<Tx>>): void {
  describe(`${name} as a queue`, { timeout: 60_000 }, () => {
    /** A queue whose bulk jobs are completed and noted, in an emitter: `run` with the job. */
    async function noting(harness: QueueHarness<Tx>, lane: NewJob['lane'] = 'bulk', maxJobs = 10) {
      const queue = await harness.open()
      const events = new EventEmitter().setMaxListeners(0)
      const ran: Job[] = []
      const worker = queue.work(
        lane,
        async (seen) => {
          await harness.transaction(queue, (tx) => queue.complete(tx, seen))
          ran.push(seen)
          events.emit('run', seen)
          return 'completed'
        },
        { maxJobs },
      )
      return { queue, events, ran, worker }
    }

    test('a committed job runs once, with its payload, within moments', async () => {
      await using harness = await make()
      const { queue, events, ran } = await noting(harness)
      await using _ = queue
      const started = performance.now()
      const run = once(events, 'run')
      await harness.transaction(queue, (tx) => queue.enqueue(tx, [job(7, { kind: 'greet' })]))
      queue.wake()
      await run
      assert.ok(performance.now() - started < 500)
      assert.equal(ran[0]?.kind, 'greet')
      assert.deepEqual(ran[0]?.payload, { n: 7 })
      assert.equal(ran[0]?.attempts, 1)
      const { bulk } = await queue.depth()
      assert.deepEqual(bulk, { ready: 0, scheduled: 0, running: 0, dead: 0 })
    })

    test('a job that somebody else commits is found without being told', async () => {
      await using harness = await make()
      const { queue, events } = await noting(harness)
      await using _ = queue
      await delay(100) // it has looked, and found nothing
      const run = once(events, 'run')
      await harness.commitElsewhere([job(1)])
      await run
    })

    test('a job that is rolled back never runs', async () => {
      await using harness = await make()
      const { queue, events, ran } = await noting(harness)
      await using _ = queue
      await assert.rejects(
        harness.transaction(queue, async (tx) => {
          await queue.enqueue(tx, [job(1)])
          throw new Error('no')
        }),
      )
      const run = once(events, 'run')
      await harness.transaction(queue, (tx) => queue.enqueue(tx, [job(2)]))
      queue.wake()
      await run
      assert.deepEqual(ran.map(n), [2])
    })

    test('jobs run in the order in which they fall due, and none before its time', async () => {
      await using harness = await make()
      const { queue, events, ran } = await noting(harness, 'bulk', 1)
      await using _ = queue
      const due = Date.now() + 700
      await harness.transaction(queue, (tx) =>
        queue.enqueue(tx, [job(3, { runAt: due }), job(1), job(2)]),
      )
      queue.wake()
      assert.equal((await queue.depth()).bulk.scheduled, 1)
      while (ran.length < 3) await once(events, 'run')
      assert.ok(Date.now() >= due)
      assert.deepEqual(ran.map(n), [1, 2, 3])
    })

    test('who comes later waits for a turn of those before, and not for all of it; and nobody starves', async () => {
      await using harness = await make()
      const queue = await harness.open()
      await using _ = queue
      const ran: string[] = []
      const done = Promise.withResolvers<void>()
      const one = (name: string, turn: number) => job(0, { payload: { name }, turn })
      const last = 12
      queue.work(
        'bulk',
        async (seen) => {
          const { name } = seen.payload as { name: string }
          ran.push(name)
          // While the large one's second job runs, and again and again: somebody with one job more.
          await harness.transaction(queue, async (tx) => {
            if (ran.length >= 2 && ran.length <= 5) {
              const turn = await queue.turn(tx, 'bulk')
              await queue.enqueue(tx, [one(`small ${ran.length}`, turn)])
            }
            assert.equal(await queue.complete(tx, seen), true)
          })
          if (ran.length === last) done.resolve()
          return 'completed'
        },
        { maxJobs: 1 },
      )
      await harness.transaction(queue, async (tx) => {
        const turn = await queue.turn(tx, 'bulk')
        const large = Array.from({ length: 8 }, (__, i) => one(`large ${i + 1}`, turn + i))
        await queue.enqueue(tx, large)
      })
      queue.wake()
      await done.promise
      assert.deepEqual(ran.slice(0, 2), ['large 1', 'large 2'])
      assert.ok(ran.indexOf('small 2') <= 3, ran.join(', '))
      assert.deepEqual(ran.filter((name) => name.startsWith('large')).length, 8)
      // Newcomers all the time: the large one has its turn between them.
      assert.ok(ran.indexOf('large 4') < ran.indexOf('small 5') + 1, ran.join(', '))
      assert.ok(ran.lastIndexOf('small 5') < ran.indexOf('large 7'), ran.join(', '))
    })

    test('without capacity a newcomer may start one job, and those who have one running may not', async () => {
      await using harness = await make()
      const queue = await harness.open()
      await using _ = queue
      const running = new EventEmitter()
      const flows: (string | undefined)[] = []
      const stop = Promise.withResolvers<'released'>()
      const worker = queue.work(
        'bulk',
        (seen) => {
          flows.push(seen.flow)
          running.emit('run')
          return stop.promise
        },
        { maxJobs: 10, capacity: () => (flows.length === 0 ? 1 : 0), newcomers: () => true },
      )
      const first = once(running, 'run')
      await harness.transaction(queue, (tx) =>
        queue.enqueue(
          tx,
          [1, 2, 3].map((turn) => job(turn, { turn, flow: 'large' })),
        ),
      )
      queue.wake()
      await first
      const second = once(running, 'run')
      await harness.transaction(queue, (tx) =>
        queue.enqueue(
          tx,
          [2, 3].map((turn) => job(turn, { turn, flow: 'small' })),
        ),
      )
      queue.wake()
      await second
      for (let look = 0; look < 5; look += 1) {
        await delay(100)
        queue.wake()
      }
      assert.deepEqual(flows, ['large', 'small'])
      stop.resolve('released')
      await worker[Symbol.asyncDispose]()
    })

    test('lanes do not wait for each other', async () => {
      await using harness = await make()
      const { queue, events } = await noting(harness, 'transactional')
      await using _ = queue
      const stuck = Promise.withResolvers<'released'>()
      queue.work('bulk', () => stuck.promise, { maxJobs: 1 })
      const run = once(events, 'run')
      await harness.transaction(queue, (tx) =>
        queue.enqueue(tx, [job(1), job(2), job(3, { lane: 'transactional' })]),
      )
      queue.wake()
      await run
      stuck.resolve('released')
    })

    test('no more jobs run at once than were asked for', async () => {
      await using harness = await make()
      const queue = await harness.open()
      await using _ = queue
      let running = 0
      let most = 0
      const done = Promise.withResolvers<void>()
      let count = 0
      queue.work(
        'bulk',
        async (seen) => {
          running += 1
          most = Math.max(most, running)
          await delay(5)
          await harness.transaction(queue, (tx) => queue.complete(tx, seen))
          running -= 1
          count += 1
          if (count === 12) done.resolve()
          return 'completed'
        },
        { maxJobs: 3 },
      )
      await harness.transaction(queue, (tx) =>
        queue.enqueue(
          tx,
          Array.from({ length: 12 }, (__, i) => job(i)),
        ),
      )
      queue.wake()
      await done.promise
      assert.equal(most, 3)
    })

    test('two workers share the jobs, and each job runs once', async () => {
      await using harness = await make()
      const [one, other] = [await noting(harness, 'bulk', 4), await noting(harness, 'bulk', 4)]
      await using _ = one.queue
      await using __ = other.queue
      await harness.transaction(one.queue, (tx) =>
        one.queue.enqueue(
          tx,
          Array.from({ length: 200 }, (___, i) => job(i)),
        ),
      )
      one.queue.wake()
      other.queue.wake()
      while (one.ran.length + other.ran.length < 200) {
        await Promise.race([once(one.events, 'run'), once(other.events, 'run')])
      }
      const all = [...one.ran, ...other.ran].map(n).sort((a, b) => a - b)
      assert.deepEqual(all, [...all.keys()])
    })

    test('a handler that throws is tried again, and the job is dead after its last attempt', async () => {
      await using harness = await make()
      const queue = await harness.open()
      await using _ = queue
      const attempts: number[] = []
      let broken = true
      const healed = Promise.withResolvers<Job>()
      const handler: JobHandler = async (seen) => {
        attempts.push(seen.attempts)
        if (broken) throw new Error('broken')
        await harness.transaction(queue, (tx) => queue.complete(tx, seen))
        healed.resolve(seen)
        return 'completed'
      }
      queue.work('bulk', handler, { maxJobs: 1 })
      await harness.transaction(queue, (tx) => queue.enqueue(tx, [job(1)]))
      queue.wake()
      while ((await queue.depth()).bulk.dead === 0) await delay(20)
      assert.deepEqual(attempts, [1, 2, 3])
      const { dead, database } = harness
      const [gone, ...others] = await dead.list(database.kysely, { limit: 10 })
      assert.equal(others.length, 0)
      assert.equal(gone?.reason, 'broken')
      assert.equal(gone.attempts, 3)
      assert.equal(gone.kind, 'test')
      assert.deepEqual(gone.payload, { n: 1 })
      assert.ok(Math.abs(gone.diedAt - Date.now()) < 20_000)
      assert.deepEqual(await dead.causes(database.kysely), [{ kind: 'test', reason: 'broken', count: 1 }]) // prettier-ignore
      broken = false
      await harness.transaction(queue, async (tx) => queue.enqueue(tx, [job(2)]))
      const taken = await database.transaction((tx) => dead.take(tx, [gone.id, 'unknown', '999']))
      assert.deepEqual(taken, [gone])
      assert.deepEqual(await database.transaction((tx) => dead.take(tx, [gone.id])), [])
      queue.wake()
      await healed.promise
      assert.equal((await queue.depth()).bulk.dead, 0)
    })

    test('dead jobs are listed page by page, in the order in which they died', async () => {
      await using harness = await make()
      const queue = await harness.open()
      await using _ = queue
      queue.work('bulk', () => Promise.reject(new Error('never')), { maxJobs: 5 })
      await harness.transaction(queue, (tx) =>
        queue.enqueue(
          tx,
          [1, 2, 3, 4, 5].map((n) => job(n)),
        ),
      )
      queue.wake()
      while ((await queue.depth()).bulk.dead < 5) await delay(20)
      const { dead, database } = harness
      const all = await dead.list(database.kysely, { limit: 10 })
      const first = await dead.list(database.kysely, { limit: 2 })
      const rest = await dead.list(database.kysely, { limit: 10, after: first[1]! })
      assert.deepEqual([...first, ...rest], all)
      assert.equal(rest.length, 3)
      assert.deepEqual(await dead.list(database.kysely, { limit: 10, ids: [all[3]!.id] }), [all[3]])
    })

    test('a job whose workers all died is as dead as one that threw', async () => {
      await using harness = await make()
      await harness.commitElsewhere([job(1)])
      const { dead, database } = harness
      for (let death = 1; death <= 3; death += 1) {
        await harness.claimAndDie('bulk')
        await harness.endLeases()
      }
      const queue = await harness.open()
      await using _ = queue
      queue.work('bulk', () => assert.fail('it must not run again'), { maxJobs: 1 })
      while ((await queue.depth()).bulk.dead === 0) await delay(50)
      const [gone] = await dead.list(database.kysely, { limit: 10 })
      assert.equal(gone?.reason, 'its worker died 3 times')
    })

    test('a completion that is rolled back leaves the job to be done', async () => {
      await using harness = await make()
      const queue = await harness.open()
      await using _ = queue
      const done = Promise.withResolvers<number>()
      queue.work(
        'bulk',
        async (seen) => {
          await harness.transaction(queue, async (tx) => {
            assert.equal(await queue.complete(tx, seen), true)
            if (seen.attempts === 1) throw new Error('the outcomes could not be written')
          })
          done.resolve(seen.attempts)
          return 'completed'
        },
        { maxJobs: 1 },
      )
      await harness.transaction(queue, (tx) => queue.enqueue(tx, [job(1)]))
      queue.wake()
      assert.equal(await done.promise, 2)
    })

    test('a released job is taken up again at once, and that was no attempt', async () => {
      await using harness = await make()
      const queue = await harness.open()
      await using _ = queue
      const first = queue.work('bulk', () => Promise.resolve('released'), { maxJobs: 1 })
      await harness.transaction(queue, (tx) => queue.enqueue(tx, [job(1)]))
      queue.wake()
      await delay(50)
      await first[Symbol.asyncDispose]()
      const { queue: second, events, ran } = await noting(harness)
      await using __ = second
      if (ran.length === 0) await once(events, 'run')
      assert.equal(ran[0]?.attempts, 1)
    })

    test('the job of a worker that was killed is taken over, and the dead one cannot complete it', async () => {
      await using harness = await make()
      await harness.commitElsewhere([job(1)])
      await harness.claimAndDie('bulk')
      const { queue, events, ran } = await noting(harness)
      await using _ = queue
      await once(events, 'run', { signal: AbortSignal.timeout(15_000) })
      assert.equal(ran[0]?.attempts, 2)
    })

    test('a worker that stops aborts its handlers and waits for them', async () => {
      await using harness = await make()
      const queue = await harness.open()
      await using _ = queue
      const started = Promise.withResolvers<void>()
      let ended = false
      const worker = queue.work(
        'bulk',
        async (__, signal) => {
          started.resolve()
          await once(signal, 'abort')
          await delay(30)
          ended = true
          return 'released'
        },
        { maxJobs: 1 },
      )
      await harness.transaction(queue, (tx) => queue.enqueue(tx, [job(1), job(2)]))
      queue.wake()
      await started.promise
      await worker[Symbol.asyncDispose]()
      assert.equal(ended, true)
      assert.equal((await queue.depth()).bulk.ready, 2)
    })
  })
}
