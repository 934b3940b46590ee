import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { FURTHEST_MS } from './digest-statements.ts'
import { createDigestTimes, digestTime, isSameDay } from './digest-time.ts'

const at = (text: string) => Date.parse(text)
const EVENING = 18 * 60
const DAY_MS = 86_400_000

const anyZone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'), 'Mars/Olympus', null)
const anyHour = fc.record({ at: fc.integer({ min: 0, max: 1439 }), timeZone: anyZone })
// Half of them within a day of a change of the clocks in Berlin or New York.
const changes = ['2026-03-08T07:00Z', '2026-03-29T01:00Z', '2026-10-25T01:00Z', '2026-11-01T06:00Z'].map(at)
const anyTime = fc.oneof(
  fc.integer({ min: at('2026-01-01'), max: at('2027-01-01') }),
  fc.tuple(fc.constantFrom(...changes), fc.integer({ min: -DAY_MS, max: DAY_MS })).map(([change, off]) => change + off),
)

test('a digest comes at its hour on the clock of the person, tomorrow where today has had one', () => {
  const berlin = { at: EVENING, timeZone: 'Europe/Berlin' }
  assert.equal(digestTime(berlin, at('2026-06-10T12:00Z'), null).time, at('2026-06-10T16:00Z'))
  assert.equal(digestTime(berlin, at('2026-06-10T16:00Z'), null).time, at('2026-06-11T16:00Z'))
  assert.equal(digestTime(berlin, at('2026-06-10T12:00Z'), at('2026-06-10T05:00Z')).time, at('2026-06-11T16:00Z'))
  assert.equal(digestTime({ at: EVENING, timeZone: null }, at('2026-06-10T12:00Z'), null).time, at('2026-06-10T18:00Z'))
})

test('where clocks skip the hour it comes after the gap, and where they repeat it, once', () => {
  const night = { at: 2 * 60 + 30, timeZone: 'Europe/Berlin' }
  assert.equal(digestTime(night, at('2026-03-29T00:00Z'), null).time, at('2026-03-29T01:30Z'))
  const first = digestTime(night, at('2026-10-24T23:00Z'), null).time
  assert.equal(first, at('2026-10-25T00:30Z'))
  assert.equal(digestTime(night, first, first).time, at('2026-10-26T01:30Z'))
})

test('whatever the zone, the hour and the clock: later than now, on another day than the last, and within three days', () => {
  fc.assert(
    fc.property(anyHour, anyTime, fc.option(fc.integer({ min: -3 * DAY_MS, max: 3 * DAY_MS })), (hour, now, ago) => {
      const last = ago === null ? null : now + ago
      const { time, dayStart } = digestTime(hour, now, last)
      assert.ok(time > now && time <= now + FURTHEST_MS)
      assert.ok(dayStart <= time && isSameDay(hour.timeZone, dayStart, time))
      if (last !== null && last <= now + DAY_MS) assert.ok(!isSameDay(hour.timeZone, last, time))
    }),
    { numRuns: 2000 },
  )
})

test('whenever messages come: one digest a day at most, and none waits for longer than two days', () => {
  const gaps = fc.array(fc.oneof(fc.integer({ min: 0, max: 3_600_000 }), fc.integer({ min: 0, max: 3 * DAY_MS })), {
    minLength: 1,
    maxLength: 40,
  })
  fc.assert(
    fc.property(anyHour, anyTime, gaps, (hour, start, own) => {
      const timeOf = createDigestTimes()
      const made: number[] = []
      let pending: number | null = null
      let now = start
      for (const gap of own) {
        now += gap
        if (pending !== null && pending <= now) {
          made.push(pending)
          pending = null
        }
        const last = made.at(-1) ?? null
        pending ??= timeOf(hour, now, last)
        assert.ok(pending > now && pending - now <= 2 * DAY_MS + 2 * 3_600_000)
      }
      const days = made.map((time) => dayOf(time, hour.timeZone))
      assert.deepEqual(days, [...new Set(days)])
    }),
    { numRuns: 500 },
  )
})

test('what is remembered of an hour is what would be found anew', () => {
  const timeOf = createDigestTimes()
  fc.assert(
    fc.property(anyHour, anyTime, fc.option(fc.integer({ min: 0, max: 3 * DAY_MS })), (hour, now, ago) => {
      const last = ago === null ? null : now - ago
      assert.equal(timeOf(hour, now, last), digestTime(hour, now, last).time)
    }),
    { numRuns: 2000 },
  )
})

function dayOf(time: number, zone: string | null): string {
  const known = zone === null || zone === 'Mars/Olympus' ? 'UTC' : zone
  return Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(known).toPlainDate().toString()
}
