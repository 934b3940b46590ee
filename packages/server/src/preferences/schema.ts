import { z } from 'zod'
import { privacySchema } from '../forms/privacy.ts'
import { NOT_STORABLE, STORABLE_TEXT } from '../database/storable-text.ts'
import { timeOfDay as clock } from '../digests/time-of-day.ts'
import { MOST_PER_WEEK } from '../pace/pace.ts'
import { findTimeZone } from './local-time.ts'

const LONGEST_PAUSE_MINUTES = 366 * 24 * 60
const MOST_TOPICS = 1000

const ownCap = z.int().min(1).max(MOST_PER_WEEK).nullable()
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
    quietHours: z
      .union([quietHoursSchema, z.literal('site')])
      .nullable()
      .optional()
      .describe(
        'On the person’s clock: what nobody waits for comes after them. Null: none, whatever the site says for ' +
          'those who have said nothing; `site`: as it says.',
      ),
    timeZone: timeZoneName.nullable().optional().describe('Null: the one of the browser.'),
    content: privacySchema
      .optional()
      .describe('`generic`: only that there is a new message. `opaque`: and the push has nothing but an id.'),
    digest: z
      .strictObject({ at: clock.nullable().default(null).describe('On the person’s clock; null: when the site says.') })
      .nullable()
      .optional()
      .describe(
        'What nobody waits for comes together, at most once a day. Null: one by one; what waits for it comes at once.',
      ),
    pace: z
      .strictObject({ perDay: ownCap.default(null), perWeek: ownCap.default(null) })
      .nullable()
      .optional()
      .describe(
        'At most so many messages in a day and in seven days, of what nobody waits for; the caps of the site and the ' +
          'topic count as well. Null: as many as these allow.',
      ),
  })
  .meta({ id: 'PreferencesChange' })

export type PreferencesChange = z.output<typeof preferencesChange>
