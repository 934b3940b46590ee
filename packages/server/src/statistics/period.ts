import { findTimeZone, timeZoneOf, type TimeZone } from '../preferences/local-time.ts'
import { Refusal } from '../refusals/refusal.ts'

export const STEPS = ['hour', 'day'] as const
export type Step = (typeof STEPS)[number]

/** Hours of a period in which the clocks of its zone stay the same. */
export interface Segment {
  /** Hours since 1970, UTC. */
  from: number
  /** Exclusive. */
  to: number
  /** Whole hours that the zone is ahead of UTC, rounded down. */
  shift: number
}

/**
 * Days of a zone, made of the whole hours of UTC in which sums are kept. In a zone that is off the hour, a day begins
 * with the first hour that begins in it: up to 45 minutes late.
 */
export interface Period {
  zone: string
  step: Step
  /** Days since 1970, of the zone's calendar. */
  firstDay: number
  lastDay: number
  /** The hour with which each step begins, and the end. */
  starts: readonly number[]
  segments: readonly Segment[]
  startsLateBy: number
}

export interface AskedPeriod {
  from?: string | undefined
  to?: string | undefined
  zone: string
  step?: Step | undefined
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const USUAL_DAYS = 30
const DAYS_BY_HOUR = 2
export const MOST_DAYS = { day: 366, hour: 31 } as const

/** The period that a query names, and the one of the same length before it. Throws Refusal `field-invalid`. */
export function periodOf(asked: AskedPeriod, now: number): { period: Period; previous: Period } {
  const zone = findTimeZone(asked.zone)
  if (zone === undefined) throw new Refusal('field-invalid', 'is no time zone of the IANA database', { field: 'zone' })
  const lastDay = asked.to === undefined ? localDay(zone, Math.floor(now / HOUR_MS)) : dayOf(asked.to)
  const firstDay = asked.from === undefined ? lastDay - USUAL_DAYS + 1 : dayOf(asked.from)
  const days = lastDay - firstDay + 1
  if (days < 1) throw new Refusal('field-invalid', 'must not be before from', { field: 'to' })
  const step = asked.step ?? (days <= DAYS_BY_HOUR ? 'hour' : 'day')
  if (days > MOST_DAYS[step]) {
    throw new Refusal('field-invalid', `is ${days} days after from: at most ${MOST_DAYS[step]} by ${step}`, {
      field: 'to',
    })
  }
  return {
    period: openPeriod(zone, step, firstDay, lastDay),
    previous: openPeriod(zone, step, firstDay - days, firstDay - 1),
  }
}

/** The same days in UTC, in which sums by device are kept. */
export function inUtc({ firstDay, lastDay }: Period): Period {
  return openPeriod(timeZoneOf('UTC'), 'day', firstDay, lastDay)
}

function openPeriod(named: TimeZone, step: Step, firstDay: number, lastDay: number): Period {
  const zone = byDays(named)
  const dayStarts: number[] = []
  for (let day = firstDay; day <= lastDay + 1; day += 1) dayStarts.push(startOf(zone, day))
  const [from = 0] = dayStarts
  const to = dayStarts.at(-1) ?? from
  const hours = Array.from({ length: to - from + 1 }, (_, index) => from + index)
  return {
    zone: zone.name,
    step,
    firstDay,
    lastDay,
    starts: step === 'day' ? dayStarts : hours,
    segments: segmentsOf(zone, dayStarts),
    startsLateBy: Math.max(...dayStarts.map((hour) => minutesPastHour(zone, hour))),
  }
}

// No zone has changed its offset twice in a day of UTC: where both midnights have the same, so have the hours between.
// Of a year that is one look a day in place of four, and they stay at hand (13 ms to 3).
function byDays(zone: TimeZone): TimeZone {
  return {
    name: zone.name,
    offsetAt(time) {
      const day = Math.floor(time / DAY_MS) * DAY_MS
      const offset = zone.offsetAt(day)
      return offset === zone.offsetAt(day + DAY_MS) ? offset : zone.offsetAt(time)
    },
  }
}

function segmentsOf(zone: TimeZone, dayStarts: readonly number[]): Segment[] {
  const segments: Segment[] = []
  const add = (from: number, to: number) => {
    const shift = shiftAt(zone, from)
    const last = segments.at(-1)
    if (last !== undefined && last.shift === shift) last.to = to
    else segments.push({ from, to, shift })
  }
  for (const [index, from] of dayStarts.slice(0, -1).entries()) {
    const to = dayStarts[index + 1] as number
    if (shiftAt(zone, from) === shiftAt(zone, to)) add(from, to)
    else for (let hour = from; hour < to; hour += 1) add(hour, hour + 1)
  }
  return segments
}

/** The first whole hour of UTC that begins in a day. */
function startOf(zone: TimeZone, day: number): number {
  let hour = day * 24 - shiftAt(zone, day * 24) - 2
  while (localDay(zone, hour) < day) hour += 1
  return hour
}

function shiftAt(zone: TimeZone, hour: number): number {
  return Math.floor(zone.offsetAt(hour * HOUR_MS) / HOUR_MS)
}

function localDay(zone: TimeZone, hour: number): number {
  return Math.floor((hour * HOUR_MS + zone.offsetAt(hour * HOUR_MS)) / DAY_MS)
}

function minutesPastHour(zone: TimeZone, hour: number): number {
  return (((zone.offsetAt(hour * HOUR_MS) / 60_000) % 60) + 60) % 60
}

function dayOf(date: string): number {
  return Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY_MS)
}
