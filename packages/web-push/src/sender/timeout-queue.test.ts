import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { TimeoutQueue } from './timeout-queue.ts'

test('items time out in the order they came, each at its own time', async () => {
  const out: number[] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  const queue = new TimeoutQueue<number>(20, (item) => {
    out.push(item)
    if (item === 3) {
      resolve()
    }
  })
  const start = performance.now()
  queue.add(1)
  queue.add(2)
  setTimeout(() => queue.add(3), 10)
  queue.delete(2)
  await promise
  assert.deepEqual(out, [1, 3])
  assert.ok(performance.now() - start >= 29)
  assert.equal(queue.size, 0)
})

test('it is a queue: first in, first out', () => {
  const queue = new TimeoutQueue<string>(1000, () => assert.fail('nothing times out'))
  assert.equal(queue.shift(), undefined)
  queue.add('a')
  queue.add('b')
  assert.equal(queue.shift(), 'a')
  assert.equal(queue.size, 1)
  assert.equal(queue.shift(), 'b')
  assert.equal(queue.shift(), undefined)
})

test('an item may be added again while others time out', async () => {
  const out: string[] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  const queue = new TimeoutQueue<string>(5, (item) => {
    out.push(item)
    if (out.length < 3) {
      queue.add(item)
    } else {
      resolve()
    }
  })
  queue.add('again')
  await promise
  assert.deepEqual(out, ['again', 'again', 'again'])
})

test('one timer serves them all, also when each timeout admits another item', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length
  const before = timers()
  const { promise, resolve } = Promise.withResolvers<void>()
  let timedOut = 0
  const queue = new TimeoutQueue<number>(10, () => {
    timedOut += 1
    if (timedOut < 60) {
      queue.add(timedOut)
    } else {
      resolve()
    }
  })
  // Not all at once: at each moment some are due and others are not.
  for (const name of [-1, -2, -3, -4, -5]) {
    queue.add(name)
    await delay(2)
  }
  await promise
  assert.ok(timers() - before <= 1, `${timers() - before} timers`)
})
