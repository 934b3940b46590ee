import type { Queries } from '../database/database.ts'
import type { TopicAccess } from '../database/schema.ts'

/** An event type that people can turn on and off. */
export interface Topic {
  id: string
  name: string
  access: TopicAccess
  transactional: boolean
}

export async function listTopics(db: Queries, siteId: string): Promise<Topic[]> {
  const rows = await db
    .selectFrom('belfry_topics')
    .select(['id', 'name', 'access', 'transactional'])
    .where('site_id', '=', siteId)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, transactional: row.transactional === 1 }))
}

export async function saveTopic(
  db: Queries,
  siteId: string,
  { id, name, access, transactional }: Topic,
  now: number,
): Promise<void> {
  const columns = { name, access, transactional: transactional ? 1 : 0 } as const
  await db
    .insertInto('belfry_topics')
    .values({ site_id: siteId, id, ...columns, created_at: now })
    .onConflict((conflict) => conflict.columns(['site_id', 'id']).doUpdateSet(columns))
    .execute()
}
