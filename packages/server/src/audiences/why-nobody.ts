import type { Database, Queries } from '../database/database.ts'
import type { Statement, StatementValues } from '../database/statement.ts'
import { endOf, readNextBatch } from './audience-batch.ts'
import { kindOf, type Audience } from './audience.ts'

// A lookup, not a count: the sender waits for it. Nearly always somebody is on the first, short page.
const PAGES = [20, 500, 500, 500]
const LOOKED_AT = 500

/**
 * Why nobody of this audience would get anything at present, and the remedy; undefined where somebody would, or where
 * only planning can decide.
 */
export async function whyNobody(
  database: Pick<Database, 'read' | 'kysely'>,
  siteId: string,
  audience: Audience,
): Promise<string | undefined> {
  if (!(await isNobody(database, siteId, audience))) return undefined
  if (kindOf(audience).names(audience.value).length > 0) {
    return (
      'none of these subscribers is known or has subscribed: check ' +
      'the ids, and whether they have turned the bell on'
    )
  }
  if (audience.kind === 'subscription') return 'there is no active subscription with this id'
  const everybody = { kind: 'all', value: true } as const
  if (audience.kind === 'topic' && !(await isNobody(database, siteId, everybody))) {
    return (
      `nobody who is subscribed has the topic ${JSON.stringify(audience.value)} ` +
      'on: people turn it on in a page of the site'
    )
  }
  return whyEmpty(database.kysely, siteId)
}

async function isNobody(database: Pick<Database, 'read'>, siteId: string, audience: Audience): Promise<boolean> {
  const run = async (_: undefined, statement: Statement, values: StatementValues) => {
    return { rows: await database.read(statement, values), rowCount: null }
  }
  let after = 0
  for (const limit of PAGES) {
    const batch = await readNextBatch({ run }, undefined, siteId, audience, after, limit)
    if (batch === undefined) return true
    if (batch.subscriptions > 0) return false
    after = endOf(batch)
  }
  return false
}

async function whyEmpty(db: Queries, siteId: string): Promise<string> {
  const some = db.selectFrom('belfry_subscriptions').select('status').where('site_id', '=', siteId).limit(LOOKED_AT)
  const statuses = new Set((await some.execute()).map(({ status }) => status))
  if (statuses.has('key-mismatch')) {
    return (
      'nobody can be reached: the subscriptions were made with another VAPID key, and their ' +
      'browsers subscribe anew at the next visit'
    )
  }
  return statuses.has('retired')
    ? 'nobody is subscribed any more: all subscriptions have ended'
    : 'nobody is subscribed yet: turn the bell on in a page of the site'
}
