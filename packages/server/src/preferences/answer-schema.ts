import { z } from 'zod'
import { privacySchema } from '../forms/privacy.ts'

const quietHours = z.object({ from: z.string(), to: z.string() })

/** What a subscriber wants, as pages and the API show it. */
export const preferencesAnswer = z
  .object({
    topics: z
      .array(
        z.object({
          id: z.string(),
          name: z.string(),
          description: z.string(),
          on: z.boolean(),
          turnedOff: z
            .boolean()
            .describe(
              'Off because the person said so, or called two of its notifications irrelevant: not asked again.',
            ),
          fewerUntil: z.iso
            .datetime()
            .nullable()
            .describe(
              'Fewer come until then, because the person has called one of them irrelevant. Null: as many as usual.',
            ),
          mayTurnOn: z.boolean().describe('False: the site has to grant it first (an identity token names it).'),
        }),
      )
      .describe('Topics that are on, or that may be turned on.'),
    paused: z
      .union([z.boolean(), z.object({ until: z.iso.datetime() })])
      .describe('True: until the person says otherwise.'),
    quietHours: quietHours
      .nullable()
      .describe('Those in force: the person’s own, or the site’s for who has said nothing.'),
    quietHoursOf: z.enum(['person', 'site']).nullable().describe('Whose they are; null: neither has said any.'),
    timeZone: z.string().nullable().describe('The chosen one; null: that of the browser.'),
    effectiveTimeZone: z.string().describe('The one that quiet hours go by.'),
    content: privacySchema,
    digest: z
      .object({ at: z.string().nullable().describe('On the person’s clock; null: when the site says.') })
      .nullable()
      .describe('What nobody waits for comes together, at most once a day; null: one by one.'),
    pace: z
      .object({ perDay: z.int().nullable(), perWeek: z.int().nullable() })
      .nullable()
      .describe('At most so many messages in a day and in seven days; null: as many as the site’s caps allow.'),
    silent: z
      .object({
        since: z.iso.datetime().describe('Of the last reaction, or of the first display before any; to the day.'),
        perWeek: z.int().describe('Messages in seven days, until the person reacts once.'),
      })
      .nullable()
      .describe('Fewer come, by the rule of the site, as the person does not react. Null: as many as usual.'),
    effectiveDigestAt: z.string().describe('The hour that a digest goes by.'),
    next: z
      .object({
        code: z.enum(['at-once', 'paused', 'paused-until-resumed', 'quiet-hours', 'digest']),
        at: z.iso.datetime().nullable().describe('Null: at once, or not at all.'),
        text: z.string().describe('In words, such as `next: tomorrow 08:00, quiet hours`.'),
      })
      .describe('When a message that is sent now would come, unless a person waits for it.'),
  })
  .meta({ id: 'Preferences' })

export type Preferences = z.output<typeof preferencesAnswer>
