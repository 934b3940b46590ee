/** Numbers and times as the language writes them, times in the zone of this browser. */
export interface Formats {
  number: (value: number) => string
  /** Of an estimate, which is within one per cent: three digits, and no more. */
  about: (value: number) => string
  /** Short enough for an axis: 12.4K. */
  compact: (value: number) => string
  /** Of a share between 0 and 1. */
  percent: (share: number) => string
  dateTime: (at: string | Date) => string
  day: (at: string | Date, zone?: string) => string
  hour: (at: string | Date, zone?: string) => string
  relative: (at: string | Date, now: Date) => string
}

/** Making one takes a tenth of a millisecond, and a table has a hundred cells: kept with the language. */
export function makeFormats(language: string): Formats {
  const number = new Intl.NumberFormat(language)
  const about = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 })
  const compact = new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 })
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 })
  const dateTime = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' })
  const dayIn = byZone((timeZone) => new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone }))
  const hourIn = byZone(
    (timeZone) => new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', timeZone }),
  )
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' })
  return {
    number: (value) => number.format(value),
    about: (value) => about.format(value),
    compact: (value) => compact.format(value),
    percent: (share) => percent.format(share),
    dateTime: (at) => dateTime.format(new Date(at)),
    day: (at, zone) => dayIn(zone).format(new Date(at)),
    hour: (at, zone) => hourIn(zone).format(new Date(at)),
    relative: (at, now) => writeRelative(relative, (new Date(at).getTime() - now.getTime()) / 1000),
  }
}

// The browser's own, and those of the sites.
function byZone(make: (zone: string | undefined) => Intl.DateTimeFormat) {
  const made = new Map<string | undefined, Intl.DateTimeFormat>()
  return (zone: string | undefined) => {
    const known = made.get(zone)
    if (known !== undefined) return known
    const format = make(zone)
    made.set(zone, format)
    return format
  }
}

const UNITS = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const

function writeRelative(relative: Intl.RelativeTimeFormat, seconds: number): string {
  for (const [unit, length] of UNITS) {
    if (Math.abs(seconds) >= length) return relative.format(Math.trunc(seconds / length), unit)
  }
  return relative.format(Math.trunc(Math.abs(seconds) < 10 ? 0 : seconds), 'second')
}
