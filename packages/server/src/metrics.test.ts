import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createMetrics } from './metrics.ts'

test('counts by name and labels, whatever order they come in', () => {
  const metrics = createMetrics()
  metrics.count('sent', { service: 'fcm', outcome: 'accepted' })
  metrics.count('sent', { outcome: 'accepted', service: 'fcm' }, 4)
  assert.deepEqual([...metrics.totals()], [['sent{outcome="accepted",service="fcm"}', 5]])
})

test('labels without a bound cost a counter, not the memory', () => {
  const metrics = createMetrics()
  for (let id = 0; id < 5000; id++) metrics.count('sent', { id: String(id) })
  assert.ok(metrics.totals().size <= 2001)
  assert.equal(metrics.totals().get('belfry_series_dropped_total'), 3000)
})
