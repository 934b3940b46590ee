import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createComebacks } from './comebacks.ts'

test('a few come back as soon as they may, however often they were postponed before', () => {
  const comebacks = createComebacks(() => 0.5)
  for (let now = 0; now < 100_000; now += 2000) {
    for (let batch = 0; batch < 10; batch += 1) {
      const at = comebacks.next(now + 2000, now)
      assert.ok(at >= now + 2000 && at < now + 3000, String(at))
    }
  }
})

test('many come back one after the other, twenty a second', () => {
  const comebacks = createComebacks(() => 0.5)
  const times = Array.from({ length: 200 }, () => comebacks.next(500, 0))
  assert.ok(Math.min(...times) >= 500)
  const last = Math.max(...times)
  assert.ok(last > 9500 && last < 11_000, String(last))
  for (let second = 1; second < 9; second += 1) {
    const within = times.filter((at) => at >= second * 1000 && at < (second + 1) * 1000)
    assert.equal(within.length, 20)
  }
})

test('batches with a long wait do not delay the others', () => {
  const comebacks = createComebacks(() => 0.5)
  for (let batch = 0; batch < 100; batch += 1) comebacks.next(900_000, 0)
  assert.equal(comebacks.next(2000, 0), 2000)
})

test('no more are lined up than a minute holds: the rest are spread over it by chance', () => {
  let turn = 0
  const comebacks = createComebacks(() => (turn = (turn + 0.1) % 1))
  const times = Array.from({ length: 100_000 }, () => comebacks.next(0, 0))
  assert.ok(Math.max(...times) <= 60_000)
  const early = times.filter((at) => at < 30_000).length
  assert.ok(early > 40_000 && early < 60_000, `${early} in the first half`)
})
