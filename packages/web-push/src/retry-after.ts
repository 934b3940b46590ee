/** A service may ask for days; a day is as long as one answer is believed. */
export const MAX_RETRY_AFTER_MS = 86_400_000

/**
 * Reads a Retry-After header, seconds or an HTTP date (RFC 9110 section 10.2.3), as milliseconds from `now`, between 0
 * and a day; `undefined` when it is neither.
 *
 * @example
 * parseRetryAfter('120', Date.now()) // 120000
 * parseRetryAfter('Wed, 21 Oct 2026 07:28:00 GMT', Date.now())
 */
export function parseRetryAfter(value: string, now: number): number | undefined {
  const text = value.trim()
  if (/^\d+$/.test(text)) {
    return Math.min(Number(text) * 1000, MAX_RETRY_AFTER_MS)
  }
  const date = parseHttpDate(text)
  return date === undefined ? undefined : Math.min(Math.max(date - now, 0), MAX_RETRY_AFTER_MS)
}

// RFC 9110 section 5.6.7: the form senders may generate, and two obsolete ones that recipients must read.
// `Date.parse` alone takes "1.5" and "-3" for years, and the third form for local time.
const WITH_ZONE =
  /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$|^[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/
const ASCTIME = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/

function parseHttpDate(text: string): number | undefined {
  let date = Number.NaN
  if (WITH_ZONE.test(text)) {
    date = Date.parse(text)
  } else if (ASCTIME.test(text)) {
    date = Date.parse(`${text} GMT`)
  }
  return Number.isNaN(date) ? undefined : date
}
