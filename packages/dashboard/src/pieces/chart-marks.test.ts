import assert from 'node:assert/strict'
import { test } from 'node:test'
import { marksOf } from './chart-marks.ts'

const points = Array.from({ length: 30 }, (_, day) => ({ at: `2026-11-${`${day + 1}`.padStart(2, '0')}` }))
const labels = (...marks: [day: string, text: string][]) =>
  marksOf(
    points,
    marks.map(([day, text]) => ({ at: `2026-11-${day}`, text })),
  ).map(({ label }) => label)

test('labels never lie on top of each other: a mark without room has none', () => {
  assert.deepEqual(labels(['03', 'Sale'], ['28', 'New page']), ['Sale', 'New page'])
  assert.deepEqual(labels(['11', 'New front page'], ['25', 'Winter sale began'], ['30', 'Belfry 2']), [
    'New front page',
    undefined,
    'Belfry 2',
  ])
})

test('what falls into one step is one label, and a long text is cut', () => {
  assert.deepEqual(labels(['05', 'One'], ['05', 'Two']), ['One +1'])
  assert.deepEqual(labels(['05', 'x'.repeat(40)]), [`${'x'.repeat(24)}…`])
})
