import type { Database, Queries } from '../database/database.ts'
import { askRecall } from '../deliveries/recalls/ask-recall.ts'
import { findPersonDigest, moveWaiting } from '../digests/person-digest.ts'
import { clockOf, minutesOf, USUAL_DIGEST_AT } from '../digests/time-of-day.ts'
import type { SiteQuietHours } from '../pace/pace.ts'
import { Refusal } from '../refusals/refusal.ts'
import { findSiteRules } from '../sites/site-silence.ts'
import { findSite } from '../sites/site-store.ts'
import { addToSite } from '../statistics/rollup/add-to-site.ts'
import { CHOICE_KINDS } from '../statistics/rollup/kinds.ts'
import { listEnabledTopics, listTurnedOff, savePreference } from '../topics/preference-store.ts'
import { listTopics } from '../topics/topic-store.ts'
import { turnOnTopics } from '../topics/turn-on-topics.ts'
import type { Preferences } from './answer-schema.ts'
import { nextDelivery } from './decide.ts'
import { findWanted, saveDeliveryPreferences, type WantedDeliveries } from './delivery-preferences-store.ts'
import { MINUTE_MS, NO_PREFERENCES, type DeliveryPreferences } from './delivery-preferences.ts'
import { explainNext } from './explain.ts'
import { inForce, zoneOf } from './in-force.ts'
import { listFewer } from './list-fewer.ts'
import type { PreferencesChange } from './schema.ts'

/** Whose preferences they are, and which granted topics may be turned on. */
export interface PreferencesOf {
  siteId: string
  subscriber: number
  /** `all`: the site itself asks. */
  granted: readonly string[] | 'all'
}

const NOBODY: WantedDeliveries = { preferences: NO_PREFERENCES, browserZone: null, locale: null }

export async function showPreferences(
  database: Pick<Database, 'kysely' | 'dialect' | 'read'>,
  { siteId, subscriber, granted }: PreferencesOf,
  now: number,
): Promise<Preferences> {
  const { kysely } = database
  const wanted = (await findWanted(kysely, subscriber)) ?? NOBODY
  const { silence, quietHours: ofSite } = await findSiteRules(database, siteId, subscriber, now)
  const preferences = inForce(wanted.preferences, ofSite)
  const digests = await findPersonDigest(database, subscriber)
  const on = new Set(await listEnabledTopics(kysely, siteId, subscriber))
  const off = new Set(await listTurnedOff(kysely, siteId, subscriber))
  const fewer = await listFewer(database, { siteId, subscriber }, now)
  const topics = (await listTopics(kysely, siteId)).map(({ id, name, description, access }) => ({
    id,
    name,
    description,
    on: on.has(id),
    turnedOff: off.has(id),
    fewerUntil: on.has(id) ? (fewer.get(id) ?? null) : null,
    mayTurnOn: access === 'open' || granted === 'all' || granted.includes(id),
  }))
  const { since, isHeldTo } = silence
  const zone = zoneOf(wanted, ofSite)
  const next = nextDelivery(preferences, zone, now, (time) => digests?.timeAt(time) ?? time)
  const { quietHours, timeZone, content, digest, pace } = preferences
  return {
    topics: topics.filter((topic) => topic.on || topic.mayTurnOn),
    paused: pausedOf(preferences, now),
    quietHours: quietHours && { from: clockOf(quietHours.from), to: clockOf(quietHours.to) },
    quietHoursOf: whoseQuietHours(wanted.preferences, ofSite),
    timeZone,
    effectiveTimeZone: zone.name,
    content,
    digest: digest && { at: digest.at === null ? null : clockOf(digest.at) },
    pace,
    silent: isHeldTo && { since: new Date(since ?? now).toISOString(), perWeek: isHeldTo.perWeek },
    effectiveDigestAt: clockOf(digests?.at ?? USUAL_DIGEST_AT),
    next: {
      code: next.code,
      at: 'at' in next ? new Date(next.at).toISOString() : null,
      text: explainNext(next, zone, now),
    },
  }
}

/** Changes what a subscriber wants, all of it or nothing; throws Refusal `topic-unknown` or `topic-not-granted`. */
export async function changePreferences(
  database: Database,
  whose: PreferencesOf,
  change: PreferencesChange,
  now: number,
): Promise<void> {
  await database.transaction(async (tx) => {
    await changeTopics(tx, whose, change.topics ?? {}, now)
    const before = (await findWanted(tx, whose.subscriber))?.preferences ?? NO_PREFERENCES
    const after = applyChange(before, change, now)
    if (after === before) return
    await saveDeliveryPreferences(tx, whose.subscriber, after, now)
    const { quietHours: ofSite } = (await findSite(tx, whose.siteId)) ?? { quietHours: null }
    const [held, holds] = [inForce(before, ofSite), inForce(after, ofSite)]
    if (mayHold(held, now) && changesHolding(held, holds)) await askRecall(tx, whose.subscriber, now)
    const atOnce = before.digest !== null && after.digest === null
    if (atOnce || before.digest?.at !== after.digest?.at || before.timeZone !== after.timeZone) {
      await moveWaiting(tx, database.dialect, { subscriber: whose.subscriber, atOnce }, now)
    }
  })
}

/** The preferences after a change; the same object where it changes none. Pure. */
export function applyChange(before: DeliveryPreferences, change: PreferencesChange, now: number): DeliveryPreferences {
  const { topics: _, ...wishes } = change
  if (Object.values(wishes).every((wish) => wish === undefined)) return before
  const { paused, quietHours, timeZone, content, digest, pace } = wishes
  return {
    pausedUntil: paused === undefined ? before.pausedUntil : pauseOf(paused, now),
    ...(quietHours === undefined ? quietOf(before) : quietAfter(quietHours)),
    timeZone: timeZone === undefined ? before.timeZone : timeZone,
    content: content ?? before.content,
    digest: digest === undefined ? before.digest : digestOf(digest),
    pace: pace === undefined ? before.pace : paceOf(pace),
  }
}

async function changeTopics(
  tx: Queries,
  { siteId, subscriber: subscriberId, granted }: PreferencesOf,
  topics: Readonly<Record<string, boolean>>,
  now: number,
): Promise<void> {
  const ids = Object.keys(topics)
  if (ids.length === 0) return
  const known = new Set((await listTopics(tx, siteId)).map(({ id }) => id))
  const unknown = ids.find((id) => !known.has(id))
  if (unknown !== undefined) {
    const message = `the site has no topic ${JSON.stringify(unknown)}`
    throw new Refusal('topic-unknown', message, { field: `topics.${unknown}` })
  }
  const wanted = ids.filter((id) => topics[id])
  const grants = granted === 'all' ? wanted : granted
  await turnOnTopics(tx, { siteId, subscriberId, wanted, granted: grants, fieldOf: (id) => `topics.${id}` }, now)
  const on = new Set(await listEnabledTopics(tx, siteId, subscriberId))
  const off = ids.filter((id) => !topics[id])
  for (const topicId of off) {
    // Off as a choice, also where it was never on: defaults do not turn it on again.
    await savePreference(tx, { siteId, topicId, subscriberId, enabled: false, granted: false }, now)
  }
  const left = off.filter((topic) => on.has(topic))
  await addToSite(
    tx,
    left.map((topic) => ({ siteId, kind: CHOICE_KINDS.off, topic })),
    now,
  )
}

function quietOf({ quietHours, noQuietHours }: DeliveryPreferences) {
  return { quietHours, noQuietHours }
}

function quietAfter(said: Exclude<PreferencesChange['quietHours'], undefined>): ReturnType<typeof quietOf> {
  if (said === null || said === 'site') return { quietHours: null, noQuietHours: said === null }
  return { quietHours: { from: minutesOf(said.from), to: minutesOf(said.to) }, noQuietHours: false }
}

function whoseQuietHours(said: DeliveryPreferences, site: SiteQuietHours | null): Preferences['quietHoursOf'] {
  if (said.quietHours !== null || said.noQuietHours) return 'person'
  return site === null ? null : 'site'
}

/** Whether something may be held by it now. */
function mayHold({ pausedUntil, quietHours, pace }: DeliveryPreferences, now: number): boolean {
  return quietHours !== null || pace !== null || (pausedUntil !== null && pausedUntil > now)
}

function changesHolding(before: DeliveryPreferences, after: DeliveryPreferences): boolean {
  return (
    before.pausedUntil !== after.pausedUntil ||
    before.timeZone !== after.timeZone ||
    before.pace?.perDay !== after.pace?.perDay ||
    before.pace?.perWeek !== after.pace?.perWeek ||
    before.quietHours?.from !== after.quietHours?.from ||
    before.quietHours?.to !== after.quietHours?.to
  )
}

function paceOf(pace: NonNullable<PreferencesChange['pace']> | null): DeliveryPreferences['pace'] {
  return pace === null || (pace.perDay === null && pace.perWeek === null) ? null : pace
}

function digestOf(digest: { at: string | null } | null): DeliveryPreferences['digest'] {
  return digest && { at: digest.at === null ? null : minutesOf(digest.at) }
}

function pauseOf(paused: boolean | { minutes: number }, now: number): number | null {
  if (typeof paused === 'object') return now + paused.minutes * MINUTE_MS
  return paused ? Infinity : null
}

function pausedOf({ pausedUntil }: DeliveryPreferences, now: number): Preferences['paused'] {
  if (pausedUntil === null || pausedUntil <= now) return false
  return pausedUntil === Infinity ? true : { until: new Date(pausedUntil).toISOString() }
}
