import assert from 'node:assert/strict'
import { test } from 'node:test'
import { groupOutcomes, shareOf, unreachedOutcomes } from './outcome-groups.ts'

const progress = (audience: number, outcomes: Record<string, number>) => ({
  audience,
  outcomes,
  sent: outcomes['accepted'] ?? 0,
  remaining: 0,
  ratePerSecond: 0,
})

test('each browser of an audience is in one group', () => {
  const groups = groupOutcomes(
    progress(20, { accepted: 9, held: 2, throttled: 1, skipped: 1, gone: 3, 'key-mismatch': 1, rejected: 1 }),
  )
  assert.deepEqual(groups, { accepted: 9, later: 3, not: 1, gone: 4, failed: 1, remaining: 2 })
})

test('an outcome that only a newer Belfry knows is counted, and nothing is less than none', () => {
  assert.deepEqual(groupOutcomes(progress(1, { odd: 2 })), {
    accepted: 0,
    later: 0,
    not: 0,
    gone: 0,
    failed: 2,
    remaining: 0,
  })
})

test('who got nothing is listed by frequency', () => {
  assert.deepEqual(unreachedOutcomes(progress(9, { accepted: 5, gone: 1, held: 3, expired: 0 })), [
    ['held', 3],
    ['gone', 1],
  ])
})

test('nothing has no share', () => {
  assert.equal(shareOf(0, 0), undefined)
  assert.equal(shareOf(1, 4), 0.25)
})
