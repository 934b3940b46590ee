import type { Database } from '../database/database.ts'
import { statement } from '../database/statement.ts'
import { IS_MUTED } from './mute-topics.ts'

const MUTED = statement(`
  select p.topic_id as topic from belfry.preferences p
  where p.site_id = :site and p.subscriber_id = :subscriber and p.enabled = 0 and ${IS_MUTED} order by p.topic_id`)

/** The topics that are off because the person has called their notifications irrelevant. */
export async function listMuted(database: Pick<Database, 'read'>, site: string, subscriber: number): Promise<string[]> {
  const rows = await database.read<{ topic: string }>(MUTED, { site, subscriber })
  return rows.map(({ topic }) => topic)
}
