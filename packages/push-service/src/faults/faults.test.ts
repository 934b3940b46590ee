import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Faults } from './faults.ts'

const request = { subscription: 's1', profile: 'fcm' as const }

test('a fault with a count ends after so many requests', () => {
  const faults = new Faults(Date.now)
  faults.add({ action: 'hang', count: 2 })
  assert.equal(faults.meet(request)?.action, 'hang')
  assert.equal(faults.meet(request)?.happened, 2)
  assert.equal(faults.meet(request), undefined)
  assert.deepEqual(faults.list(), [])
})

test('a subscription’s fault comes before its profile’s, and that before the one for all', () => {
  const faults = new Faults(Date.now)
  faults.add({ action: 'hang' })
  faults.add({ action: 'cut', profile: 'fcm' })
  faults.add({ action: 'reset', subscription: 's1' })
  assert.equal(faults.meet(request)?.action, 'reset')
  assert.equal(faults.meet({ ...request, subscription: 's2' })?.action, 'cut')
  assert.equal(faults.meet({ subscription: 's2', profile: 'wns' })?.action, 'hang')
})

test('the same seed makes the same choices, about as often as asked', () => {
  const choices = (seed: number): boolean[] => {
    const faults = new Faults(Date.now)
    faults.add({ action: 'cut', probability: 0.3, seed })
    return Array.from({ length: 1000 }, () => faults.meet(request) !== undefined)
  }
  assert.deepEqual(choices(7), choices(7))
  assert.notDeepEqual(choices(7), choices(8))
  const count = choices(7).filter(Boolean).length
  assert.ok(count > 250 && count < 350, String(count))
})

test('faults are removed one by one or all', () => {
  const faults = new Faults(Date.now)
  const { id } = faults.add({ action: 'hang', subscription: 's1' })
  faults.add({ action: 'cut' })
  assert.ok(faults.remove(id))
  assert.ok(!faults.remove(id))
  assert.equal(faults.meet(request)?.action, 'cut')
  faults.clear()
  assert.equal(faults.meet(request), undefined)
})

test('a held request is released when its fault is removed, and not when its count is reached', async () => {
  const faults = new Faults(Date.now)
  const { id } = faults.add({ action: 'hold', count: 1 })
  assert.equal(faults.meet(request)?.id, id)
  assert.equal(faults.meet(request), undefined)
  let isLifted = false
  const lifted = faults.lifted(id).then(() => (isLifted = true))
  await Promise.resolve()
  assert.equal(isLifted, false)
  faults.clear()
  await lifted
  await faults.lifted(id)
})

test('Retry-After is sent in seconds or as a date', () => {
  const faults = new Faults(() => Date.UTC(2026, 0, 1))
  assert.equal(faults.retryAfterOf({ action: 'status', retryAfter: 7 }), '7')
  const date = faults.retryAfterOf({ action: 'status', retryAfterDate: 60 })
  assert.equal(date, 'Thu, 01 Jan 2026 00:01:00 GMT')
})

test('the number of faults is bounded', () => {
  const faults = new Faults(Date.now)
  for (let number = 0; number < 10_000; number += 1) faults.add({ action: 'hang' })
  assert.throws(() => faults.add({ action: 'hang' }), RangeError)
})
