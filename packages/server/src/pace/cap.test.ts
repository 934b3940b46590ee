import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { capReached } from './cap.ts'
import { createLocalDays, localDays, minuteOf, timeOf, type Minute } from './local-days.ts'
import { USUAL_PACE, type Pace } from './pace.ts'

const DAY = 24 * 60
// With every kind of odd day: half-hour zones, a clock set by half an hour, midnights that do not exist, none at all.
const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'America/Havana',
  'Pacific/Kiritimati',
  'Asia/Kathmandu',
]

const anyPace = fc.record({
  perDay: fc.option(fc.integer({ min: 1, max: 4 })),
  perWeek: fc.option(fc.integer({ min: 1, max: 9 })),
})
const anyZone = fc.constantFrom(...ZONES)
// A year of both changes of the clocks; gaps from a minute to some days.
const anyStart = fc.integer({ min: minute('2026-01-01T00:00Z'), max: minute('2026-12-20T00:00Z') })
const anyGaps = fc.array(fc.oneof(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 2 * DAY })), {
  minLength: 1,
  maxLength: 60,
})

function minute(text: string): Minute {
  return minuteOf(Date.parse(text))
}

/** What a person gets of messages that come at these minutes. */
function received(pace: Caps, minutes: readonly Minute[], zone?: string): Minute[] {
  const sent: Minute[] = []
  for (const now of minutes) {
    const days = zone === undefined ? undefined : localDays(zone, now)
    if (capReached(pace, sent, now, days) === undefined) sent.push(now)
  }
  return sent
}

type Caps = Pick<Pace, 'perDay' | 'perWeek' | 'window'>

function times(start: Minute, gaps: readonly number[]): Minute[] {
  let now = start
  return gaps.map((gap) => (now += gap))
}

/** The local date, by Intl and not by Temporal. */
function dateOf(at: Minute, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(timeOf(at))
}

describe('a rolling cap', () => {
  test('lets no window of 24 hours, or of seven days, have more than it says', () => {
    fc.assert(
      fc.property(anyPace, anyStart, anyGaps, (pace, start, gaps) => {
        const sent = received({ ...pace, window: 'rolling' }, times(start, gaps))
        for (const from of sent) {
          const within = (length: number) => sent.filter((at) => at >= from && at < from + length).length
          assert.ok(within(DAY) <= (pace.perDay ?? Infinity))
          assert.ok(within(7 * DAY) <= (pace.perWeek ?? Infinity))
        }
      }),
    )
  })

  test('names the first minute at which it allows the next message, and never a past one', () => {
    fc.assert(
      fc.property(anyPace, anyStart, anyGaps, (pace, start, gaps) => {
        const caps: Caps = { ...pace, window: 'rolling' }
        const minutes = times(start, gaps)
        const sent = received(caps, minutes)
        const now = minutes.at(-1) as Minute
        const reached = capReached(caps, sent, now, undefined)
        if (reached === undefined) return
        assert.ok(reached.until > now)
        assert.notEqual(capReached(caps, sent, reached.until - 1, undefined), undefined)
        assert.equal(capReached(caps, sent, reached.until, undefined), undefined)
      }),
    )
  })

  test('says which cap it is that keeps the message longer', () => {
    const now = minute('2026-06-10T12:00Z')
    const week = [1, 2, 3, 4, 5, 6].map((days) => now - days * DAY)
    assert.deepEqual(capReached(USUAL_PACE, [now - 60], now, undefined), { reason: 'cap-day', until: now - 60 + DAY })
    assert.deepEqual(capReached(USUAL_PACE, week, now, undefined), { reason: 'cap-week', until: now + DAY })
    assert.equal(capReached(USUAL_PACE, week.slice(1), now, undefined), undefined)
  })

  test('does not run full by a cap that there is not', () => {
    const now = minute('2026-06-10T12:00Z')
    const none: Caps = { perDay: null, perWeek: null, window: 'rolling' }
    assert.equal(capReached(none, Array<number>(50).fill(now), now, undefined), undefined)
  })
})

describe('a cap by the calendar', () => {
  test('lets no local day, and no seven of them, have more than it says, in any zone and over a change of the clocks', () => {
    fc.assert(
      fc.property(anyPace, anyZone, anyStart, anyGaps, (pace, zone, start, gaps) => {
        const sent = received({ ...pace, window: 'calendar' }, times(start, gaps), zone)
        const dates = sent.map((at) => dateOf(at, zone))
        for (const date of dates) {
          const until = new Date(Date.parse(date) + 7 * DAY * 60_000).toISOString().slice(0, 10)
          assert.ok(dates.filter((other) => other === date).length <= (pace.perDay ?? Infinity))
          assert.ok(dates.filter((other) => other >= date && other < until).length <= (pace.perWeek ?? Infinity))
        }
      }),
    )
  })

  test('names the first minute of the local day that allows the next message', () => {
    fc.assert(
      fc.property(anyPace, anyZone, anyStart, anyGaps, (pace, zone, start, gaps) => {
        const caps: Caps = { ...pace, window: 'calendar' }
        const minutes = times(start, gaps)
        const sent = received(caps, minutes, zone)
        const now = minutes.at(-1) as Minute
        const reached = capReached(caps, sent, now, localDays(zone, now))
        if (reached === undefined) return
        const { until } = reached
        assert.ok(until > now)
        assert.notEqual(dateOf(until - 1, zone), dateOf(until, zone))
        assert.notEqual(capReached(caps, sent, until - 1, localDays(zone, until - 1)), undefined)
        assert.equal(capReached(caps, sent, until, localDays(zone, until)), undefined)
      }),
    )
  })

  test('is a choice: five minutes past midnight is a new day by the calendar, and not by a rolling one', () => {
    const [sent, now] = [minute('2026-03-28T22:58Z'), minute('2026-03-28T23:05Z')]
    const caps = { perDay: 1, perWeek: null } as const
    const days = localDays('Europe/Berlin', now)
    assert.equal(capReached({ ...caps, window: 'calendar' }, [sent], now, days), undefined)
    assert.notEqual(capReached({ ...caps, window: 'rolling' }, [sent], now, days), undefined)
  })
})

describe('a clock that was set', () => {
  const caps = fc.record({
    perDay: fc.integer({ min: 1, max: 4 }),
    perWeek: fc.option(fc.integer({ min: 1, max: 9 })),
  })

  test('back by less than a day gives nobody more', () => {
    const anyBack = fc.integer({ min: 0, max: DAY - 1 })
    fc.assert(
      fc.property(caps, anyStart, anyBack, fc.constantFrom(undefined, ...ZONES), (pace, now, back, zone) => {
        const window = zone === undefined ? 'rolling' : 'calendar'
        const burst = received({ ...pace, window }, Array<Minute>(20).fill(now), zone)
        const later = capReached(
          { ...pace, window },
          burst,
          now - back,
          (zone && localDays(zone, now - back)) || undefined,
        )
        assert.notEqual(later, undefined)
      }),
    )
  })

  test('from far ahead keeps nobody without messages', () => {
    fc.assert(
      fc.property(caps, anyStart, fc.integer({ min: DAY + 1, max: 400 * DAY }), (pace, now, ahead) => {
        const sent = Array<Minute>(9).fill(now + ahead)
        assert.equal(capReached({ ...pace, window: 'rolling' }, sent, now, undefined), undefined)
      }),
    )
  })
})

describe('the days of a zone', () => {
  test('begin where the clocks of that place say so', () => {
    const berlin = localDays('Europe/Berlin', minute('2026-03-29T12:00Z'))
    assert.equal(berlin.startOf(0), minute('2026-03-28T23:00Z'))
    assert.equal(berlin.startOf(1), minute('2026-03-29T22:00Z'), 'a day of 23 hours')
    const cairo = localDays('Africa/Cairo', minute('2026-04-24T12:00Z'))
    assert.equal(cairo.startOf(0), minute('2026-04-23T22:00Z'), 'its midnight does not exist: it begins at one')
    const kathmandu = localDays('Asia/Kathmandu', minute('2026-04-24T12:00Z'))
    assert.equal(kathmandu.startOf(0), minute('2026-04-23T18:15Z'))
  })

  test('are remembered until the next one begins there, or the clock is set', () => {
    const daysOf = createLocalDays()
    const noon = minute('2026-04-24T12:00Z')
    const days = daysOf('Asia/Kolkata', noon)
    assert.equal(daysOf('Asia/Kolkata', noon + 60), days)
    assert.equal(daysOf('Asia/Kolkata', minute('2026-04-24T18:29Z')), days)
    assert.notEqual(daysOf('Asia/Kolkata', minute('2026-04-24T18:30Z')), days)
    assert.equal(daysOf('Asia/Kolkata', noon - 2 * DAY).startOf(0), minute('2026-04-21T18:30Z'))
    assert.equal(daysOf(null, noon).startOf(0), minute('2026-04-24T00:00Z'), 'no zone is UTC')
  })

  test('are those of UTC where the zone is none', () => {
    const now = minute('2026-04-24T12:00Z')
    for (const zone of ['Mars/Phobos', '', 'x'.repeat(1000), 'Europe/Berlin\0']) {
      assert.equal(localDays(zone, now).startOf(0), minute('2026-04-24T00:00Z'), zone.slice(0, 20))
    }
  })
})
