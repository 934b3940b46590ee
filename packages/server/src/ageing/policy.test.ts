import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agesAt, isClockBelieved } from './policy.ts'

const DAY = 86_400_000
const now = 1000 * DAY

test('days without a visit make a subscription stale, and later end it; 0 days never do', () => {
  assert.deepEqual(agesAt({ staleDays: 60, removeDays: 180 }, now), { stale: 940 * DAY, over: 820 * DAY })
  assert.deepEqual(agesAt({ staleDays: 0, removeDays: 0 }, now), { stale: 0, over: 0 })
})

test('a clock is believed when the run before was lately by it', () => {
  assert.equal(isClockBelieved(now - DAY, now), true)
  assert.equal(isClockBelieved(now - 3 * DAY, now), true)
  assert.equal(isClockBelieved(undefined, now), false, 'the first run')
  assert.equal(isClockBelieved(now - 365 * DAY, now), false, 'a jump ahead, or a server that was off')
  assert.equal(isClockBelieved(now + 1, now), false, 'set back')
})
