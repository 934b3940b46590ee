import { z } from 'zod'
import { siteFormsSchema } from '../forms/form-of-service.ts'
import { sitePrivacySchema } from '../forms/privacy.ts'
import { paceSchema, silenceSchema } from '../pace/schema.ts'
import { siteQuietHoursSchema } from './quiet-hours-schema.ts'
import { SITE_FIELDS, type Site } from './site.ts'

/** A site as the API shows it. */
export const siteAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    url: z.string().nullable(),
    origins: z.array(z.string()),
    contact: z.string().nullable().describe('A mailto: or https: URL.'),
    basePath: z.string(),
    limits: z.object({ maxPerMinute: z.int().nullable(), maxSubscriptions: z.int().nullable() }),
    pace: paceSchema.nullable().describe('How often one person may get messages of it; null: no caps.'),
    silence: silenceSchema.nullable().describe('What those get who never react; null: as much as everybody.'),
    quietHours: siteQuietHoursSchema.nullable().describe('Of those who have said nothing of their own; null: none.'),
    inbox: z.boolean().describe('Whether its people have an inbox.'),
    notRelevant: z.boolean().describe('Whether its notifications offer to be called irrelevant.'),
    digestAt: z.string().describe('When its people get the digest of the day, on their own clocks.'),
    payloadForms: siteFormsSchema,
    privacy: sitePrivacySchema,
    declared: z
      .partialRecord(z.enum(SITE_FIELDS), z.string())
      .describe('Fields that are declared elsewhere, and changed there: `{"url": "BELFRY_URL"}`.'),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Site' })

export type SiteView = z.output<typeof siteAnswer>

export function viewSite({ createdAt, origins, ...site }: Site): SiteView {
  return { ...site, origins: [...origins], createdAt: new Date(createdAt).toISOString() }
}
