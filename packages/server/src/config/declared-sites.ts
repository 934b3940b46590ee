import { z } from 'zod'
import type { SiteDeclaration } from '../sites/declare-site.ts'
import {
  siteBasePath,
  siteContact,
  siteId,
  siteLimits,
  siteName,
  siteOrigins,
  sitePace,
  siteQuietHours,
  siteSilence,
  siteUrl,
} from '../sites/schema.ts'
import { DEFAULT_SITE } from '../sites/site.ts'
import { topicId, topicSchema } from '../topics/schema.ts'
import type { Topic } from '../topics/topic-store.ts'
import { definedOnly } from './defined-only.ts'

export interface TopicOptions {
  name: string
  /** Its description for people. */
  description?: string
  /**
   * `open`: any visitor may turn it on. `granted`: only people with an identity token that names it. Default `open`.
   */
  access?: 'open' | 'granted' | undefined
  /** Never capped or held: a reply to you, an assigned task. Default false. */
  transactional?: boolean | undefined
  /** On for people who subscribe without choosing topics. Default false. */
  default?: boolean | undefined
  /** How often one person may get messages of it, beside what the site allows. Default: no caps of its own. */
  pace?: PaceOptions | null | undefined
  /** Whether its notifications have an action "Not relevant"; null, the default: as the site says. */
  notRelevant?: boolean | null | undefined
  /** The least that its notifications keep from the push: `generic` their text, `opaque` all but an id. Default `full`. */
  privacy?: 'full' | 'generic' | 'opaque' | undefined
}

/** How often one person may get messages. What is left out has its usual value. */
export interface PaceOptions {
  /** Default 1; null: any number. */
  perDay?: number | null | undefined
  /** Default 6; null: any number. */
  perWeek?: number | null | undefined
  /** `rolling` (default): in the last 24 hours. `calendar`: today, in the person's time zone. */
  window?: 'rolling' | 'calendar' | undefined
  /**
   * `hold` (default): what is above the cap waits for it, while it lives. `skip`: it is skipped at once. `digest`: it
   * comes together, as one message a day.
   */
  excess?: 'hold' | 'skip' | 'digest' | undefined
}

/** What those get who never react to what a site sends. What is left out has its usual value. */
export interface SilenceOptions {
  /** Days without a reaction. Default 90. */
  afterDays?: number | undefined
  /** And on so many days since then something was displayed to them. Default 10. */
  shownDays?: number | undefined
  /** At most so many in seven days then, until they react once. Default 1. */
  perWeek?: number | undefined
}

/** Quiet hours on the clocks of people. */
export interface QuietHoursOptions {
  from: string
  to: string
  /** The time zone of people whose browser has told none. Default: UTC. */
  timeZone?: string | null | undefined
}

/** The declared fields of a site. Omitted ones can be set while the server runs. */
export interface SiteOptions {
  name?: string | undefined
  /** Its absolute URL, e.g. `https://example.com`. Relative links in notifications are resolved against it. */
  url?: string | undefined
  /** Origins whose pages may subscribe. Default: the origin of `url`. */
  origins?: readonly string[] | undefined
  /** Whom a push service may write to (VAPID `sub`): an e-mail address, a mailto: or an https: URL. */
  contact?: string | undefined
  /** The path of Belfry below the site's origin: `/push`, before `/b/…`. Default: nothing. */
  basePath?: string | undefined
  /** Messages a minute that each process sends for it, and active subscriptions of one subscriber; null: the usual. */
  limits?: { maxPerMinute?: number | null; maxSubscriptions?: number | null } | undefined
  /** How often one person may get messages of it that are not transactional: `{}` is once a day and 6 times a week. */
  pace?: PaceOptions | null | undefined
  /** Fewer for those who never react: `{}` is one a week after 90 days and 10 days with a message. */
  silence?: SilenceOptions | null | undefined
  /** Of everybody who has said nothing of their own, such as `{ from: '22:00', to: '07:00' }`, on each person's clock. */
  quietHours?: QuietHoursOptions | null | undefined
  /** The event types that people can turn on and off, by id. */
  topics?: Readonly<Record<string, TopicOptions>> | undefined
}

/**
 * The declarable part of the set-up, in code and in `belfry.config.ts`, `.mjs` or `.json`: the site `default`, and
 * further ones in `sites`.
 *
 * @example
 * export default { topics: { blog: { name: 'New posts' } } } satisfies SetUpOptions
 */
export interface SetUpOptions extends SiteOptions {
  /** Further sites, by id. */
  sites?: Readonly<Record<string, SiteOptions>> | undefined
}

/** A site as the options declare it. */
export interface DeclaredSite {
  readonly declaration: SiteDeclaration
  /** All declared topics, or undefined. */
  readonly topics?: readonly Omit<Topic, 'declared' | 'createdAt'>[] | undefined
  /** The option that holds it; undefined for the site `default`, whose options are at the top. */
  readonly option?: string
}

/** The schema that all sites share. */
export const siteFields = {
  name: siteName.optional(),
  url: siteUrl.optional(),
  origins: siteOrigins.optional(),
  contact: siteContact.optional(),
  basePath: siteBasePath.optional(),
  limits: siteLimits.optional(),
  pace: sitePace.optional(),
  silence: siteSilence.optional(),
  quietHours: siteQuietHours.optional(),
  topics: z.record(topicId, topicSchema).optional(),
}

export const sitesSchema = z.record(
  siteId.refine((id) => id !== DEFAULT_SITE, 'has its options beside sites, not in it'),
  z.strictObject(siteFields),
)

/** Gives the site a URL that counts only while none was given. */
export function withFallback({ declaration, ...site }: DeclaredSite, fallbackUrl: string): DeclaredSite {
  return { ...site, declaration: { ...declaration, fallbackUrl: siteUrl.parse(fallbackUrl) } }
}

type SiteInput = z.infer<typeof sitesSchema>[string]

/** `option`: its place among the options; the site `default` has its own there. */
export function declaredSite(id: string, { topics, origins, ...fields }: SiteInput, option?: string): DeclaredSite {
  return {
    declaration: { id, ...definedOnly({ ...fields, origins: origins && [...new Set(origins)] }) },
    topics: topics && Object.entries(topics).map(([topic, of]) => ({ id: topic, ...of })),
    ...(option === undefined ? {} : { option }),
  }
}
