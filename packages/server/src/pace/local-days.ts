import { Temporal } from 'temporal-polyfill'

/** Whole minutes since 1970, UTC. */
export type Minute = number

/** The days around the present one in a time zone. */
export interface LocalDays {
  /** The day of a minute: 0 is today, -1 yesterday. Beyond the known days it is the last known one. */
  dayOf(minute: Minute): number
  /** The first minute of a day, -7 to 9. */
  startOf(day: number): Minute
}

const FIRST = -7
const LAST = 9

/**
 * The days of a time zone around `now`. A day begins at the first moment that exists of it: where clocks skip midnight
 * that is one o'clock, and it has 23 or 25 hours where they are set. An unknown zone counts as UTC.
 */
export function localDays(timeZone: string, now: Minute): LocalDays {
  const starts = startsAround(timeZone, now)
  return {
    dayOf(minute) {
      let index = starts.length - 1
      while (index > 0 && minute < (starts[index] as Minute)) index -= 1
      return FIRST + index
    },
    startOf: (day) => starts[Math.min(Math.max(day, FIRST), LAST) - FIRST] as Minute,
  }
}

function startsAround(timeZone: string, now: Minute): Minute[] {
  const here = inZone(now, timeZone)
  const today = here.toPlainDate()
  return Array.from({ length: LAST - FIRST + 1 }, (_, index) => {
    const day = today.add({ days: FIRST + index }).toZonedDateTime(here.timeZoneId)
    return Math.ceil(day.epochMilliseconds / MINUTE_MS)
  })
}

function inZone(minute: Minute, timeZone: string): Temporal.ZonedDateTime {
  const instant = Temporal.Instant.fromEpochMilliseconds(minute * MINUTE_MS)
  try {
    return instant.toZonedDateTimeISO(timeZone)
  } catch (error) {
    if (error instanceof RangeError) return instant.toZonedDateTimeISO('UTC')
    throw error
  }
}

/** Remembers the days of each zone until the next one begins there, or the clock is set to another day. */
export function createLocalDays(): (timeZone: string | null, now: Minute) => LocalDays {
  const known = new Map<string, LocalDays>()
  return (timeZone, now) => {
    const zone = timeZone ?? 'UTC'
    const days = known.get(zone)
    if (days !== undefined && days.startOf(0) <= now && now < days.startOf(1)) return days
    // There are some 600 names; a page may send any text.
    if (known.size >= ZONES_KEPT) known.clear()
    const fresh = localDays(zone, now)
    known.set(zone, fresh)
    return fresh
  }
}

const MINUTE_MS = 60_000
const ZONES_KEPT = 700

/** The minute of a time in milliseconds. */
export function minuteOf(ms: number): Minute {
  return Math.floor(ms / MINUTE_MS)
}

/** The time of a minute in milliseconds. */
export function timeOf(minute: Minute): number {
  return minute * MINUTE_MS
}
