import { z } from 'zod'
import { FIELDS_SHOWN, PLATFORMS } from './platforms.ts'

const time = z.iso.datetime()
const reason = z
  .string()
  .describe(
    'A stable word, such as `cap-day`, `cap-week`, `own-cap-day`, `own-cap-week`, `not-relevant`, `no-reaction`, ' +
      '`digest`, `quiet-hours` or `paused`.',
  )

const shownText = z.object({
  text: z.string(),
  lines: z.int().describe('It has about so many lines.'),
  isCut: z.boolean(),
})
const picture = z.string().nullable()

const appearance = z
  .object({
    platform: z.enum(PLATFORMS),
    system: z.string(),
    browser: z.string().describe('The browser that this is of; others on the same system differ.'),
    from: z.string().describe('The name of the site, as the system adds it.'),
    title: shownText,
    body: shownText.nullable().describe('As it is seen at first.'),
    openedBody: z.string().nullable().describe('As it is seen once somebody opens it; null: no more than before.'),
    icon: picture.describe('null: none, or that of the site itself.'),
    image: picture,
    badge: picture,
    actions: z.array(z.string()).describe('The texts on its buttons.'),
    onOpening: z.array(z.enum(['body', ...FIELDS_SHOWN])).describe('What is seen only once somebody opens it.'),
    dropped: z
      .array(z.object({ field: z.enum(FIELDS_SHOWN), why: z.string() }))
      .describe('Fields of this notification that are not seen there.'),
  })
  .meta({ id: 'NotificationAppearance', description: 'How a notification looks on one system, about.' })

export type Appearance = z.output<typeof appearance>

const platforms = z.array(appearance).describe('How it looks on each system, about: fonts and settings differ.')
const shortened = z.array(z.enum(['title', 'body'])).describe('Texts that Belfry itself has cut, for all systems.')

/** How a notification looks, as the API shows it. */
export const appearancesAnswer = z.object({ platforms, shortened }).meta({ id: 'NotificationAppearances' })

export type Appearances = z.output<typeof appearancesAnswer>

/** What would become of a notification if it were sent now, as the API shows it. */
export const previewAnswer = z
  .object({
    lane: z.enum(['transactional', 'bulk']).describe('`transactional`: caps do not count for it.'),
    audience: z
      .int()
      .describe('Subscriptions that it would go to; of more than 20,000 people about, within one per cent.'),
    isWhole: z.boolean().describe('False where only the first part of the audience could be counted in time.'),
    examined: z.int().describe('Subscriptions of which the other figures are.'),
    isEstimate: z
      .boolean()
      .describe('True where not all were examined: the figures are projected from evenly spread ones.'),
    sent: z.int().describe('They would get it now.'),
    held: z
      .array(z.object({ reason, count: z.int(), from: time, until: time }))
      .describe(
        'They would get it later, the first at `from` and the last at `until`, unless something holds it again.',
      ),
    skipped: z.array(z.object({ reason, count: z.int() })).describe('They would not get it.'),
    platforms,
    shortened,
    note: z.string().optional().describe('Why nobody would get it, and the remedy.'),
  })
  .meta({ id: 'NotificationPreview' })

export type NotificationPreview = z.output<typeof previewAnswer>
