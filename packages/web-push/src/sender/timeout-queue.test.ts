import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { Timed, TimeoutQueue } from './timeout-queue.ts'

class Item extends Timed {
  readonly name: number

  constructor(name: number) {
    super()
    this.name = name
  }
}

test('items time out in the order they came, each at its own time', async () => {
  const out: number[] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  const queue = new TimeoutQueue<Item>(20, ({ name }) => {
    out.push(name)
    if (name === 3) {
      resolve()
    }
  })
  const start = performance.now()
  const second = new Item(2)
  queue.add(new Item(1))
  queue.add(second)
  setTimeout(() => queue.add(new Item(3)), 10)
  queue.delete(second)
  await promise
  assert.deepEqual(out, [1, 3])
  assert.ok(performance.now() - start >= 29)
  assert.equal(queue.size, 0)
})

test('it is a queue: first in, first out, and whoever leaves from the middle keeps no one', () => {
  const queue = new TimeoutQueue<Item>(1000, () => assert.fail('nothing times out'))
  assert.equal(queue.shift(), undefined)
  const [a, b, c] = [new Item(1), new Item(2), new Item(3)] as const
  for (const item of [a, b, c]) queue.add(item)
  assert.equal(queue.delete(b), true)
  assert.equal(queue.delete(b), false)
  assert.deepEqual([b.queue, b.before, b.after], [undefined, undefined, undefined])
  assert.equal(queue.shift(), a)
  assert.equal(queue.size, 1)
  assert.equal(queue.shift(), c)
  assert.equal(queue.shift(), undefined)
  assert.equal(queue.size, 0)
})

test('an item is in one queue at a time: the last that it was added to', () => {
  const one = new TimeoutQueue<Item>(1000, () => assert.fail('nothing times out'))
  const other = new TimeoutQueue<Item>(1000, () => assert.fail('nothing times out'))
  const item = new Item(1)
  one.add(item)
  one.add(item)
  assert.equal(one.size, 1)
  other.add(item)
  assert.deepEqual([one.size, other.size, one.delete(item), other.delete(item)], [0, 1, false, true])
})

test('an item may be added again while others time out', async () => {
  const out: number[] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  const queue = new TimeoutQueue<Item>(5, (item) => {
    out.push(item.name)
    if (out.length < 3) {
      queue.add(item)
    } else {
      resolve()
    }
  })
  queue.add(new Item(7))
  await promise
  assert.deepEqual(out, [7, 7, 7])
})

test('one timer serves them all, also when each timeout admits another item', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length
  const before = timers()
  const { promise, resolve } = Promise.withResolvers<void>()
  let timedOut = 0
  const queue = new TimeoutQueue<Item>(10, () => {
    timedOut += 1
    if (timedOut < 60) {
      queue.add(new Item(timedOut))
    } else {
      resolve()
    }
  })
  // Not all at once: at each moment some are due and others are not.
  for (const name of [-1, -2, -3, -4, -5]) {
    queue.add(new Item(name))
    await delay(2)
  }
  await promise
  assert.ok(timers() - before <= 1, `${timers() - before} timers`)
})
