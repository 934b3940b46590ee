import { z } from 'zod'
import { NOT_STORABLE, STORABLE_TEXT } from '../database/storable-text.ts'
import { findTimeZone } from './local-time.ts'

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/
const LONGEST_PAUSE_MINUTES = 366 * 24 * 60
const MOST_TOPICS = 1000

const clock = z.string().regex(CLOCK, 'must be a time of day such as 22:00')
const topicId = z.string().min(1).max(64).regex(STORABLE_TEXT, NOT_STORABLE)

export const timeZoneName = z
  .string()
  .max(64)
  .refine((name) => findTimeZone(name) !== undefined, 'is no time zone of the IANA database, such as Europe/Berlin')

export const quietHoursSchema = z
  .strictObject({ from: clock, to: clock })
  .refine(({ from, to }) => from !== to, { message: 'from and to must differ', path: ['to'] })

/** A change of what a subscriber wants; omitted fields stay as they are. */
export const preferencesChange = z
  .strictObject({
    topics: z
      .record(topicId, z.boolean())
      .refine((topics) => Object.keys(topics).length <= MOST_TOPICS, `names more than ${MOST_TOPICS} topics`)
      .optional()
      .describe('By the id of a topic: whether it is on. Topics that are not named stay as they are.'),
    paused: z
      .union([z.boolean(), z.strictObject({ minutes: z.int().min(1).max(LONGEST_PAUSE_MINUTES) })])
      .optional()
      .describe(
        'True: nothing comes until it is false again. For some minutes: what is sent meanwhile comes after them.',
      ),
    quietHours: quietHoursSchema
      .nullable()
      .optional()
      .describe('On the person’s clock: what nobody waits for comes after them. Null: none.'),
    timeZone: timeZoneName.nullable().optional().describe('Null: the one of the browser.'),
    content: z.enum(['full', 'generic']).optional().describe('`generic`: only that there is a new message.'),
  })
  .meta({ id: 'PreferencesChange' })

export type PreferencesChange = z.output<typeof preferencesChange>
