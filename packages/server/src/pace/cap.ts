import type { LocalDays, Minute } from './local-days.ts'
import type { CapReason, Pace } from './pace.ts'

/** A cap that is reached, and when it allows the next message. */
export interface CapReached {
  reason: CapReason
  until: Minute
}

const DAY: Minute = 24 * 60
const WEEK: Minute = 7 * DAY

/**
 * Whether a pace keeps one more message from a person, who got others at the minutes `sent`, in any order. Pure: `days`
 * are those of the person's time zone, and only needed where days are counted by the calendar.
 *
 * A clock that was set back leaves messages in the future. They count while that is less than a day, so that nobody
 * gets more; one further away is an error of some clock, and would keep the person without messages for ever.
 */
export function capReached(
  { perDay, perWeek, window }: Pick<Pace, 'perDay' | 'perWeek' | 'window'>,
  sent: readonly Minute[],
  now: Minute,
  days: LocalDays | undefined,
): CapReached | undefined {
  const freed = window === 'calendar' && days !== undefined ? byCalendar(days) : ROLLING
  const day = perDay === null ? undefined : fullUntil(sent, perDay, now, freed.day)
  const week = perWeek === null ? undefined : fullUntil(sent, perWeek, now, freed.week)
  if (week !== undefined && (day === undefined || week >= day)) return { reason: 'cap-week', until: week }
  return day === undefined ? undefined : { reason: 'cap-day', until: day }
}

/** When a message no longer counts. */
type Freed = (sent: Minute) => Minute

const ROLLING: { day: Freed; week: Freed } = { day: (sent) => sent + DAY, week: (sent) => sent + WEEK }

function byCalendar(days: LocalDays): { day: Freed; week: Freed } {
  return {
    day: (sent) => days.startOf(days.dayOf(sent) + 1),
    week: (sent) => days.startOf(days.dayOf(sent) + 7),
  }
}

/** The minute at which fewer than `cap` count; undefined when fewer do now. */
function fullUntil(sent: readonly Minute[], cap: number, now: Minute, freed: Freed): Minute | undefined {
  let counted = 0
  for (const minute of sent) if (counts(minute, now, freed)) counted += 1
  if (counted < cap) return undefined
  const ends = sent.filter((minute) => counts(minute, now, freed)).map(freed)
  ends.sort((a, b) => b - a)
  return ends[cap - 1]
}

function counts(sent: Minute, now: Minute, freed: Freed): boolean {
  return isBelievable(sent, now) && freed(sent) > now
}

/** False for one that only a clock far ahead can have written. */
export function isBelievable(sent: Minute, now: Minute): boolean {
  return sent > 0 && sent <= now + DAY
}
