import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Job, JobHandler, QueueWorker } from '../../queue/queue.ts'
import { onlyLanes } from './only-lanes.ts'
import { SharedCount } from './shared-count.ts'

const signal = new AbortController().signal
const job = { id: '1' } as unknown as Job

test('the open jobs of a lane are counted, for whoever has the same buffer, also when they fail', async () => {
  const count = new SharedCount()
  const elsewhere = new SharedCount(count.buffer)
  const handlers: JobHandler[] = []
  const work = (_: unknown, handler: JobHandler) => (handlers.push(handler), {} as QueueWorker)
  const queue = onlyLanes({ wake: () => undefined, work }, ['transactional'], count)
  let end = Promise.withResolvers<'completed'>()
  for (const lane of ['transactional', 'bulk'] as const) queue.work(lane, () => end.promise, { maxJobs: 1 })
  const [handle, ...others] = handlers
  assert.ok(handle)
  assert.deepEqual(others, [], 'nobody works on the other lane')

  const open = [handle(job, signal), handle(job, signal)]
  assert.equal(elsewhere.value, 2)
  end.resolve('completed')
  assert.deepEqual(await Promise.all(open), ['completed', 'completed'])
  assert.equal(elsewhere.value, 0)
  end = Promise.withResolvers()
  const failing = handle(job, signal)
  end.reject(new Error('of the job'))
  await assert.rejects(failing, /of the job/)
  assert.equal(elsewhere.value, 0)
})
