import { MINUTE_MS } from './delivery-preferences.ts'

/** One time zone of the IANA database, by Intl: Node has no Temporal yet. Its formatter costs half a millisecond, and is kept. */
export interface TimeZone {
  readonly name: string
  /** How far its clocks are ahead of UTC at that time, in milliseconds. */
  offsetAt(time: number): number
}

export const UTC = 'UTC'
// Names come from browsers: not more of them are kept than a person could mean.
const MOST_KEPT = 1000
const MINUTES_KEPT = 1500
const kept = new Map<string, TimeZone | undefined>()

/** The zone of this name; undefined where the IANA database has none. */
export function findTimeZone(name: string): TimeZone | undefined {
  if (!kept.has(name)) {
    if (kept.size >= MOST_KEPT) kept.clear()
    kept.set(name, open(name))
  }
  return kept.get(name)
}

/** The zone of this name, or UTC: a browser may have registered anything. */
export function timeZoneOf(name: string | null): TimeZone {
  return findTimeZone(name ?? UTC) ?? (findTimeZone(UTC) as TimeZone)
}

function open(name: string): TimeZone | undefined {
  const format = formatOf(name)
  if (format === undefined) return undefined
  // A batch asks for the present minute, and for the few at which its people's quiet hours end: 7 µs the first time,
  // on a busy machine, and 0.02 afterwards.
  const offsets = new Map<number, number>()
  return {
    name,
    offsetAt(time) {
      const minute = Math.floor(time / MINUTE_MS)
      let offset = offsets.get(minute)
      if (offset === undefined) {
        if (offsets.size >= MINUTES_KEPT) offsets.clear()
        offsets.set(minute, (offset = offsetOf(format, minute * MINUTE_MS)))
      }
      return offset
    },
  }
}

function formatOf(timeZone: string): Intl.DateTimeFormat | undefined {
  const digits = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, ...digits, second: 'numeric', hourCycle: 'h23' })
  } catch {
    return undefined // RangeError: no such zone
  }
}

// `1/31/2026, 13:05:00`, the clock there, read as if it were UTC.
function offsetOf(format: Intl.DateTimeFormat, time: number): number {
  const [month = 1, day = 1, year = 1970, hour = 0, minute = 0, second = 0] = (
    format.format(time).match(/\d+/g) ?? []
  ).map(Number)
  return Date.UTC(year, month - 1, day, hour, minute, second) - time
}
