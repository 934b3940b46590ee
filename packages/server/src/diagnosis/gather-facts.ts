import type { Database, Queries } from '../database/database.ts'
import { preferenceInForce } from '../database/preference-in-force.ts'
import type { VapidKeyStatus } from '../database/schema.ts'
import { findSent } from '../deliveries/find-deliveries.ts'
import { listDeliveries } from '../deliveries/list-deliveries.ts'
import { findHeldBack } from '../deliveries/undelivered/find-held-back.ts'
import { listMuted } from '../interactions/list-muted.ts'
import type { SubscriptionDetails } from '../subscriptions/answer-schema.ts'
import { showSubscription } from '../subscriptions/end-subscription.ts'
import { findSubscription } from '../subscriptions/subscription-store.ts'
import { parsePublicId } from '../subscriptions/subscription-view.ts'
import { findSilence } from '../sites/site-silence.ts'
import type { DiagnosisFacts } from './diagnose.ts'

const DELIVERIES_SHOWN = 10
// A service that does not answer is probed about every minute.
const AT_PRESENT_MS = 10 * 60_000
const NEWEST = 999_999_999_999_999

/** The site's set-up, as the directory of sites keeps it. */
export interface SiteSetUp {
  topics(siteId: string): Promise<readonly { id: string }[]>
  vapidKeys(siteId: string): Promise<readonly { id: string; status: VapidKeyStatus }[]>
}

/** Reads the known facts of one browser's notifications; throws Refusal `subscription-unknown`. */
export async function gatherFacts(
  { database, directory }: { database: Database; directory: SiteSetUp },
  siteId: string,
  id: string,
  now: number,
): Promise<DiagnosisFacts> {
  const db = database.kysely
  const subscription = await showSubscription(database, siteId, id)
  const keys = await directory.vapidKeys(siteId)
  const { items } = await listDeliveries(
    database,
    siteId,
    { subscription: id },
    { cursor: undefined, limit: DELIVERIES_SHOWN },
  )
  return {
    subscription,
    key: keys.find((key) => key.id === subscription.keyId)?.status,
    topics: {
      offered: (await directory.topics(siteId)).map((topic) => topic.id),
      on: await topicsOn(db, siteId, id),
      muted: await mutedTopics(database, siteId, id),
    },
    silence: await silenceOf(database, siteId, id, now),
    deliveries: items,
    outages: await findOutages(db, siteId, subscription, now),
  }
}

async function topicsOn(db: Queries, siteId: string, id: string): Promise<string[]> {
  const hash = parsePublicId(id)
  const row = hash && (await findSubscription(db, siteId, hash))
  if (row === undefined) return []
  const rows = await db
    .selectFrom('belfry_preferences')
    .select('topic_id')
    .where('site_id', '=', siteId)
    .where('subscriber_id', '=', row.subscriber_id)
    .where(preferenceInForce)
    .orderBy('topic_id')
    .execute()
  return rows.map(({ topic_id }) => topic_id)
}

async function mutedTopics(database: Database, siteId: string, id: string): Promise<string[]> {
  const hash = parsePublicId(id)
  const row = hash && (await findSubscription(database.kysely, siteId, hash))
  return row ? listMuted(database, siteId, row.subscriber_id) : []
}

async function silenceOf(database: Database, siteId: string, id: string, now: number) {
  const hash = parsePublicId(id)
  const row = hash && (await findSubscription(database.kysely, siteId, hash))
  return row ? findSilence(database, siteId, row.subscriber_id, now) : undefined
}

async function findOutages(db: Queries, siteId: string, { service }: SubscriptionDetails, now: number) {
  const [newest] = await findSent(db, siteId, NEWEST, 1)
  if (newest === undefined) return []
  const causes = await findHeldBack(db, newest.number + 1, now - AT_PRESENT_MS)
  return causes.filter((cause) => cause.service === service)
}
