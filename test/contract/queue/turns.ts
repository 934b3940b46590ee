import assert from 'node:assert/strict'
import { once, EventEmitter } from 'node:events'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { job, type QueueHarness } from './queue-harness.ts'

/** A later notification waits for one turn, and not for all earlier ones. */
export function testTurns<Tx>(make: () => Promise<QueueHarness<Tx>>): void {
  test('a later notification waits for one turn of the earlier ones, not all their jobs; none starves', async () => {
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
        // While the large one's second job runs, and again and again: a newcomer with one job.
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

  test('without capacity a newcomer may start one job, and a notification with a running job may not', async () => {
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
}
