import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { findTimeZone, timeZoneOf } from './local-time.ts'
import { isQuiet, quietUntil } from './quiet-hours.ts'

const hours = (from: string, to: string) => ({ from: minutes(from), to: minutes(to) })
const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
const at = (text: string) => Date.parse(text)
const until = (quiet: string, zone: string, time: string) => {
  const [from = '', to = ''] = quiet.split('-')
  return new Date(quietUntil(hours(from, to), timeZoneOf(zone), at(time))).toISOString().slice(0, 16)
}

test('quiet hours over midnight end in the morning of the subscriber', () => {
  assert.equal(until('22:00-07:00', 'Europe/Berlin', '2026-12-01T22:30:00Z'), '2026-12-02T06:00')
  assert.equal(until('22:00-07:00', 'Europe/Berlin', '2026-12-02T05:59:59Z'), '2026-12-02T06:00')
  assert.equal(until('22:00-07:00', 'Asia/Kathmandu', '2026-12-01T20:00:00Z'), '2026-12-02T01:15')
  assert.equal(until('09:00-17:00', 'America/New_York', '2026-07-01T14:00:00Z'), '2026-07-01T21:00')
  const noon = at('2026-12-01T12:00:00Z')
  assert.equal(quietUntil(hours('22:00', '07:00'), timeZoneOf('UTC'), noon), noon, 'they are not on')
})

test('clocks put forward past their end end them; clocks put back into them prolong them', () => {
  // Berlin, 2026-03-29: 02:00 is followed by 03:00, at 01:00 UTC.
  assert.equal(until('22:00-02:30', 'Europe/Berlin', '2026-03-28T23:00:00Z'), '2026-03-29T01:00')
  assert.equal(until('22:00-07:00', 'Europe/Berlin', '2026-03-28T23:00:00Z'), '2026-03-29T05:00')
  // Berlin, 2026-10-25: 03:00 is followed by 02:00, at 01:00 UTC.
  assert.equal(until('22:00-07:00', 'Europe/Berlin', '2026-10-24T22:00:00Z'), '2026-10-25T06:00')
  assert.equal(until('22:00-03:00', 'Europe/Berlin', '2026-10-24T22:00:00Z'), '2026-10-25T02:00')
  // Their end comes twice: the first time ends them, and they are on again.
  assert.equal(until('22:00-02:30', 'Europe/Berlin', '2026-10-24T22:00:00Z'), '2026-10-25T00:30')
  assert.equal(until('22:00-02:30', 'Europe/Berlin', '2026-10-25T01:10:00Z'), '2026-10-25T01:30')
  // Half an hour, on Lord Howe Island.
  assert.equal(until('22:00-06:00', 'Australia/Lord_Howe', '2026-10-03T13:00:00Z'), '2026-10-03T19:00')
})

test('no zone of that name is UTC, and is no zone to be chosen', () => {
  assert.equal(findTimeZone('Mars/Olympus'), undefined)
  assert.equal(findTimeZone('x'.repeat(64)), undefined)
  assert.equal(timeZoneOf('Mars/Olympus').name, 'UTC')
  assert.equal(timeZoneOf(null).name, 'UTC')
})

test('at any time in any zone: quiet until the named minute, and not at it', () => {
  const zones = Intl.supportedValuesOf('timeZone')
  const minute = fc.integer({ min: 0, max: 1439 })
  // Half of the times lie within a day of a change of clocks in Europe, America or Australia.
  const changes = [
    '2026-03-29T01:00Z',
    '2026-10-25T01:00Z',
    '2026-03-08T07:00Z',
    '2026-11-01T06:00Z',
    '2026-10-03T15:30Z',
  ]
  const near = fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -86_400_000, max: 86_400_000 }))
    .map(([change, off]) => at(change) + off)
  const anywhere = fc.integer({ min: at('2020-01-01'), max: at('2040-01-01') })
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.oneof(near, anywhere),
      minute,
      minute,
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 20, maxLength: 20 }),
      (name, time, from, to, shares) => {
        fc.pre(from !== to)
        const zone = timeZoneOf(name)
        const quiet = { from, to }
        const end = quietUntil(quiet, zone, time)
        assert.equal(isQuiet(quiet, zone, time), end > time)
        // Two days where the only minutes that are not quiet lie within an hour that is missing.
        assert.ok(end - time <= 49 * 3_600_000)
        assert.equal(isQuiet(quiet, zone, end), false, 'over at its end')
        const before = [...shares.map((share) => time + Math.floor(share * (end - time - 1))), end - 1]
        if (end > time)
          for (const moment of before) assert.ok(isQuiet(quiet, zone, moment), new Date(moment).toISOString())
      },
    ),
    { numRuns: 3000 },
  )
})
