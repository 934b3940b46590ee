import assert from 'node:assert/strict'
import { test } from 'node:test'
import { howLongAgo } from './relative-time.ts'

const NOW = Date.parse('2026-11-30T12:00:00Z')
const ago = (seconds: number, tag = 'en') => howLongAgo(new Date(NOW - seconds * 1000).toISOString(), NOW, tag)

test('the largest unit that fits says how long ago something was', () => {
  assert.deepEqual(
    [0, 59, 60, 3599, 3600, 86_399, 86_400, 7 * 86_400, 40 * 86_400, 800 * 86_400].map((seconds) => ago(seconds)),
    [
      'now',
      'now',
      '1 minute ago',
      '59 minutes ago',
      '1 hour ago',
      '23 hours ago',
      'yesterday',
      'last week',
      'last month',
      '2 years ago',
    ],
  )
})

test('a clock that is behind says now, and every language has its own words', () => {
  assert.equal(ago(-20), 'now')
  assert.equal(ago(7200, 'de'), 'vor 2 Stunden')
  assert.equal(ago(7200, 'ja'), '2 時間前')
})
