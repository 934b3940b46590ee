import type { Database } from '../database/database.ts'
import { statement } from '../database/statement.ts'
import { FEWER_FOR_MS } from '../pace/fewer.ts'
import { IS_BORED } from '../pace/personal-caps.ts'
import type { PreferencesOf } from './preferences.ts'

const NEWEST = statement(`
  select i.topic_id as topic, max(i.at) as at from belfry.irrelevances i
  where i.subscriber_id = :subscriber and ${IS_BORED} group by i.topic_id`)

/** The topics of which fewer come, because the person has called one of them irrelevant, and until when. */
export async function listFewer(
  database: Pick<Database, 'read'>,
  { siteId, subscriber }: Pick<PreferencesOf, 'siteId' | 'subscriber'>,
  now: number,
): Promise<Map<string, string>> {
  const asked = { site: siteId, subscriber, since: now - FEWER_FOR_MS }
  const rows = await database.read<{ topic: string; at: number }>(NEWEST, asked)
  return new Map(rows.map(({ topic, at }) => [topic, new Date(at + FEWER_FOR_MS).toISOString()]))
}
