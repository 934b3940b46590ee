import assert from 'node:assert/strict'
import { test } from 'node:test'
import { within } from './within.ts'

const BOUNDS = { from: '2026-01-01', to: '2026-03-31' }

test('days are cut at the bounds of a link, and outside of them the nearer end is shown', () => {
  const inside = { from: '2026-02-01', to: '2026-02-28' }
  assert.deepEqual(within(inside, BOUNDS), inside)
  assert.deepEqual(within(inside, { from: null, to: null }), inside)
  assert.deepEqual(within({ from: '2025-12-01', to: '2026-01-15' }, BOUNDS), { from: '2026-01-01', to: '2026-01-15' })
  assert.deepEqual(within({ from: '2026-11-01', to: '2026-11-30' }, BOUNDS), { from: '2026-03-02', to: '2026-03-31' })
  assert.deepEqual(within({ from: '2025-11-01', to: '2025-11-30' }, BOUNDS), { from: '2026-01-01', to: '2026-01-30' })
  assert.deepEqual(within({ from: '2026-11-01', to: '2026-11-30' }, { from: '2026-11-25', to: null }), {
    from: '2026-11-25',
    to: '2026-11-30',
  })
})
