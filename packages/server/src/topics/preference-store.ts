import type { Queries } from '../database/database.ts'

export async function listEnabledTopics(
  db: Queries,
  siteId: string,
  subscriberId: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('belfry_preferences')
    .select('topic_id')
    .where('site_id', '=', siteId)
    .where('subscriber_id', '=', subscriberId)
    .where('enabled', '=', 1)
    .orderBy('topic_id')
    .execute()
  return rows.map((row) => row.topic_id)
}

export async function savePreference(
  db: Queries,
  preference: { siteId: string; topicId: string; subscriberId: number; enabled: boolean },
  now: number,
): Promise<void> {
  const columns = { enabled: preference.enabled ? 1 : 0, changed_at: now } as const
  await db
    .insertInto('belfry_preferences')
    .values({
      site_id: preference.siteId,
      topic_id: preference.topicId,
      subscriber_id: preference.subscriberId,
      ...columns,
    })
    .onConflict((conflict) =>
      conflict.columns(['site_id', 'topic_id', 'subscriber_id']).doUpdateSet(columns),
    )
    .execute()
}

/** Gives one subscriber another's choices about open topics, where it has none of its own. */
export async function inheritPreferences(
  db: Queries,
  siteId: string,
  from: number,
  to: number,
): Promise<void> {
  await db
    .insertInto('belfry_preferences')
    .columns(['site_id', 'topic_id', 'subscriber_id', 'enabled', 'changed_at'])
    .expression(
      db
        .selectFrom('belfry_preferences as p')
        .innerJoin('belfry_topics as t', (join) =>
          join.onRef('t.site_id', '=', 'p.site_id').onRef('t.id', '=', 'p.topic_id'),
        )
        .select((eb) => [
          'p.site_id',
          'p.topic_id',
          eb.val(to).as('subscriber_id'),
          'p.enabled',
          'p.changed_at',
        ])
        .where('p.site_id', '=', siteId)
        .where('p.subscriber_id', '=', from)
        .where('t.access', '=', 'open'),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
