import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { handleKinds, jobKind } from './job-kind.ts'
import type { Job } from './queue.ts'

const count = jobKind('count', z.object({ to: z.int() }), ({ to }) => `to ${to}`)
const { signal } = new AbortController()

const taken = (kind: string, payload: unknown): Job => ({
  id: '1',
  lane: 'bulk',
  kind,
  payload,
  attempts: 1,
  turn: 0,
  flow: undefined,
})

test('a kind makes its jobs, and reads their payload back for the handler', async () => {
  const seen: number[] = []
  const handle = handleKinds([
    count.doneBy(({ to }) => {
      seen.push(to)
      return Promise.resolve('completed')
    }),
  ])
  const job = count.job('bulk', { to: 3 }, { turn: 7 })
  assert.deepEqual(job, { lane: 'bulk', kind: 'count', payload: { to: 3 }, flow: 'to 3', turn: 7 })
  assert.equal(await handle(taken('count', JSON.parse('{"to":3,"newer":true}')), signal), 'completed')
  assert.deepEqual(seen, [3])
})

test('an unknown payload or kind fails with a code, and does nothing', async () => {
  const handle = handleKinds([count.doneBy(() => assert.fail('was done'))])
  await assert.rejects(async () => handle(taken('count', { to: 'three' }), signal), { code: 'job-unreadable' })
  await assert.rejects(async () => handle(taken('toString', {}), signal), {
    code: 'job-unknown',
    message: 'no job of the kind "toString" is done here, only count',
  })
})

test('a kind has one handler', () => {
  const one = count.doneBy(() => Promise.resolve('completed'))
  assert.throws(() => handleKinds([one, one]), /two handlers/)
})
