import { Temporal } from 'temporal-polyfill'

/** When a person's digest comes: a minute of the day on the clock of their zone. */
export interface DigestHour {
  /** Minutes of the day. */
  at: number
  /** Of the IANA database; null or unknown: UTC. */
  timeZone: string | null
}

const DAY_MS = 86_400_000

/**
 * The next moment of a digest after `now`, in milliseconds since the epoch, and the start of its day. At most one on a
 * day of that zone: none on the day of `last`, the digest before. Where clocks skip the hour it comes as much later;
 * where they repeat it, the first time. Pure.
 *
 * A `last` more than a day ahead comes from a clock that was wrong, and does not count.
 */
export function digestTime(
  { at, timeZone }: DigestHour,
  now: number,
  last: number | null,
): { time: number; dayStart: number } {
  const here = inZone(now, timeZone)
  const zone = here.timeZoneId
  const plainTime = new Temporal.PlainTime(Math.floor(at / 60), at % 60)
  const lastDay = last === null || last > now + DAY_MS ? undefined : inZone(last, zone).toPlainDate()
  for (let day = here.toPlainDate(); ; day = day.add({ days: 1 })) {
    const time = day.toZonedDateTime({ timeZone: zone, plainTime })
    // Its own day is looked at: where a clock skips midnight, 23:30 may be half past midnight of the next one.
    const own = time.toPlainDate()
    const isLater = lastDay === undefined || Temporal.PlainDate.compare(own, lastDay) > 0
    if (isLater && time.epochMilliseconds > now) {
      return { time: time.epochMilliseconds, dayStart: time.startOfDay().epochMilliseconds }
    }
  }
}

/** Whether two times are on one day of that zone. Pure. */
export function isSameDay(timeZone: string | null, a: number, b: number): boolean {
  return inZone(a, timeZone).toPlainDate().equals(inZone(b, timeZone).toPlainDate())
}

/** Like digestTime(), remembering the moment of each hour and zone until it has come. */
export function createDigestTimes(): (hour: DigestHour, now: number, last: number | null) => number {
  const known = new Map<string, { from: number; time: number; dayStart: number }>()
  return (hour, now, last) => {
    const key = `${hour.at} ${hour.timeZone ?? ''}`
    const kept = known.get(key)
    if (kept !== undefined && kept.from <= now && now < kept.time && isBefore(last, kept.dayStart)) return kept.time
    const found = digestTime(hour, now, last)
    if (!isBefore(last, now - 2 * DAY_MS)) return found.time
    // Pages may send any zone, and people choose any minute.
    if (known.size >= MOST_KEPT) known.clear()
    known.set(key, { from: now, ...found })
    return found.time
  }
}

const MOST_KEPT = 5000

function isBefore(last: number | null, time: number): boolean {
  return last === null || last < time
}

function inZone(time: number, timeZone: string | null): Temporal.ZonedDateTime {
  const instant = Temporal.Instant.fromEpochMilliseconds(time)
  try {
    return instant.toZonedDateTimeISO(timeZone ?? 'UTC')
  } catch (error) {
    if (error instanceof RangeError) return instant.toZonedDateTimeISO('UTC')
    throw error
  }
}
