import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chartCsv, isEmpty } from './chart-data.ts'

const series = [
  { id: 'new', title: 'New' },
  { id: 'lost', title: 'Lost' },
]
const points = [
  { at: '2026-11-29T00:00:00Z', new: 3, lost: null },
  { at: '2026-11-30T00:00:00Z', new: 0, lost: 1 },
]

test('the numbers of a chart are a file with a column for each series', () => {
  const csv = chartCsv({ title: 'Growth', step: 'day', points, series, previous: [2, 4] })
  assert.equal(csv, 'at,new,lost,previous\r\n2026-11-29T00:00:00Z,3,,2\r\n2026-11-30T00:00:00Z,0,1,4\r\n')
})

test('a chart of nothing is told from one that has something, if only before', () => {
  const nothing = points.map(({ at }) => ({ at, new: 0, lost: null }))
  assert.equal(isEmpty({ title: 'Growth', step: 'day', points: nothing, series }), true)
  assert.equal(isEmpty({ title: 'Growth', step: 'day', points: nothing, series, previous: [0, 1] }), false)
  assert.equal(isEmpty({ title: 'Growth', step: 'day', points, series }), false)
})
