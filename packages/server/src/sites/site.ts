import type { SiteForms } from '../forms/form-of-service.ts'
import type { SitePrivacy } from '../forms/privacy.ts'
import type { Pace, SiteQuietHours } from '../pace/pace.ts'
import type { SilenceRule } from '../pace/silence.ts'

/** One web property. One server serves many; a fresh one has one, `default`. */
export interface Site {
  id: string
  name: string
  /** Absolute; relative links in notifications are resolved against it. */
  url: string | null
  /** Whose pages may subscribe. */
  origins: readonly string[]
  /** VAPID `sub`: a mailto: or https: URL. */
  contact: string | null
  /** The path of Belfry below the site's origin: `` or `/push`, before `/b/…`. */
  basePath: string
  limits: SiteLimits
  /** How often one person may get messages of it; null: as often as there are any. */
  pace: Pace | null
  /** What those get who never react; null: as much as everybody. */
  silence: SilenceRule | null
  /** Of everybody who has said nothing of their own; null: none. */
  quietHours: SiteQuietHours | null
  /** Whether its people have an inbox. */
  inbox: boolean
  /** Whether its notifications offer to be called irrelevant. */
  notRelevant: boolean
  /** When its people get the digest of the day, on their own clocks: `18:00`. */
  digestAt: string
  /** The form of payloads by push service, where it is not the usual one. */
  payloadForms: SiteForms
  /** What is shown in place of content that is kept back, and who may fetch it. */
  privacy: SitePrivacy
  /** Fields that are declared elsewhere and are changed there only: `{ url: 'BELFRY_URL' }`. */
  declared: Readonly<Partial<Record<SiteField, string>>>
  createdAt: number
}

export interface SiteLimits {
  /** Messages a minute that each process sends; null: no ceiling. */
  maxPerMinute: number | null
  /** Active subscriptions that one subscriber may have; null: 100. */
  maxSubscriptions: number | null
}

/** The fields of a site that can be declared, and changed while the server runs. */
export const SITE_FIELDS = [
  'name',
  'url',
  'origins',
  'contact',
  'basePath',
  'limits',
  'pace',
  'silence',
  'quietHours',
] as const
export type SiteField = (typeof SITE_FIELDS)[number]

export const DEFAULT_SITE = 'default'
