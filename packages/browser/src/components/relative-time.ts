const UNITS = [
  ['year', 365 * 24 * 3600],
  ['month', 30 * 24 * 3600],
  ['week', 7 * 24 * 3600],
  ['day', 24 * 3600],
  ['hour', 3600],
  ['minute', 60],
] as const

/**
 * How long ago something was, in words: "now", "5 minutes ago", "yesterday".
 *
 * @example
 * howLongAgo('2026-11-30T12:00:00.000Z', Date.parse('2026-11-30T13:30:00Z'), 'en') // '1 hour ago'
 */
export function howLongAgo(time: string, now: number, tag: string): string {
  // A clock that is behind the server's says now, and not in 20 seconds.
  const seconds = Math.max(0, now - Date.parse(time)) / 1000
  const format = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' })
  const [unit, length] = UNITS.find(([, each]) => seconds >= each) ?? ['second', Infinity]
  return unit === 'second' ? format.format(0, 'second') : format.format(-Math.floor(seconds / length), unit)
}

/** The whole date and time, for who wants to know exactly. */
export function wholeTime(time: string, tag: string): string {
  return new Intl.DateTimeFormat(tag, { dateStyle: 'full', timeStyle: 'short' }).format(new Date(time))
}
