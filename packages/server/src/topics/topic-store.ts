import type { Selectable } from 'kysely'
import type { Queries } from '../database/database.ts'
import type { TopicAccess, TopicsTable } from '../database/schema.ts'
import { parseStored } from '../database/stored-json.ts'
import type { Privacy } from '../forms/privacy.ts'
import type { Pace } from '../pace/pace.ts'
import { storedPace } from '../pace/schema.ts'

/** An event type that people can turn on and off. */
export interface Topic {
  id: string
  name: string
  description: string
  access: TopicAccess
  /** Never capped or held: a reply to you, an assigned task. */
  transactional: boolean
  /** On for people who subscribe without choosing topics. */
  default: boolean
  /** How often one person may get messages of it, beside what the site allows; null: no caps of its own. */
  pace: Pace | null
  /** Whether its notifications offer to be called irrelevant; null: as its site says. */
  notRelevant: boolean | null
  /** The least that its notifications keep back. */
  privacy: Privacy
  /** Where it is declared, `createBelfry` or `belfry.config.json`; null: it was made over the API. */
  declared: string | null
  createdAt: number
}

export async function listTopics(db: Queries, siteId: string): Promise<Topic[]> {
  const rows = await db.selectFrom('belfry_topics').selectAll().where('site_id', '=', siteId).orderBy('id').execute()
  return rows.map(toTopic)
}

/** The caps of the topics that have their own, of all sites. */
export async function listTopicPaces(db: Queries): Promise<{ siteId: string; topicId: string; pace: Pace }[]> {
  const rows = await db
    .selectFrom('belfry_topics')
    .select(['site_id', 'id', 'pace'])
    .where('pace', 'is not', null)
    .execute()
  return rows.map(({ site_id: siteId, id: topicId, pace }) => ({
    siteId,
    topicId,
    pace: parseStored(storedPace, pace ?? '', 'topics.pace'),
  }))
}

export async function findTopic(db: Queries, siteId: string, id: string): Promise<Topic | undefined> {
  const query = db.selectFrom('belfry_topics').selectAll().where('site_id', '=', siteId).where('id', '=', id)
  const row = await query.executeTakeFirst()
  return row && toTopic(row)
}

export async function saveTopic(db: Queries, siteId: string, topic: Topic): Promise<void> {
  const columns = {
    name: topic.name,
    description: topic.description,
    access: topic.access,
    transactional: topic.transactional ? 1 : 0,
    is_default: topic.default ? 1 : 0,
    pace: topic.pace === null ? null : JSON.stringify(topic.pace),
    not_relevant: flagOf(topic.notRelevant),
    privacy: topic.privacy,
    declared: topic.declared,
  } as const
  await db
    .insertInto('belfry_topics')
    .values({ site_id: siteId, id: topic.id, ...columns, created_at: topic.createdAt })
    .onConflict((conflict) => conflict.columns(['site_id', 'id']).doUpdateSet(columns))
    .execute()
}

export async function countTopics(db: Queries, siteId: string): Promise<number> {
  const row = await db
    .selectFrom('belfry_topics')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('site_id', '=', siteId)
    .executeTakeFirstOrThrow()
  return row.count
}

export async function deleteTopic(db: Queries, siteId: string, id: string): Promise<void> {
  await db.deleteFrom('belfry_topics').where('site_id', '=', siteId).where('id', '=', id).execute()
}

function flagOf(choice: boolean | null): 0 | 1 | null {
  if (choice === null) return null
  return choice ? 1 : 0
}

function toTopic(row: Selectable<TopicsTable>): Topic {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    access: row.access,
    transactional: row.transactional === 1,
    default: row.is_default === 1,
    pace: row.pace === null ? null : parseStored(storedPace, row.pace, 'topics.pace'),
    notRelevant: row.not_relevant === null ? null : row.not_relevant === 1,
    privacy: row.privacy,
    declared: row.declared,
    createdAt: row.created_at,
  }
}
