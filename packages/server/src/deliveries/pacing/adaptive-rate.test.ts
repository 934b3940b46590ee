import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createAdaptiveRate, type AdaptiveRate } from './adaptive-rate.ts'

/** Takes whatever may be taken, asking every millisecond. */
function drain(rate: AdaptiveRate, from: number, to: number, atMost = Infinity): number {
  let taken = 0
  for (let now = from; now < to; now += 1) {
    for (let i = 0; i < 5 && taken < atMost && rate.wait(now) === 0; i += 1) {
      rate.count(now)
      taken += 1
    }
  }
  return taken
}

test('nothing is held back while nobody complains', () => {
  const rate = createAdaptiveRate()
  assert.equal(drain(rate, 0, 1000), 5000)
})

test('a complaint silences for as long as it asks, and halves the rate that was too much', () => {
  const rate = createAdaptiveRate()
  drain(rate, 0, 1000, 1000)
  rate.throttled(1000, 3000)
  assert.equal(rate.wait(1000), 3000)
  assert.equal(drain(rate, 1000, 4000), 0)
  const after = drain(rate, 4000, 5000)
  assert.ok(after > 480 && after < 620, `${after} in the first second`)
})

test('a hundred complaints of one moment count as one', () => {
  const rate = createAdaptiveRate()
  drain(rate, 0, 1000, 1000)
  for (let i = 0; i < 100; i += 1) rate.throttled(1000 + i)
  assert.equal(rate.perSecond, 500)
})

test('complaint after complaint lowers the rate down to the floor and no further', () => {
  const rate = createAdaptiveRate({ floor: 15 })
  drain(rate, 0, 1000, 1000)
  let now = 1000
  for (let i = 0; i < 20; i += 1) {
    rate.throttled(now, 0)
    drain(rate, now, now + 1100)
    now += 1100
  }
  assert.ok(rate.perSecond >= 15 && rate.perSecond < 40, String(rate.perSecond))
})

test('the rate recovers evenly, and the limit is gone after two minutes of peace', () => {
  const rate = createAdaptiveRate()
  drain(rate, 0, 1000, 600)
  rate.throttled(1000, 0)
  assert.equal(rate.perSecond, 300)
  drain(rate, 1000, 31_000)
  assert.ok(Math.abs(rate.perSecond - 600) < 15, String(rate.perSecond))
  drain(rate, 31_000, 125_000)
  assert.equal(rate.perSecond, Infinity)
})

test('a service that asks for a day is asked again after a quarter of an hour', () => {
  const rate = createAdaptiveRate()
  rate.throttled(0, 86_400_000)
  assert.equal(rate.pausedUntil, 900_000)
})
