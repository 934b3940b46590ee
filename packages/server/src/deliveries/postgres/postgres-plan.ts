import type { PostgresConnection } from '../../database/open-postgres.ts'
import type { Audience, PlannedBatch } from '../planned-batch.ts'

const SUBSCRIBERS_IN_A_BATCH = 500

// Only the edge of a page and its size are read, so that a million subscribers stay in the database.
const active = (subscriber: string) => `select count(*) from belfry.subscriptions s
  where s.site_id = $1 and s.status = 'active' and s.subscriber_id = ${subscriber}`

/** The hot reads, for EXPLAIN in the tests as well; $1 site, $2 the last subscriber of the page before, $3 how many. */
export const PAGE = {
  ofTopic: `
    select max(subscriber_id) as last, sum((${active('page.subscriber_id')})) as subscriptions
    from (select subscriber_id from belfry.preferences
          where site_id = $1 and topic_id = $4 and enabled = 1 and subscriber_id > $2
          order by subscriber_id limit $3) page`,
  ofAll: `
    select max(subscriber_id) as last, count(*) as subscriptions
    from (select subscriber_id from belfry.subscriptions
          where site_id = $1 and status = 'active' and subscriber_id > $2
          order by subscriber_id limit $3) page`,
  named: `
    select id, (${active('u.id')}) as subscriptions
    from belfry.subscribers u
    where site_id = $1 and external_id = any($4::text[]) and id > $2
    order by id limit $3`,
} as const

/** The next batch of an audience after a subscriber, or undefined behind the last one. */
export async function readNextBatch(
  db: PostgresConnection,
  site: string,
  audience: Audience,
  after: number,
): Promise<PlannedBatch | undefined> {
  const page = [site, after, SUBSCRIBERS_IN_A_BATCH]
  if (audience.topic !== undefined) {
    return range(after, await db.query(PAGE.ofTopic, [...page, audience.topic]))
  }
  if (audience.all === true) return range(after, await db.query(PAGE.ofAll, page))
  const names = audience.subscribers ?? [audience.subscriber ?? '']
  const named = (await db.query(PAGE.named, [...page, names])).rows as NamedRow[]
  if (named.length === 0) return undefined
  return {
    target: { subscribers: named.map(({ id }) => id) },
    subscriptions: named.reduce((sum, { subscriptions }) => sum + subscriptions, 0),
    isLast: named.length < SUBSCRIBERS_IN_A_BATCH,
  }
}

interface NamedRow {
  id: number
  subscriptions: number
}

function range(from: number, { rows }: { rows: unknown[] }): PlannedBatch | undefined {
  const [{ last, subscriptions }] = rows as [{ last: number | null; subscriptions: number | null }]
  return last === null
    ? undefined
    : { target: { from, to: last }, subscriptions: subscriptions ?? 0 }
}
