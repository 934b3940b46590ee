import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { retryAt } from './retry.ts'

const now = 1_000_000_000_000
const never = Number.POSITIVE_INFINITY
const almostOne = 1 - Number.EPSILON

test('the ceiling doubles from a second to a quarter of an hour and stays there', () => {
  const ceilings = [0, 1, 2, 3, 9, 10, 11, 60, 5000].map(
    (attempt) => (retryAt({ attempt, now, expiresAt: never, random: almostOne }) as number) - now,
  )
  assert.deepEqual(ceilings, [1000, 2000, 4000, 8000, 512_000, 900_000, 900_000, 900_000, 900_000])
})

test('the jitter is full: from at once to the ceiling', () => {
  assert.equal(retryAt({ attempt: 5, now, expiresAt: never, random: 0 }), now)
  assert.equal(retryAt({ attempt: 5, now, expiresAt: never, random: 0.5 }), now + 16_000)
})

test('a wait that the service asked for is kept, and retries are spread', () => {
  const input = { attempt: 0, now, expiresAt: never, retryAfterMs: 120_000 }
  assert.equal(retryAt({ ...input, random: 0 }), now + 120_000)
  assert.equal(retryAt({ ...input, random: 0.5 }), now + 120_500)
})

test('there is no retry at or after the expiry', () => {
  const input = { attempt: 0, now, random: 0.5 }
  assert.equal(retryAt({ ...input, expiresAt: now + 501 }), now + 500)
  assert.equal(retryAt({ ...input, expiresAt: now + 500 }), undefined)
  assert.equal(retryAt({ ...input, expiresAt: now - 1 }), undefined)
  assert.equal(retryAt({ ...input, expiresAt: now + 60_000, retryAfterMs: 120_000 }), undefined)
})

test('every retry is before the expiry, not before the requested wait, and not after the ceiling', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 200 }),
      fc.double({ min: 0, max: almostOne, noNaN: true }),
      fc.option(fc.nat({ max: 86_400_000 }), { nil: undefined }),
      fc.integer({ min: -1000, max: 100_000_000 }),
      (attempt, random, retryAfterMs, life) => {
        const at = retryAt({ attempt, now, random, retryAfterMs, expiresAt: now + life })
        const earliest = now + (retryAfterMs ?? 0)
        const latest = earliest + Math.min(900_000, 1000 * 2 ** attempt)
        if (at === undefined) {
          assert.ok(now + life <= latest)
        } else {
          assert.ok(Number.isInteger(at) && at >= earliest && at <= latest && at < now + life)
        }
      },
    ),
  )
})
