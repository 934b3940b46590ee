import type { PostgresConnection } from '../../database/open-postgres.ts'
import type { DueCursor, DueDelivery, SendableNotification } from '../delivery-store.ts'
import type { DeliverTarget } from '../jobs.ts'
import type { Audience } from '../planned-batch.ts'

const COLUMNS_BUT_STATUS = `s.id as subscription, s.subscriber_id as subscriber, s.endpoint, s.p256dh, s.auth,
  s.vapid_key_id as "vapidKeyId", s.push_service as service`
const COLUMNS = `${COLUMNS_BUT_STATUS}, s.status`
// Not a cursor in the batch's row: outcomes arrive in any order, and what is written down is what was sent.
// And not "not exists", which the planner may turn into a join: it knows nothing yet of a notification that is younger
// than the last ANALYZE, takes its deliveries for one row and reads all of them for each of ours (115 ms a batch of 500
// at 30,000 deliveries, growing with them; 2 ms so).
const WITHOUT_OUTCOME = `(
  select true from belfry.deliveries d where d.notification = $1 and d.subscription = s.id) is null`
const AFTER = '(s.subscriber_id, s.id) > ($2, $3)'

/** The hot reads, for EXPLAIN in the tests as well; $1 notification, $2 and $3 the cursor, $4 how many. */
export const DUE = {
  // A preference that was turned off since the batch was planned counts, so it is read now.
  ofTopic: `
    select ${COLUMNS}, 0 as attempts, null as previous
    from belfry.preferences p
    join belfry.subscriptions s
      on s.site_id = p.site_id and s.status = 'active' and s.subscriber_id = p.subscriber_id
    where p.site_id = $5 and p.topic_id = $7 and p.enabled = 1
      and p.subscriber_id >= $2 and p.subscriber_id <= $6 and ${AFTER} and ${WITHOUT_OUTCOME}
    order by p.subscriber_id, s.id limit $4`,
  ofAll: `
    select ${COLUMNS}, 0 as attempts, null as previous
    from belfry.subscriptions s
    where s.site_id = $5 and s.status = 'active' and s.subscriber_id <= $6 and ${AFTER} and ${WITHOUT_OUTCOME}
    order by s.subscriber_id, s.id limit $4`,
  ofSubscribers: `
    select ${COLUMNS}, 0 as attempts, null as previous
    from belfry.subscriptions s
    where s.site_id = $5 and s.status = 'active' and s.subscriber_id = any($6::bigint[])
      and ${AFTER} and ${WITHOUT_OUTCOME}
    order by s.subscriber_id, s.id limit $4`,
  // Who signs out between two attempts, or turns the topic off, is to get no more: on a shared device the next attempt
  // would show one person's notification to another.
  toRetry: `
    select ${COLUMNS_BUT_STATUS}, d.attempts, d.outcome as previous,
      case when ($7::text is null or exists (
          select from belfry.preferences p
          where p.site_id = s.site_id and p.topic_id = $7 and p.subscriber_id = s.subscriber_id and p.enabled = 1))
        and ($8::text[] is null or exists (
          select from belfry.subscribers u where u.id = s.subscriber_id and u.external_id = any($8)))
      then s.status else 'left' end as status
    from unnest($5::bigint[]) as target (subscription)
    cross join lateral (
      select * from belfry.deliveries
      where notification = $1 and subscription = target.subscription
      offset 0 -- one look into the index each, for the same reason
    ) d
    join belfry.subscriptions s on s.id = d.subscription
    where d.attempts = $6 and d.outcome in ('throttled', 'retry-later', 'unreachable') and ${AFTER}
    order by s.subscriber_id, s.id limit $4`,
} as const

const LAST_ID = Number.MAX_SAFE_INTEGER

/** Reads the deliveries of a batch that have no outcome yet: after a crash, that is where it goes on. */
export async function readDueDeliveries(
  db: PostgresConnection,
  { number, siteId, audience }: SendableNotification & { audience: string },
  target: DeliverTarget,
  after: DueCursor | undefined,
  limit: number,
): Promise<DueDelivery[]> {
  const { subscriber, subscription } = after ?? start(target)
  const page = [number, subscriber, subscription, limit]
  const read = async (statement: string, more: unknown[]) =>
    (await db.query(statement, [...page, ...more])).rows as DueDelivery[]

  const { topic, all, ...named } = JSON.parse(audience) as Audience
  if ('attempts' in target) {
    const names = topic !== undefined || all ? null : Object.values(named).flat()
    return read(DUE.toRetry, [target.subscriptions, target.attempts, topic ?? null, names])
  }
  if ('subscribers' in target) return read(DUE.ofSubscribers, [siteId, target.subscribers])
  return topic === undefined
    ? read(DUE.ofAll, [siteId, target.to])
    : read(DUE.ofTopic, [siteId, target.to, topic])
}

function start(target: DeliverTarget): DueCursor {
  // `from` belongs to the batch before: as if its last subscription had been read.
  return 'from' in target
    ? { subscriber: target.from, subscription: LAST_ID }
    : { subscriber: 0, subscription: 0 }
}
