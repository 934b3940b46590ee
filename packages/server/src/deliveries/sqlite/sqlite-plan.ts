import type { DatabaseSync } from 'node:sqlite'
import type { Audience, PlannedBatch } from '../planned-batch.ts'

const SUBSCRIBERS_IN_A_BATCH = 500

/** The next batch of an audience after a subscriber, or undefined behind the last one. */
export type ReadNextBatch = (
  siteId: string,
  audience: Audience,
  after: number,
) => PlannedBatch | undefined

interface PageRow {
  last: number | null
  subscriptions: number | null
}

// Only the edge of a page and its size are read, so that a million subscribers pass through no memory but SQLite's.
const ACTIVE = `select count(*) from belfry_subscriptions s
  where s.site_id = :site and s.status = 'active' and s.subscriber_id = page.subscriber_id`

const PAGE_OF_TOPIC = `
  select max(subscriber_id) as last, sum((${ACTIVE})) as subscriptions
  from (select subscriber_id from belfry_preferences
        where site_id = :site and topic_id = :topic and enabled = 1 and subscriber_id > :after
        order by subscriber_id limit :limit) page`

const PAGE_OF_ALL = `
  select max(subscriber_id) as last, count(*) as subscriptions
  from (select subscriber_id from belfry_subscriptions
        where site_id = :site and status = 'active' and subscriber_id > :after
        order by subscriber_id limit :limit)`

const NAMED = `
  select id from belfry_subscribers
  where site_id = :site and external_id in (select value from json_each(:names)) and id > :after
  order by id limit :limit`

const SUBSCRIPTIONS_OF = `
  select count(*) as subscriptions from json_each(:ids) page
  join belfry_subscriptions s
    on s.site_id = :site and s.status = 'active' and s.subscriber_id = page.value`

export function readNextBatch(db: DatabaseSync): ReadNextBatch {
  const pageOfTopic = db.prepare(PAGE_OF_TOPIC)
  const pageOfAll = db.prepare(PAGE_OF_ALL)
  const named = db.prepare(NAMED)
  const subscriptionsOf = db.prepare(SUBSCRIPTIONS_OF)

  function range(after: number, row: PageRow): PlannedBatch | undefined {
    if (row.last === null) return undefined
    return { target: { from: after, to: row.last }, subscriptions: row.subscriptions ?? 0 }
  }

  return (site, audience, after) => {
    const page = { site, after, limit: SUBSCRIBERS_IN_A_BATCH }
    if (audience.topic !== undefined) {
      const row = pageOfTopic.get({ ...page, topic: audience.topic })
      return range(after, row as unknown as PageRow)
    }
    if (audience.all === true) {
      return range(after, pageOfAll.get(page) as unknown as PageRow)
    }
    const names = audience.subscribers ?? [audience.subscriber ?? '']
    const rows = named.all({ ...page, names: JSON.stringify(names) }) as { id: number }[]
    if (rows.length === 0) return undefined
    const subscribers = rows.map(({ id }) => id)
    const { subscriptions } = subscriptionsOf.get({ site, ids: JSON.stringify(subscribers) }) as {
      subscriptions: number
    }
    return { target: { subscribers }, subscriptions }
  }
}
