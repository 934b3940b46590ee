import { z } from 'zod'

/**
 * How much of a notification its push carries. `full`: all. `generic`: no text and no pictures, and the address it
 * leads to. `opaque`: an id by which its owner fetches the rest.
 */
export const PRIVACY = ['full', 'generic', 'opaque'] as const
export type Privacy = (typeof PRIVACY)[number]

export const privacySchema = z.enum(PRIVACY)

/** Whoever asks for the most has it. Pure. */
export function strictest(...levels: readonly Privacy[]): Privacy {
  return PRIVACY[Math.max(0, ...levels.map((level) => PRIVACY.indexOf(level)))] ?? 'opaque'
}

/** As read from a column; a word that only a newer Belfry knows asks for the most. */
export function storedPrivacy(word: string): Privacy {
  return PRIVACY.find((level) => level === word) ?? 'opaque'
}

const language = z.string().regex(/^[a-z]{2,3}$/, 'must be a language such as en or de')

// What a site shows in place of what it keeps back, where that is found, and who may ask for it.
const fields = {
  texts: z
    .partialRecord(
      language,
      z.strictObject({ title: z.string().trim().min(1).max(80), body: z.string().trim().max(120).optional() }),
    )
    .refine((texts) => Object.keys(texts).length <= 50, 'names more than 50 languages')
    .describe('What stands on the screen in place of the content, by language. Absent: “You have a new message”.'),
  page: z
    .string()
    .max(500)
    .regex(/^\/(?![/\\])[^\s\\#]*$/, 'must be a path of the site such as /messages')
    .describe('Where a click on an opaque notification leads; its id is added. Absent: the first page of the site.'),
  details: z
    .enum(['owner', 'browser'])
    .describe(
      'Who may fetch the content: `owner`, who is signed in; `browser`: the service worker as well, before it shows. ' +
        'Absent: `owner`.',
    ),
}

export const sitePrivacySchema = z
  .strictObject(fields)
  .partial()
  .describe('What is shown in place of content that is kept back, and who may fetch it.')
  .meta({ id: 'SitePrivacy' })

/** Any of its fields; null: as if it had never been set. */
export const sitePrivacyChangeSchema = z
  .strictObject({
    texts: fields.texts.nullable(),
    page: fields.page.nullable(),
    details: fields.details.nullable(),
  })
  .partial()
  .meta({ id: 'SitePrivacyChange' })

/** The settings after a change. Pure. */
export function changedPrivacy(
  before: SitePrivacy,
  change: z.output<typeof sitePrivacyChangeSchema> = {},
): SitePrivacy {
  const entries = Object.entries({ ...before, ...change })
  return Object.fromEntries(entries.filter(([, value]) => value !== null && value !== undefined))
}

export type SitePrivacy = z.output<typeof sitePrivacySchema>
