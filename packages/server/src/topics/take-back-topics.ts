import type { Database, Queries } from '../database/database.ts'
import { savePreference } from './preference-store.ts'

/**
 * Turns off the granted topics that a person has on and the host app's token grants no more; answers with them. In a
 * transaction of its own, because the token is true whatever becomes of the request that it came with.
 */
export async function takeBackTopics(
  database: Database,
  siteId: string,
  { subscriber, topics }: { subscriber: string; topics: readonly string[] },
  now: number,
): Promise<string[]> {
  const find = (db: Queries) => findTakenBack(db, siteId, subscriber, topics)
  // Hardly ever is there anything: a look costs a page visit less than a write transaction.
  if ((await find(database.kysely)).length === 0) return []
  return database.transaction(async (tx) => {
    const found = await find(tx)
    for (const { topicId, subscriberId } of found) {
      await savePreference(tx, { siteId, topicId, subscriberId, enabled: false }, now)
    }
    return found.map(({ topicId }) => topicId)
  })
}

async function findTakenBack(
  db: Queries,
  siteId: string,
  subscriber: string,
  granted: readonly string[],
) {
  const rows = await db
    .selectFrom('belfry_subscribers as s')
    .innerJoin('belfry_preferences as p', 'p.subscriber_id', 's.id')
    .innerJoin('belfry_topics as t', (join) =>
      join.onRef('t.site_id', '=', 'p.site_id').onRef('t.id', '=', 'p.topic_id'),
    )
    .select(['p.topic_id as topicId', 'p.subscriber_id as subscriberId'])
    .where('s.site_id', '=', siteId)
    .where('s.external_id', '=', subscriber)
    .where('p.enabled', '=', 1)
    .where('t.access', '=', 'granted')
    .orderBy('p.topic_id')
    .execute()
  return rows.filter(({ topicId }) => !granted.includes(topicId))
}
