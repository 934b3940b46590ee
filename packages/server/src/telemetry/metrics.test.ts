import assert from 'node:assert/strict'
import { test } from 'node:test'
import { counter } from './metric.ts'
import { createMetrics, TELEMETRY_COUNTERS } from './metrics.ts'

const SENT = counter('sent_total', 'Sent.', ['service', 'outcome'])
const STARTED = counter('started_total', 'Started.')

test('counts by labels, in whatever order they come', () => {
  const metrics = createMetrics()
  metrics.count(SENT, { service: 'fcm', outcome: 'accepted' })
  metrics.count(SENT, { outcome: 'accepted', service: 'fcm' }, 4)
  const [sent] = metrics.read([SENT])
  assert.deepEqual(sent?.series, [{ labels: { service: 'fcm', outcome: 'accepted' }, value: 5 }])
})

test('reads 0 before the first event, where there is one series only', () => {
  const metrics = createMetrics()
  assert.deepEqual(
    metrics.read([STARTED, SENT]).map(({ series }) => series),
    [[{ value: 0 }], []],
  )
  metrics.count(STARTED)
  assert.deepEqual(metrics.read([STARTED])[0]?.series, [{ labels: {}, value: 1 }])
})

test('labels without a bound cost a counter, not the memory', () => {
  const metrics = createMetrics()
  for (let id = 0; id < 8000; id++) metrics.count(SENT, { service: String(id), outcome: 'accepted' })
  const [sent, dropped] = metrics.read([SENT, TELEMETRY_COUNTERS.dropped])
  assert.equal(sent?.series.length, 5000)
  assert.deepEqual(dropped?.series, [{ labels: { metric: 'sent_total' }, value: 3000 }])
})

test('a label that is missing or misspelt does not compile', () => {
  const metrics = createMetrics()
  // @ts-expect-error a label is missing
  metrics.count(SENT, { service: 'fcm' })
  // @ts-expect-error no such label
  metrics.count(SENT, { service: 'fcm', outcome: 'accepted', lane: 'bulk' })
  // @ts-expect-error no labels at all
  metrics.count(SENT)
  // @ts-expect-error it has none
  metrics.count(STARTED, { service: 'fcm' })
  // @ts-expect-error a counter's name ends so
  counter('sent', 'Sent.')
})
