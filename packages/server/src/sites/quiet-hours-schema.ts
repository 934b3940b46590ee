import { z } from 'zod'
import { timeOfDay } from '../digests/time-of-day.ts'

const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, 'is no time zone of the IANA database, such as Europe/Berlin')
  .nullable()
  .describe('Of people whose browser has told none; null: UTC.')

/** Quiet hours of everybody who has said nothing of their own. */
export const siteQuietHoursSchema = z
  .strictObject({ from: timeOfDay, to: timeOfDay, timeZone: timeZone.default(null) })
  .refine(({ from, to }) => from !== to, { message: 'from and to must differ', path: ['to'] })
  .meta({ id: 'SiteQuietHours' })

/** As they are stored and shown. */
export const storedQuietHours = z.object({ from: z.string(), to: z.string(), timeZone: z.string().nullable() })

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false // RangeError: no such zone
  }
}
