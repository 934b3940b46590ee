import { checkSubject } from '@belfry/web-push'
import { z } from 'zod'
import { NOT_STORABLE, STORABLE_TEXT } from '../database/storable-text.ts'
import { timeOfDay } from '../digests/time-of-day.ts'
import { siteFormsSchema } from '../forms/form-of-service.ts'
import { sitePrivacyChangeSchema, sitePrivacySchema } from '../forms/privacy.ts'
import { siteQuietHoursSchema } from './quiet-hours-schema.ts'
import { paceChangeSchema, paceSchema, silenceChangeSchema, silenceSchema } from '../pace/schema.ts'

const LOCAL = /^(localhost|127\.0\.0\.1|\[::1\]|[a-z0-9-]+(\.[a-z0-9-]+)*\.localhost)$/

/** An absolute URL at which browsers offer push (S19). */
const webUrl = z.string().transform((text, context) => {
  const url = URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol)) {
    return fail(context, 'must be an absolute URL such as https://example.com')
  }
  // Service workers and the Push API exist in secure contexts only (S19).
  if (url.protocol === 'http:' && !LOCAL.test(url.hostname)) {
    return fail(context, 'must be https: browsers offer push on http only for localhost')
  }
  if (url.username !== '' || url.password !== '') {
    return fail(context, 'must not carry a user name or a password')
  }
  return url
})

/** The address of a site, in full. */
export const siteUrl = webUrl.transform((url) => url.href)

export const siteOrigin = webUrl.transform((url, context) =>
  url.pathname === '/' && url.search === '' && url.hash === ''
    ? url.origin
    : fail(context, 'must be an origin: scheme, host and port, nothing after it'),
)

export const siteOrigins = z.array(siteOrigin).min(1, 'must name at least one origin').max(100)

/** An e-mail address, or a mailto: or https: URL, as the `sub` of VAPID (RFC 8292 section 2.1). */
export const siteContact = z
  .string()
  .max(500)
  .transform((text, context) => {
    const subject = text.includes(':') ? text : `mailto:${text}`
    const check = checkSubject(subject)
    return check.ok ? subject : fail(context, check.message)
  })

/** `/push`, or nothing: the part before /b/ in the addresses for browsers. */
export const siteBasePath = z
  .string()
  .max(200)
  .regex(/^(\/(?!\.{1,2}(\/|$))[\w.~-]+)*\/?$/, 'must be a path such as /app')
  .transform((path) => path.replace(/\/$/, ''))

export const siteId = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'must be lower-case letters, digits, - and _')

export const siteName = z.string().trim().min(1).max(200).regex(STORABLE_TEXT, NOT_STORABLE)

export const maxPerMinute = z
  .int('must be a whole number')
  .min(1, 'must be at least 1')
  .max(10_000_000, 'must be 10,000,000 at most, or be left out')

const limits = {
  maxPerMinute: maxPerMinute.nullable().describe('Messages a minute that each process sends for it; null: no ceiling.'),
  maxSubscriptions: z
    .int()
    .min(1)
    .max(10_000)
    .nullable()
    .describe('Active subscriptions that one subscriber may have; null: 100.'),
}

export const siteLimits = z.strictObject({
  maxPerMinute: limits.maxPerMinute.default(null),
  maxSubscriptions: limits.maxSubscriptions.default(null),
})

/** Caps for everything of a site that is not transactional. */
export const sitePace = paceSchema.nullable().describe('Caps for what is not transactional; null: none.')

const SILENCE = 'Fewer for those who never react, of what is not transactional; null: as much as everybody.'

/** What those get who never react. */
export const siteSilence = silenceSchema.nullable().describe(SILENCE)

/** Quiet hours of everybody who has said nothing of their own. */
export const siteQuietHours = siteQuietHoursSchema
  .nullable()
  .describe('On each person’s clock, unless they say otherwise: what nobody waits for comes after them. Null: none.')

const fields = {
  name: siteName,
  url: siteUrl.nullable().describe('Absolute; relative links in notifications are resolved against it.'),
  origins: siteOrigins.describe('Whose pages may subscribe. The origin of `url` unless told.'),
  contact: siteContact
    .nullable()
    .describe('Whom push services may write to: an e-mail address, or a mailto: or https: URL.'),
  basePath: siteBasePath.describe('Where browsers find Belfry below the origin, before /b/: `/push`.'),
}

const notRelevant = z
  .boolean()
  .describe('Whether its notifications have an action “Not relevant”, where there is room.')

const digestAt = timeOfDay.describe(
  'When people get the digest of the day, on their own clocks, unless they choose another hour.',
)

const inbox = z.boolean().describe('Whether people can read in a page what was sent to them.')

/** A site to be made. */
export const newSiteSchema = z
  .strictObject({
    id: siteId,
    ...z.strictObject(fields).partial().shape,
    limits: siteLimits.optional(),
    pace: sitePace.optional(),
    silence: siteSilence.optional(),
    quietHours: siteQuietHours.optional(),
    inbox: inbox.optional(),
    notRelevant: notRelevant.optional(),
    digestAt: digestAt.optional(),
    payloadForms: siteFormsSchema.optional(),
    privacy: sitePrivacySchema.optional(),
  })
  .meta({ id: 'NewSite' })

/** Any fields of an existing site. */
export const siteChangeSchema = z
  .strictObject({
    ...z.strictObject(fields).partial().shape,
    limits: z.strictObject(limits).partial().optional(),
    pace: paceChangeSchema.nullable().optional().describe('Caps for what is not transactional; null: none.'),
    silence: silenceChangeSchema.nullable().optional().describe(SILENCE),
    quietHours: siteQuietHours.optional(),
    inbox: inbox.optional(),
    notRelevant: notRelevant.optional(),
    digestAt: digestAt.optional(),
    payloadForms: siteFormsSchema.optional(),
    privacy: sitePrivacyChangeSchema.optional(),
    declared: z.null().optional().describe('Frees its fields, where their declaration is gone.'),
  })
  .meta({ id: 'SiteChange' })

export type NewSite = z.output<typeof newSiteSchema>
export type SiteChange = z.output<typeof siteChangeSchema>

/** True for an address that only this machine can reach. */
export function isLocal(url: string): boolean {
  const hostname = URL.parse(url)?.hostname
  return hostname !== undefined && LOCAL.test(hostname)
}

function fail(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: 'custom', message })
  return z.NEVER
}
