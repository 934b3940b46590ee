import type { Database, Queries } from '../database/database.ts'
import { ALARM_SITE, ALARM_TOPIC } from './alarm-site.ts'

const SHOWN = 50

/** How many browsers ring, and what they rang for. */
export async function readAlarms({ kysely }: Pick<Database, 'kysely'>) {
  const rings = await kysely
    .selectFrom('belfry_alarm_rings')
    .selectAll()
    .orderBy('rung_at', 'desc')
    .limit(SHOWN)
    .execute()
  return {
    browsers: await countAlarmBrowsers(kysely),
    rings: rings.map(({ cause, rung_at: at }) => ({ cause, rungAt: new Date(at).toISOString() })),
  }
}

async function countAlarmBrowsers(db: Queries): Promise<number> {
  const { count } = await db
    .selectFrom('belfry_subscriptions as s')
    .innerJoin('belfry_preferences as p', 'p.subscriber_id', 's.subscriber_id')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('p.site_id', '=', ALARM_SITE)
    .where('p.topic_id', '=', ALARM_TOPIC)
    .where('p.enabled', '=', 1)
    .where('s.status', '=', 'active')
    .executeTakeFirstOrThrow()
  return count
}
