import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { createMinuteCeiling } from './minute-ceiling.ts'

test('no sixty seconds exceed the ceiling, for any pattern of requests', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2000 }),
      fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 20, maxLength: 200 }),
      (perMinute, gaps) => {
        const ceiling = createMinuteCeiling(perMinute)
        const sent: number[] = []
        let now = 0
        for (const gap of gaps) {
          now += gap
          for (let i = 0; i < 50 && ceiling.wait(now) === 0; i += 1) {
            ceiling.count(now)
            sent.push(now)
          }
        }
        let first = 0
        for (const [index, at] of sent.entries()) {
          while ((sent[first] ?? 0) <= at - 60_000) first += 1
          assert.ok(index - first + 1 <= Math.max(perMinute, 1), `${index - first + 1} in a minute`)
        }
      },
    ),
    { numRuns: 50 },
  )
})

test('close to the whole ceiling is used when there is enough to send', () => {
  const ceiling = createMinuteCeiling(900)
  let sent = 0
  for (let now = 0; now < 60_000; now += 10) {
    for (; ceiling.wait(now) === 0; sent += 1) ceiling.count(now)
  }
  assert.ok(sent > 880 && sent <= 900, String(sent))
})

test('messages that do not wait make the others wait', () => {
  const ceiling = createMinuteCeiling(60)
  for (let i = 0; i < 10; i += 1) ceiling.count(0)
  const wait = ceiling.wait(0)
  assert.ok(wait > 9000 && wait < 11_000, String(wait))
})

test('a new bound counts from the moment it is set, without catching up', () => {
  const ceiling = createMinuteCeiling(Infinity)
  for (let i = 0; i < 5000; i += 1) {
    assert.equal(ceiling.wait(i), 0)
    ceiling.count(i)
  }
  assert.equal(ceiling.perSecond, Infinity)
  const sentIn = (from: number, to: number) => {
    let sent = 0
    for (let now = from; now < to; now += 10) for (; ceiling.wait(now) === 0; sent += 1) ceiling.count(now)
    return sent
  }
  ceiling.set(900)
  const first = sentIn(60_000, 120_000)
  assert.ok(first > 880 && first <= 900, String(first))
  ceiling.set(60)
  const second = sentIn(180_000, 240_000)
  assert.ok(second > 55 && second <= 60, String(second))
  ceiling.set(Infinity)
  assert.equal(ceiling.wait(240_000), 0)
})
