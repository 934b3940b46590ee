import type { Database } from '../database/database.ts'
import { formOf, SERVICES } from '../forms/form-of-service.ts'
import { findReactions, hasUnheard } from '../pace/find-reactions.ts'
import { isSilent, type SilenceRule, type SiteSilence } from '../pace/silence.ts'
import { findSite } from './site-store.ts'
import type { Site } from './site.ts'

const DAY_MS = 86_400_000

/** The rule of a site as it is in force; undefined without one. */
export function silenceOf({ silence, payloadForms }: Pick<Site, 'silence' | 'payloadForms'>): SiteSilence | undefined {
  if (silence === null) return undefined
  // A declarative message is shown without the worker, and nothing is told of it.
  return { rule: silence, unheard: SERVICES.filter((service) => formOf(service, payloadForms) !== 'classic') }
}

/** What is known of a person's reactions, and what the site's rule makes of it. */
export interface PersonSilence {
  /** The last reaction, or before any, the first display; to the day. Null: nothing is known. */
  since: number | null
  /** Days since then on which something was displayed. */
  shownDays: number
  /** The rule by which the person gets fewer now; null: as much as everybody. */
  isHeldTo: SilenceRule | null
}

/** Of one person, as the gate decides it. */
export async function findSilence(...asked: Parameters<typeof findSiteRules>): Promise<PersonSilence> {
  return (await findSiteRules(...asked)).silence
}

/** The same, and the quiet hours of the site. */
export async function findSiteRules(
  database: Pick<Database, 'kysely' | 'read'>,
  siteId: string,
  subscriber: number,
  now: number,
): Promise<{ silence: PersonSilence; quietHours: Site['quietHours'] }> {
  const site = await findSite(database.kysely, siteId)
  const silence = await silenceFor(database, site && silenceOf(site), subscriber, now)
  return { silence, quietHours: site?.quietHours ?? null }
}

async function silenceFor(
  database: Pick<Database, 'read'>,
  silence: SiteSilence | undefined,
  subscriber: number,
  now: number,
): Promise<PersonSilence> {
  const reactions = await findReactions(database, subscriber)
  const known = { since: reactions.since === 0 ? null : reactions.since * DAY_MS, shownDays: reactions.shown }
  if (silence === undefined || !isSilent(reactions, silence.rule, Math.floor(now / DAY_MS))) {
    return { ...known, isHeldTo: null }
  }
  const isUnheard = await hasUnheard(database, subscriber, silence.unheard)
  return { ...known, isHeldTo: isUnheard ? null : silence.rule }
}
