import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sparkline } from './sparkline.ts'

test('a sparkline is as wide as its numbers, up to sixty columns, and leaves gaps', () => {
  assert.equal(sparkline([0, 4, 8]), '▁▅█')
  assert.equal(sparkline([0, 0]), '▁▁')
  assert.equal(sparkline([1, null, 1]), '█ █')
  assert.equal(sparkline([]), '')
  const year = Array.from({ length: 365 }, (_, day) => (day === 300 ? 9 : 1))
  assert.equal(sparkline(year).length, 53)
  assert.match(sparkline(year), /█/)
})
