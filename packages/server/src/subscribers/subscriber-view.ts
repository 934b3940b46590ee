import type { Queries } from '../database/database.ts'
import { preferenceInForce } from '../database/preference-in-force.ts'
import type { SubscriberDetails } from './answer-schema.ts'

/** The subscribers of these numbers, in their order. */
export async function viewSubscribers(
  db: Queries,
  siteId: string,
  ids: readonly number[],
): Promise<SubscriberDetails[]> {
  if (ids.length === 0) return []
  const rows = await db.selectFrom('belfry_subscribers').selectAll().where('id', 'in', ids).execute()
  const preferences = await db
    .selectFrom('belfry_preferences')
    .select(['subscriber_id', 'topic_id'])
    .where('subscriber_id', 'in', ids)
    .where(preferenceInForce)
    .orderBy('topic_id')
    .execute()
  const counts = await db
    .selectFrom('belfry_subscriptions')
    .select(['subscriber_id', ({ fn }) => fn.countAll<number>().as('count')])
    .where('site_id', '=', siteId)
    .where('status', '=', 'active')
    .where('subscriber_id', 'in', ids)
    .groupBy('subscriber_id')
    .execute()
  const found = new Map(rows.map((row) => [row.id, row]))
  const topics = Map.groupBy(preferences, ({ subscriber_id }) => subscriber_id)
  const active = new Map(counts.map(({ subscriber_id, count }) => [subscriber_id, count]))
  return ids.flatMap((id) => {
    const row = found.get(id)
    if (row === undefined) return []
    return {
      id: row.external_id,
      locale: row.locale,
      timeZone: row.time_zone,
      topics: topics.get(id)?.map(({ topic_id }) => topic_id) ?? [],
      activeSubscriptions: active.get(id) ?? 0,
      createdAt: new Date(row.created_at).toISOString(),
      lastSeenAt: new Date(row.last_seen_at).toISOString(),
    }
  })
}
