const ISO =
  /^(\d{4})([-/.])(\d\d?)\2(\d\d?)(?:[T ]+(\d\d?:\d\d(?::\d\d(?:[.,]\d+)?)?)\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?(?:\s+UTC)?)?$/i
// RFC 5322 section 3.3 and the form of Date.prototype.toString: a month by its name is unambiguous.
const NAMED = /^(?:[A-Z][a-z]{2,8},?\s+)?(?:\d{1,2}\s+[A-Z][a-z]{2,8}|[A-Z][a-z]{2,8}\s+\d{1,2}),?\s+\d{4}\b/

/**
 * Milliseconds since 1970 of a date as databases, languages and people write it; UTC unless it says otherwise.
 * Undefined for ambiguous dates (01/02/2024) and for days that do not exist.
 */
export function parseWrittenTime(text: string): number | undefined {
  const trimmed = text.trim()
  if (/^\d+(?:\.\d+)?$/.test(trimmed)) return parseEpoch(Number(trimmed))
  const iso = ISO.exec(trimmed)
  if (iso) return fromParts(iso)
  if (!NAMED.test(trimmed)) return undefined
  // A zone in brackets is a comment: (CET). A text without a zone would be read in the machine's own.
  const bare = trimmed.replace(/\s*\([^)]*\)$/, '')
  const hasZone = /(?:Z|UT|UTC|GMT|[+-]\d\d:?\d\d)$/i.test(bare)
  const at = Date.parse(hasZone ? bare : `${bare} UTC`)
  return Number.isNaN(at) ? undefined : at
}

/**
 * Milliseconds since 1970 of a number that counts seconds, milliseconds, microseconds or nanoseconds: its size decides.
 * 10^11 seconds are the year 5138 and 10^11 milliseconds the spring of 1973, long before any push service.
 */
export function parseEpoch(value: number): number | undefined {
  if (!Number.isFinite(value) || value < 0) return undefined
  if (value < 1e11) return Math.round(value * 1000)
  if (value < 1e14) return Math.round(value)
  if (value < 1e17) return Math.round(value / 1e3)
  return value < 1e20 ? Math.round(value / 1e6) : undefined
}

function fromParts([, year, , month, day, clock = '00:00', zone = 'Z']: RegExpExecArray): number | undefined {
  const date = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`
  const at = Date.parse(
    `${date}T${clock
      .padStart(5, '0')
      .replace(/^(\d):/, '0$1:')
      .replace(',', '.')}${offsetOf(zone)}`,
  )
  if (Number.isNaN(at)) return undefined
  // Date.parse makes the 1st of March of the 30th of February.
  const isDay = new Date(`${date}T00:00Z`).toISOString().startsWith(date)
  return isDay ? at : undefined
}

function offsetOf(zone: string): string {
  if (/^(?:Z|UTC|GMT)$/i.test(zone)) return 'Z'
  const [, hours, minutes = '00'] = /^([+-]\d\d):?(\d\d)?$/.exec(zone) ?? []
  return `${hours}:${minutes}`
}
