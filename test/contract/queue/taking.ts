import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { until } from '#test/time/until'
import { setTimeout as delay } from 'node:timers/promises'
import { bulkDepth, job, n, noting, type QueueHarness } from './queue-harness.ts'

/** The order, time and concurrency in which jobs are taken. */
export function testTaking<Tx>(make: () => Promise<QueueHarness<Tx>>): void {
  test('a committed job runs once, with its payload', async () => {
    await using harness = await make()
    const { queue, events, ran } = await noting(harness)
    await using _ = queue
    const run = once(events, 'run')
    await harness.transaction(queue, (tx) => queue.enqueue(tx, [job(7, { kind: 'greet' })]))
    queue.wake()
    await run
    assert.equal(ran[0]?.kind, 'greet')
    assert.deepEqual(ran[0]?.payload, { n: 7 })
    assert.equal(ran[0]?.attempts, 1)
    const bulk = await bulkDepth(harness)
    assert.deepEqual(bulk, { ready: 0, scheduled: 0, running: 0, dead: 0 })
  })

  test('a job that another connection commits is found without a wake-up', async () => {
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
    await harness.transaction(queue, (tx) => queue.enqueue(tx, [job(3, { runAt: due }), job(1), job(2)]))
    queue.wake()
    assert.equal((await bulkDepth(harness)).scheduled, 1)
    while (ran.length < 3) await once(events, 'run')
    assert.ok(Date.now() >= due)
    assert.deepEqual(ran.map(n), [1, 2, 3])
  })

  test('lanes do not wait for each other', async () => {
    await using harness = await make()
    const { queue, events } = await noting(harness, 'transactional')
    await using _ = queue
    const stuck = Promise.withResolvers<'released'>()
    queue.work('bulk', () => stuck.promise, { maxJobs: 1 })
    const run = once(events, 'run')
    await harness.transaction(queue, (tx) => queue.enqueue(tx, [job(1), job(2), job(3, { lane: 'transactional' })]))
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

  test('a wake-up of one lane leaves the workers of the other alone', async (t) => {
    await using harness = await make()
    const { queue, events } = await noting(harness, 'transactional')
    await using _ = queue
    let asked = 0
    const capacity = () => {
      asked += 1
      return 0
    }
    queue.work('bulk', () => assert.fail('it has no capacity'), { maxJobs: 1, capacity })
    const run = once(events, 'run')
    await harness.transaction(queue, (tx) => queue.enqueue(tx, [job(1, { lane: 'transactional' })]))
    const before = asked // it asks at once, or not at all
    queue.wake('transactional')
    assert.equal(asked, before)
    await run
    // By the call, or by the commit's own announcement, for which the call is not needed and does nothing.
    await harness.transaction(queue, (tx) => queue.enqueue(tx, [job(2, { lane: 'bulk' })]))
    const then = asked
    queue.wake('bulk')
    await until(() => asked > then, t.signal)
  })
}
