import { z } from 'zod'

/** Six in the evening: the hour of digests, in minutes of the day, unless a person or the site says another. */
export const USUAL_DIGEST_AT = 18 * 60

/** A time of day as people write it: `18:00`. */
export const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 22:00')

/** The minute of the day of `18:00`. */
export function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
}

/** `18:00` of a minute of the day. */
export function clockOf(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':')
}
