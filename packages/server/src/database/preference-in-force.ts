import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import type { Schema } from './schema.ts'

/**
 * Whether a topic is on for a person: it is turned on, and where the topic is only for whom the site grants it to, it
 * was granted. A topic that was open before leaves choices that nobody granted.
 */
export function preferenceInForce(eb: ExpressionBuilder<Schema, 'belfry_preferences'>): Expression<SqlBool> {
  const restricted = eb
    .selectFrom('belfry_topics as t')
    .select('t.id')
    .whereRef('t.site_id', '=', 'belfry_preferences.site_id')
    .whereRef('t.id', '=', 'belfry_preferences.topic_id')
    .where('t.access', '=', 'granted')
  return eb.and([eb('enabled', '=', 1), eb.or([eb('granted', '=', 1), eb.not(eb.exists(restricted))])])
}
