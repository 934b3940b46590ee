import type { Database } from '../database/database.ts'
import { statement } from '../database/statement.ts'
import { ALARM_SITE, ALARM_TOPIC } from './alarm-site.ts'

const SHOWN = 50

/** How many browsers ring, and what they rang for. */
export async function readAlarms(database: Pick<Database, 'kysely' | 'read'>) {
  const rings = await database.kysely
    .selectFrom('belfry_alarm_rings')
    .selectAll()
    .orderBy('rung_at', 'desc')
    .limit(SHOWN)
    .execute()
  return {
    browsers: await countAlarmBrowsers(database),
    rings: rings.map(({ cause, rung_at: at }) => ({ cause, rungAt: new Date(at).toISOString() })),
  }
}

// From the few who have the topic on. A cross join, whose order SQLite keeps: its statistics tell how many people a
// topic has on average, and of a server with a million people it would begin with all their browsers (0.1 to 650 ms).
const BROWSERS = statement(`
  select count(*) as count from belfry.preferences p cross join belfry.subscriptions s
  where p.site_id = :site and p.topic_id = :topic and p.enabled = 1
    and s.subscriber_id = p.subscriber_id and s.status = 'active'`)

async function countAlarmBrowsers(database: Pick<Database, 'read'>): Promise<number> {
  const values = { site: ALARM_SITE, topic: ALARM_TOPIC }
  return (await database.read<{ count: number }>(BROWSERS, values))[0]?.count ?? 0
}
