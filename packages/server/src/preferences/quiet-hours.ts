import { DAY_MINUTES, MINUTE_MS, type QuietHours } from './delivery-preferences.ts'
import type { TimeZone } from './local-time.ts'

/** Whether the clock of that zone is within quiet hours. Pure. */
export function isQuiet(quiet: QuietHours, zone: TimeZone, time: number): boolean {
  return holds(quiet, minuteOfDay(zone, time))
}

/**
 * The first minute from `time` on at which they are over, milliseconds since the epoch; `time` where they are not on.
 * Where clocks are put forward past their end, that is the moment of the change; where clocks are put back into them,
 * they go on. Pure.
 */
export function quietUntil(quiet: QuietHours, zone: TimeZone, time: number): number {
  if (!isQuiet(quiet, zone, time)) return time
  const start = Math.floor(time / MINUTE_MS) * MINUTE_MS
  const end = endOnThisClock(quiet, zone, start)
  const before = zone.offsetAt(start)
  if (zone.offsetAt(end) === before) return end
  const change = changeBetween(zone, start, end, before)
  return isQuiet(quiet, zone, change) ? endOnThisClock(quiet, zone, change) : change
}

/** As if the clocks of the zone were not changed. */
function endOnThisClock({ to }: QuietHours, zone: TimeZone, time: number): number {
  const ahead = (to - minuteOfDay(zone, time) + DAY_MINUTES) % DAY_MINUTES
  return time + ahead * MINUTE_MS
}

// A zone changes its clocks at a whole minute, and not twice within a day.
function changeBetween(zone: TimeZone, from: number, to: number, offset: number): number {
  let [before, after] = [from, to]
  while (after - before > MINUTE_MS) {
    const middle = before + Math.floor((after - before) / 2 / MINUTE_MS) * MINUTE_MS
    if (zone.offsetAt(middle) === offset) before = middle
    else after = middle
  }
  return after
}

function minuteOfDay(zone: TimeZone, time: number): number {
  const minutes = Math.floor((time + zone.offsetAt(time)) / MINUTE_MS) % DAY_MINUTES
  return minutes < 0 ? minutes + DAY_MINUTES : minutes
}

function holds({ from, to }: QuietHours, minute: number): boolean {
  return from < to ? minute >= from && minute < to : minute >= from || minute < to
}
