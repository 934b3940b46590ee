import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createHeldSubscriptions } from './held-subscriptions.ts'

test('a subscription is held for the requested time, and no other is', () => {
  const held = createHeldSubscriptions()
  held.hold(1, 3000, 1000)
  assert.equal(held.until(1, 1000), 4000)
  assert.equal(held.until(1, 3999), 4000)
  assert.equal(held.until(2, 1000), undefined)
  assert.equal(held.until(1, 4000), undefined)
})

test('a later hold does not shorten an earlier one; without a time it lasts a second, and 15 minutes at most', () => {
  const held = createHeldSubscriptions()
  held.hold(1, 60_000, 0)
  held.hold(1, 1000, 0)
  assert.equal(held.until(1, 0), 60_000)
  held.hold(2, undefined, 0)
  assert.equal(held.until(2, 0), 1000)
  held.hold(3, 86_400_000, 0)
  assert.equal(held.until(3, 0), 900_000)
})

test('a million of them do not fill the memory, and those that are over go first', () => {
  const held = createHeldSubscriptions()
  for (let id = 0; id < 9999; id += 1) held.hold(id, 1000, 0)
  held.hold(9999, 900_000, 0)
  held.hold(10_000, 900_000, 1000)
  assert.equal(held.until(9999, 1000), 900_000)
  for (let id = 10_001; id < 1_000_000; id += 1) held.hold(id, 900_000, 1000)
  assert.equal(held.until(9999, 1000), undefined)
  assert.equal(held.until(999_999, 1000), 901_000)
})
