import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { setImmediate as immediate } from 'node:timers/promises'
import { JobHeartbeats } from './job-heartbeats.ts'
import type { Job } from './queue.ts'

/** Heartbeats of some jobs, to a database that takes `answerMs` for one; undefined: it does not answer in time. */
function beating(t: TestContext, count: number, answerMs: (job: string) => number | undefined) {
  t.mock.timers.enable({ apis: ['setInterval', 'setTimeout'] })
  const clock = { now: 0 }
  const jobs = Array.from({ length: count }, (_, n) => ({ id: String(n), lane: 'bulk', attempts: 1 }) as Job)
  const lost = new Set<string>()
  const failures: unknown[] = []
  const touch = (_lane: string, { id }: { id: string }) =>
    new Promise<object>((resolve, reject) => {
      const ms = answerMs(id)
      if (ms === undefined) setTimeout(() => reject(new Error('Query read timeout')), 3000)
      else setTimeout(() => resolve({ affected: 1 }), ms)
    })
  const heartbeats = new JobHeartbeats({
    boss: { touch: touch as never },
    pool: { query: () => Promise.resolve({ rows: [], rowCount: 0 }) },
    running: () => jobs,
    lost: ({ id }) => lost.add(id),
    dead: () => undefined,
    failed: (error) => failures.push(error),
    elapsed: () => clock.now,
  })
  heartbeats.held(jobs, 0)
  return {
    lost,
    failures,
    pass: async (ms: number) => {
      for (let passed = 0; passed < ms; passed += 100) {
        clock.now += 100
        t.mock.timers.tick(100)
        await immediate()
      }
      heartbeats[Symbol.dispose]()
    },
  }
}

test('many jobs are kept though the database is slow for each', async (t) => {
  const { lost, pass } = beating(t, 60, () => 200)
  await pass(30_000)
  assert.deepEqual([...lost], [])
})

test('a job whose heartbeat fails is dropped, and no other with it', async (t) => {
  const { lost, failures, pass } = beating(t, 20, (id) => (id === '3' ? undefined : 10))
  await pass(30_000)
  assert.deepEqual([...lost], ['3'])
  assert.ok(failures.length > 0)
})

test('a database that is away does not get a heartbeat for each job', async (t) => {
  const { lost, failures, pass } = beating(t, 100, () => undefined)
  await pass(12_000)
  assert.equal(lost.size, 100)
  assert.ok(failures.length <= 12, `${failures.length} failures`)
})
