import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rangeOf } from './range.ts'

const NOW = new Date('2026-11-30T23:30:00Z')

test('without a period it is thirty days, today included', () => {
  assert.deepEqual(rangeOf({}, NOW, 'UTC'), { from: '2026-11-01', to: '2026-11-30', zone: 'UTC', step: 'day' })
})

test('today is today where the person is, by the hour', () => {
  const range = rangeOf({ period: 'today' }, NOW, 'Europe/Berlin')
  assert.deepEqual(range, { from: '2026-12-01', to: '2026-12-01', zone: 'Europe/Berlin', step: 'hour' })
})

test('own days are taken as they are', () => {
  const range = rangeOf({ period: '7d', from: '2026-02-27', to: '2026-03-01' }, NOW, 'UTC')
  assert.deepEqual(range, { from: '2026-02-27', to: '2026-03-01', zone: 'UTC', step: 'day' })
})

for (const [from, to] of [
  ['2026-02-30', '2026-03-01'],
  ['2026-03-02', '2026-03-01'],
  ['2020-01-01', '2026-01-01'],
  ['', '2026-01-01'],
  ['yesterday', 'today'],
])
  test(`"${from}" to "${to}" is no range of days: the default is shown`, () => {
    assert.equal(rangeOf({ period: 'ever', from, to }, NOW, 'UTC').from, '2026-11-01')
  })
