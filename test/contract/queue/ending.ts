import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { hasBecome, JobTakenOver, type Job, type JobHandler } from '../../../packages/server/src/queue/queue.ts'
import { bulkDepth, job, n, noting, type QueueHarness } from './queue-harness.ts'

/** How jobs end: completed, tried again, dead, taken over. */
export function testEnding<Tx>(make: () => Promise<QueueHarness<Tx>>): void {
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
    while ((await bulkDepth(harness)).dead === 0) await delay(20)
    assert.deepEqual(attempts, [1, 2, 3])
    const { dead, database } = harness
    const [gone, ...others] = await dead.list(database.kysely, { limit: 10 })
    assert.equal(others.length, 0)
    assert.equal(gone?.reason, 'broken')
    assert.equal(gone.attempts, 3)
    assert.equal(gone.kind, 'test')
    assert.deepEqual(gone.payload, { n: 1 })
    assert.ok(Math.abs(gone.diedAt - Date.now()) < 20_000)
    assert.deepEqual(await dead.causes(database.kysely), [{ kind: 'test', reason: 'broken', count: 1 }])
    broken = false
    await harness.transaction(queue, async (tx) => queue.enqueue(tx, [job(2)]))
    const taken = await database.transaction((tx) => dead.take(tx, [gone.id, 'unknown', '999']))
    assert.deepEqual(taken, [gone])
    assert.deepEqual(await database.transaction((tx) => dead.take(tx, [gone.id])), [])
    queue.wake()
    await healed.promise
    assert.equal((await bulkDepth(harness)).dead, 0)
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
    while ((await bulkDepth(harness)).dead < 5) await delay(20)
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
    while ((await bulkDepth(harness)).dead === 0) await delay(50)
    const [gone] = await dead.list(database.kysely, { limit: 10 })
    assert.equal(gone?.reason, 'its worker died 3 times')
  })

  test('a completion that is rolled back leaves the job ready', async () => {
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

  test('a released job is taken again at once, and that does not count as an attempt', async () => {
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
    assert.equal((await bulkDepth(harness)).ready, 2)
  })

  test('a job becomes another one with the commit, for this worker and for the next', async () => {
    await using harness = await make()
    const queue = await harness.open()
    await using _ = queue
    const seen: [kind: string, n: number, attempts: number][] = []
    const done = Promise.withResolvers<void>()
    const handler: JobHandler = async (taken) => {
      seen.push([taken.kind, n(taken), taken.attempts])
      const next = job(n(taken) + 1, { kind: 'next' })
      const become = harness.transaction(queue, async (tx) => {
        await queue.become(tx, taken, next)
        if (taken.attempts === 1) throw new Error('rolled back')
      })
      await become
      hasBecome(taken, next)
      assert.deepEqual([taken.kind, n(taken)], ['next', n(taken)])
      if (taken.attempts === 2) throw new Error('and it dies')
      await harness.transaction(queue, async (tx) => {
        assert.equal(await queue.complete(tx, taken), true)
      })
      await assert.rejects(
        harness.transaction(queue, async (tx) => queue.become(tx, taken, next)),
        JobTakenOver,
      )
      done.resolve()
      return 'completed'
    }
    queue.work('bulk', handler, { maxJobs: 1 })
    await harness.transaction(queue, (tx) => queue.enqueue(tx, [job(1)]))
    queue.wake()
    await done.promise
    assert.deepEqual(seen, [
      ['test', 1, 1],
      ['test', 1, 2],
      ['next', 2, 3],
    ])
  })

  test('a job that was released after it became another is the other one', async () => {
    await using harness = await make()
    const queue = await harness.open()
    await using _ = queue
    const first = queue.work(
      'bulk',
      async (taken) => {
        const next = job(2)
        await harness.transaction(queue, (tx) => queue.become(tx, taken, next))
        hasBecome(taken, next)
        started.resolve()
        return 'released'
      },
      { maxJobs: 1 },
    )
    const started = Promise.withResolvers<void>()
    await harness.transaction(queue, (tx) => queue.enqueue(tx, [job(1)]))
    queue.wake()
    await started.promise
    await first[Symbol.asyncDispose]()
    const { queue: second, events, ran } = await noting(harness)
    await using __ = second
    if (ran.length === 0) await once(events, 'run')
    assert.deepEqual(ran.map(n), [2])
  })
}
