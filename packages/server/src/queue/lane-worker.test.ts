import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as immediate } from 'node:timers/promises'
import { LaneWorker } from './lane-worker.ts'

test('a failing database is polled once a second, however often the worker is woken', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const errors: unknown[] = []
  const worker = new LaneWorker(
    () => Promise.resolve('completed'),
    { maxJobs: 1 },
    {
      now: Date.now,
      hasDue: () => true,
      nextRunAt: () => undefined,
      claim: () => Promise.reject(new Error('away')),
      release: () => Promise.resolve(),
      fail: () => Promise.resolve(),
      report: (error) => errors.push(error),
      closed: () => undefined,
    },
  )
  for (let second = 1; second <= 3; second += 1) {
    for (let woken = 0; woken < 10; woken += 1) {
      worker.wake()
      await immediate()
    }
    assert.equal(errors.length, second)
    t.mock.timers.tick(1000)
    await immediate()
  }
  await worker[Symbol.asyncDispose]()
  t.mock.timers.tick(1000)
  await immediate()
  assert.equal(errors.length, 4)
})
