import { parseHttpDate } from './http-date.ts'
import { wrongArgument } from './wrong-argument.ts'

/** A service may ask for days; one answer is believed for at most a day. */
export const MAX_RETRY_AFTER_MS = 86_400_000

/**
 * Reads a Retry-After header, seconds or an HTTP date (RFC 9110 section 10.2.3), as milliseconds from `now`, between 0
 * and a day; `undefined` when it is neither, or absent.
 *
 * @example
 * parseRetryAfter('120', Date.now()) // 120000
 * parseRetryAfter('Wed, 21 Oct 2026 07:28:00 GMT', Date.now())
 */
export function parseRetryAfter(value: string | null | undefined, now: number): number | undefined {
  if (value === undefined || value === null) {
    return undefined
  }
  if (typeof value !== 'string') {
    throw wrongArgument('Retry-After', 'the header as a string', value)
  }
  const text = value.trim()
  if (/^\d+$/.test(text)) {
    return Math.min(Number(text) * 1000, MAX_RETRY_AFTER_MS)
  }
  const date = parseHttpDate(text)
  return date === undefined ? undefined : Math.min(Math.max(date - now, 0), MAX_RETRY_AFTER_MS)
}
