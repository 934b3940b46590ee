import { parseHttpDate } from './http-date.ts'

/**
 * Milliseconds that our clock is ahead of the server's, by the Date header of its answer (RFC 9110 section 6.6.1);
 * negative when it is behind. Accurate to a second plus the time that the answer took. `undefined` without such a
 * header.
 *
 * @example
 * clockOff({ date: 'Wed, 21 Oct 2026 07:28:00 GMT' }, Date.now())
 */
export function clockOff(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const date = parseHttpDate(headers['date'] ?? '')
  return date === undefined ? undefined : now - date
}
