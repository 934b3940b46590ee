import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createAdaptiveRate, type AdaptiveRate } from './adaptive-rate.ts'

/** Takes every token as soon as it is available, trying every millisecond. */
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

test('a complaint stops sending for the requested time, and halves the rate', () => {
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

test('half a rate is back in seconds, then more is tried, and the limit is gone within a minute', () => {
  const rate = createAdaptiveRate()
  drain(rate, 0, 1000, 600)
  rate.throttled(1000, 0)
  assert.equal(rate.perSecond, 300)
  drain(rate, 1000, 6000)
  assert.ok(rate.perSecond > 550 && rate.perSecond < 600, String(rate.perSecond))
  // Near the rate of the complaint it rises slowly, in case that is still too much.
  drain(rate, 6000, 13_000)
  assert.ok(rate.perSecond >= 600 && rate.perSecond < 650, String(rate.perSecond))
  drain(rate, 13_000, 45_000)
  assert.equal(rate.perSecond, Infinity)
})

test('a complaint about one of a few messages does not leave a very low rate', () => {
  const rate = createAdaptiveRate()
  let now = 0
  for (let i = 0; i < 10; i += 1) {
    drain(rate, now, now + 1000, 2)
    rate.throttled(now + 1000, 1000)
    now += 2000
  }
  assert.ok(rate.perSecond <= 2, String(rate.perSecond))
  drain(rate, now, now + 10_000)
  assert.ok(rate.perSecond > 100, String(rate.perSecond))
})

test('a service with a fixed limit is rarely sent more', () => {
  const rate = createAdaptiveRate()
  const BEARS = 50
  let taken = 0
  let refused = 0
  let second = { start: 0, taken: 0 }
  for (let now = 0; now < 300_000; now += 1) {
    if (now - second.start >= 1000) second = { start: now, taken: 0 }
    while (rate.wait(now) === 0) {
      rate.count(now)
      if (second.taken < BEARS) {
        second.taken += 1
        taken += 1
      } else {
        refused += 1
        rate.throttled(now)
      }
    }
  }
  assert.ok(taken > 0.6 * 300 * BEARS, `${taken} taken`)
  assert.ok(refused < 0.05 * taken, `${refused} refused, ${taken} taken`)
})

test('a service that asks for a day is asked again after a quarter of an hour', () => {
  const rate = createAdaptiveRate()
  rate.throttled(0, 86_400_000)
  assert.equal(rate.pausedUntil, 900_000)
})
