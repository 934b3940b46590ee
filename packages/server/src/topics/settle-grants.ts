import type { Database, Queries } from '../database/database.ts'
import { addToSite } from '../statistics/rollup/add-to-site.ts'
import { CHOICE_KINDS } from '../statistics/rollup/kinds.ts'
import { savePreference, type Preference } from './preference-store.ts'

/**
 * Stores what the host app's token grants: which topics that the person has on it names now. Those that it no longer
 * names are turned off where the site grants them, and returned. In a separate transaction, because the token is valid
 * even if its request fails.
 */
export async function settleGrants(
  database: Database,
  siteId: string,
  { subscriber, topics }: { subscriber: string; topics: readonly string[] },
  now: number,
): Promise<string[]> {
  const find = (db: Queries) => findChanged(db, siteId, subscriber, topics)
  // There is hardly ever any: a read costs a page visit less than a write transaction.
  if ((await find(database.kysely)).length === 0) return []
  return database.transaction(async (tx) => {
    const found = await find(tx)
    return save(tx, found, now)
  })
}

/** Turns off all topics that only the site grants, in the transaction `tx`; returns them. */
export async function takeBackAll(tx: Queries, siteId: string, subscriber: string, now: number): Promise<string[]> {
  return save(tx, await findChanged(tx, siteId, subscriber, []), now)
}

/** Returns those that are turned off. */
async function save(tx: Queries, changed: readonly Preference[], now: number): Promise<string[]> {
  for (const preference of changed) await savePreference(tx, preference, now)
  const off = changed.filter(({ enabled }) => !enabled)
  const counts = off.map(({ siteId, topicId: topic }) => ({ siteId, kind: CHOICE_KINDS['taken-back'], topic }))
  await addToSite(tx, counts, now)
  return off.map(({ topicId }) => topicId)
}

/** Preferences of this person that the token changes, as they are after it. */
async function findChanged(
  db: Queries,
  siteId: string,
  subscriber: string,
  granted: readonly string[],
): Promise<Preference[]> {
  const rows = await db
    .selectFrom('belfry_subscribers as s')
    .innerJoin('belfry_preferences as p', 'p.subscriber_id', 's.id')
    .innerJoin('belfry_topics as t', (join) =>
      join.onRef('t.site_id', '=', 'p.site_id').onRef('t.id', '=', 'p.topic_id'),
    )
    .select(['p.topic_id', 'p.subscriber_id', 'p.granted', 't.access'])
    .where('s.site_id', '=', siteId)
    .where('s.external_id', '=', subscriber)
    .where('p.enabled', '=', 1)
    .orderBy('p.topic_id')
    .execute()
  return rows.flatMap(({ topic_id: topicId, subscriber_id: subscriberId, granted: was, access }) => {
    const isGranted = granted.includes(topicId)
    const enabled = isGranted || access === 'open'
    if (enabled && isGranted === (was === 1)) return []
    return [{ siteId, topicId, subscriberId, enabled, granted: isGranted }]
  })
}
