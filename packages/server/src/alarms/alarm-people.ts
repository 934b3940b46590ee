import type { Queries } from '../database/database.ts'
import { ALARM_SITE, ALARM_TOPIC } from './alarm-site.ts'

/** Before the id of an operator with an account here, in the name of the subscriber. */
const ACCOUNT = 'account:'

/** The subscriber that an operator is at the site of alarms. */
export function alarmSubscriber(id: string, by: 'accounts' | 'app' | 'key'): string {
  return by === 'accounts' ? ACCOUNT + id : `${by}:${id}`
}

/** Whoever has no account any more, or only one for some sites, is told of nothing. */
export async function silenceFormerOperators(db: Queries): Promise<void> {
  const people = await db
    .selectFrom('belfry_subscribers')
    .select(['id', 'external_id'])
    .where('site_id', '=', ALARM_SITE)
    .where('external_id', 'like', `${ACCOUNT}%`)
    .execute()
  const operators = await db.selectFrom('belfry_operators').select('id').where('sites', 'is', null).execute()
  const present = new Set(operators.map(({ id }) => ACCOUNT + id))
  const gone = people.filter(({ external_id: name }) => !present.has(name ?? '')).map(({ id }) => id)
  if (gone.length === 0) return
  await db
    .updateTable('belfry_preferences')
    .set({ enabled: 0, granted: 0 })
    .where('site_id', '=', ALARM_SITE)
    .where('topic_id', '=', ALARM_TOPIC)
    .where('subscriber_id', 'in', gone)
    .execute()
}
