import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KeptCounts } from './kept-counts.ts'

test('a small count is made each time, a large one once a minute, and then behind the answer', async () => {
  let now = 0
  let found = 3
  let made = 0
  const counts = new KeptCounts(() => now)
  const read = () =>
    counts.read('shop', () => {
      made += 1
      return Promise.resolve(found)
    })
  assert.equal(await read(), 3)
  found = 100_000
  assert.equal(await read(), 100_000)
  found = 100_001
  now = 59_000
  assert.equal(await read(), 100_000)
  assert.equal(made, 2)
  now = 61_000
  assert.equal(await read(), 100_000, 'the next one is on its way')
  assert.equal(await read(), 100_001)
  assert.equal(made, 3)
  found = 5
  now = 2_000_000
  assert.equal(await read(), 5, 'nobody is told what was true long ago')
  assert.equal(await counts.read('other', () => Promise.resolve(7)), 7)
})

test('a count that fails is told to whoever waits for it, and to nobody else', async () => {
  let now = 0
  const counts = new KeptCounts(() => now)
  const fail = () => Promise.reject(new Error('the database is away'))
  await assert.rejects(counts.read('shop', fail), /away/)
  await counts.read('shop', () => Promise.resolve(60_000))
  now = 70_000
  assert.equal(await counts.read('shop', fail), 60_000)
  now = 1_000_000
  await assert.rejects(counts.read('shop', fail), /away/)
})
