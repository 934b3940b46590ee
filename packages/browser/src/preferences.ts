import { checkOptions } from './check-options.ts'
import { createPageCaller, type CallerOptions } from './page-caller.ts'
import type { Environment } from './platform.ts'

export type { CallerOptions as PreferencesOptions }

/** What the person wants, on all their browsers. */
export interface Preferences {
  /** Topics that are on, or that may be turned on. */
  topics: {
    id: string
    name: string
    description: string
    on: boolean
    /** Off because the person said so, or called two of its notifications irrelevant. */
    turnedOff: boolean
    /** Fewer come until then, because the person has called one irrelevant. */
    fewerUntil: string | null
    /** False: only the site can grant it (an identity token that names it). */
    mayTurnOn: boolean
  }[]
  /** True: until the person says otherwise. */
  paused: boolean | { until: string }
  /** Times of day on the person's clock, such as 22:00: the person's own, or the site's for who has said nothing. */
  quietHours: { from: string; to: string } | null
  quietHoursOf: 'person' | 'site' | null
  /** The chosen one; null: that of the browser. */
  timeZone: string | null
  /** The one that quiet hours go by. */
  effectiveTimeZone: string
  /** `generic`: only that there is a new message. `opaque`: and the push has nothing but an id. */
  content: 'full' | 'generic' | 'opaque'
  /** What nobody waits for comes together, at most once a day; `at` null: when the site says. */
  digest: { at: string | null } | null
  /** At most so many messages in a day and in seven days; null: as many as the site's caps allow. */
  pace: { perDay: number | null; perWeek: number | null } | null
  /** Fewer come, as the person does not react to messages; null: as many as usual. */
  silent: { since: string; perWeek: number } | null
  /** The hour that a digest goes by. */
  effectiveDigestAt: string
  /** When a message that is sent now would come, unless a person waits for it. */
  next: {
    code: 'at-once' | 'paused' | 'paused-until-resumed' | 'quiet-hours' | 'digest'
    /** ISO 8601; null: at once, or not at all. */
    at: string | null
    /** In English words, such as `next: tomorrow 08:00, quiet hours`. */
    text: string
  }
}

/** A change; omitted fields, and topics that are not named, stay as they are. */
export interface PreferencesChange {
  topics?: Readonly<Record<string, boolean>>
  paused?: boolean | { minutes: number }
  /** Null: none, whatever the site says for those who have said nothing; `site`: as it says. */
  quietHours?: { from: string; to: string } | 'site' | null
  timeZone?: string | null
  content?: 'full' | 'generic' | 'opaque'
  digest?: { at?: string | null } | null
  pace?: { perDay?: number | null; perWeek?: number | null } | null
}

export interface PreferencesClient {
  get(): Promise<Preferences>
  /** Resolves to the preferences as they are then. */
  set(change: PreferencesChange): Promise<Preferences>
}

const KINDS = { site: 'string', base: 'string', identity: 'string, function or null object' }

/**
 * What the person at this page wants. Who that is says the identity token, or else the browser, where notifications are
 * on. The methods reject with an Error that has a stable `code`: `not-subscribed`, `network`, or the server's. Throws a
 * TypeError for an option of another kind.
 *
 * @example
 * const preferences = createPreferences()
 * const { topics, next } = await preferences.get()
 * await preferences.set({ topics: { blog: false }, paused: { minutes: 60 } })
 */
export function createPreferences(
  options: CallerOptions = {},
  environment: Environment = globalThis,
): PreferencesClient {
  checkOptions(options, KINDS)
  const call = createPageCaller(options, environment, import.meta.url)
  return {
    get: () => call('GET', '/preferences') as Promise<Preferences>,
    set: (change) => call('PUT', '/preferences', change) as Promise<Preferences>,
  }
}
