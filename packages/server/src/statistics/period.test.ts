import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '../refusals/refusal.ts'
import { periodOf, type AskedPeriod } from './period.ts'

const NOW = Date.UTC(2026, 10, 30, 9)
const HOUR = 3_600_000
const open = (asked: Partial<AskedPeriod>) => periodOf({ zone: 'UTC', ...asked }, NOW)
const at = (hour: number | undefined) => new Date((hour ?? 0) * HOUR).toISOString().slice(0, 16)

test('a period is whole days of its zone, and the one before is as long', () => {
  const { period, previous } = open({ zone: 'America/New_York', from: '2026-11-20', to: '2026-11-22' })
  assert.deepEqual(period.starts.map(at), [
    '2026-11-20T05:00',
    '2026-11-21T05:00',
    '2026-11-22T05:00',
    '2026-11-23T05:00',
  ])
  assert.deepEqual([at(previous.starts[0]), at(previous.starts.at(-1))], ['2026-11-17T05:00', '2026-11-20T05:00'])
})

test('without dates it is the last thirty days with today, as the zone has it', () => {
  const { period } = open({ zone: 'Pacific/Auckland' })
  assert.equal(period.starts.length - 1, 30)
  assert.equal(at(period.starts.at(-1)), '2026-11-30T11:00', 'there it is the 30th still')
})

test('a day on which clocks are set has 23 or 25 hours, and each of them one place', () => {
  for (const [from, hours] of [
    ['2026-03-29', 23],
    ['2026-10-25', 25],
  ] as const) {
    const { period } = open({ zone: 'Europe/Berlin', from, to: from, step: 'day' })
    const [start = 0, end = 0] = period.starts
    assert.equal(end - start, hours)
    const day = period.firstDay
    for (const { from, to, shift } of period.segments) {
      for (let hour = from; hour < to; hour += 1) assert.equal(Math.floor((hour + shift) / 24), day)
    }
    assert.deepEqual([period.segments[0]?.from, period.segments.at(-1)?.to], [start, end])
  }
})

test('in a zone off the hour a day begins late, and the answer says by how much', () => {
  for (const [zone, start, late] of [
    ['Asia/Kolkata', '2026-11-19T19:00', 30],
    ['Asia/Kathmandu', '2026-11-19T19:00', 45],
    ['America/St_Johns', '2026-11-20T04:00', 30],
    ['Europe/Berlin', '2026-11-19T23:00', 0],
  ] as const) {
    const { period } = open({ zone, from: '2026-11-20', to: '2026-11-20', step: 'day' })
    assert.deepEqual([zone, at(period.starts[0]), period.startsLateBy], [zone, start, late])
    const [{ from, shift } = { from: 0, shift: 0 }] = period.segments
    assert.equal(Math.floor((from + shift) / 24), period.firstDay)
    assert.equal(Math.floor((from - 1 + shift) / 24), period.firstDay - 1)
  }
})

test('where midnight does not exist, the day begins when the clocks have been set', () => {
  const { period } = open({ zone: 'Africa/Cairo', from: '2026-04-24', to: '2026-04-24', step: 'day' })
  assert.deepEqual(period.starts.map(at), ['2026-04-23T22:00', '2026-04-24T21:00'])
})

test('two days are shown by the hour, more by the day, and too many are refused', () => {
  assert.equal(open({ from: '2026-11-29' }).period.step, 'hour')
  assert.equal(open({ from: '2026-11-28' }).period.step, 'day')
  for (const asked of [
    { from: '2025-11-29' },
    { from: '2026-10-01', step: 'hour' },
    { from: '2026-12-02' },
    { zone: 'Mars/Base' },
  ] as const) {
    assert.throws(
      () => open(asked),
      (error) => error instanceof Refusal && error.code === 'field-invalid',
    )
  }
})
