import assert from 'node:assert/strict'
import { setImmediate as turn } from 'node:timers/promises'
import { test } from 'node:test'
import { KeptCounts } from './kept-counts.ts'

const exact = (value: number) => ({ value, isEstimate: false })

test('a small count is made each time, a large one once a minute, and always behind the answer', async () => {
  let now = 0
  let found = 3
  let made = 0
  const counts = new KeptCounts(() => now)
  const read = async () => {
    const counted = await counts.read('shop', {
      count: () => {
        made += 1
        return Promise.resolve(found)
      },
      estimate: () => Promise.resolve(found + 1),
    })
    await turn()
    return counted
  }
  assert.deepEqual(await read(), exact(3))
  found = 100_000
  assert.deepEqual(await read(), exact(100_000))
  found = 100_001
  now = 59_000
  assert.deepEqual(await read(), exact(100_000))
  assert.equal(made, 2)
  now = 61_000
  assert.deepEqual(await read(), exact(100_000), 'the next one is on its way')
  assert.deepEqual(await read(), exact(100_001))
  assert.equal(made, 3)
  found = 200_000
  now = 2_000_000
  assert.deepEqual(await read(), { value: 200_001, isEstimate: true }, 'nobody is told what was true long ago')
  assert.deepEqual(await read(), exact(200_000))
  assert.equal(made, 4)
})

test('a large one is an estimate at first, and counted once, however many ask', async () => {
  const counts = new KeptCounts(() => 0)
  const counting = Promise.withResolvers<number>()
  let made = 0
  const asked = {
    count: () => {
      made += 1
      return counting.promise
    },
    estimate: () => Promise.resolve(70_000),
  }
  assert.deepEqual(await counts.read('shop', asked), { value: 70_000, isEstimate: true })
  assert.deepEqual(await counts.read('shop', asked), { value: 70_000, isEstimate: true })
  counting.resolve(70_123)
  await turn()
  assert.deepEqual(await counts.read('shop', asked), exact(70_123))
  assert.equal(made, 1)
})

test('a count that fails is told to whoever waits for it, and to nobody else', async () => {
  let now = 0
  const counts = new KeptCounts(() => now)
  const read = (count: () => Promise<number>, about: number) =>
    counts.read('shop', { count, estimate: () => Promise.resolve(about) })
  const fail = () => Promise.reject(new Error('the database is away'))
  await assert.rejects(read(fail, 10), /away/)
  assert.deepEqual(await read(fail, 60_000), { value: 60_000, isEstimate: true })
  await turn()
  await read(() => Promise.resolve(60_001), 60_000)
  await turn()
  now = 70_000
  assert.deepEqual(await read(fail, 60_000), exact(60_001))
  await turn()
  assert.deepEqual(await read(fail, 60_000), exact(60_001))
})
