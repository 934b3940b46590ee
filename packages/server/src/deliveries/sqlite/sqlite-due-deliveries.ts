import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { DueCursor, DueDelivery, SendableNotification } from '../delivery-store.ts'
import type { DeliverTarget } from '../jobs.ts'

/** Reads the deliveries of a batch that have no outcome yet: after a crash, that is where it goes on. */
export type ReadDueDeliveries = (
  notification: SendableNotification & { audience: string },
  target: DeliverTarget,
  after: DueCursor | undefined,
  limit: number,
) => DueDelivery[]

type Audience = { topic?: string; all?: true; subscriber?: string; subscribers?: string[] }

// In the order of `Row`.
const COLUMNS_BUT_STATUS =
  's.id, s.subscriber_id, s.endpoint, s.p256dh, s.auth, s.vapid_key_id, s.push_service'
const COLUMNS = `${COLUMNS_BUT_STATUS}, s.status`
// Not a cursor in the batch's row: outcomes arrive in any order, and what is written down is what was sent.
const WITHOUT_OUTCOME = `not exists (
  select 1 from belfry_deliveries d where d.notification = :notification and d.subscription = s.id)`
// Two steps because the planner walks an index from a single lower bound.
const AFTER = '(s.subscriber_id > :subscriber or s.id > :subscription)'

// A preference that was turned off since the batch was planned counts, so it is read now.
const OF_A_TOPIC = `
  select ${COLUMNS}, 0 as attempts, null as previous
  from belfry_preferences p
  join belfry_subscriptions s
    on s.site_id = p.site_id and s.status = 'active' and s.subscriber_id = p.subscriber_id
  where p.site_id = :site and p.topic_id = :topic and p.enabled = 1
    and p.subscriber_id >= :subscriber and p.subscriber_id <= :to
    and ${AFTER} and ${WITHOUT_OUTCOME}
  order by p.subscriber_id, s.id limit :limit`

const OF_ALL = `
  select ${COLUMNS}, 0 as attempts, null as previous
  from belfry_subscriptions s
  where s.site_id = :site and s.status = 'active'
    and s.subscriber_id >= :subscriber and s.subscriber_id <= :to
    and ${AFTER} and ${WITHOUT_OUTCOME}
  order by s.subscriber_id, s.id limit :limit`

const OF_SUBSCRIBERS = `
  select ${COLUMNS}, 0 as attempts, null as previous
  from json_each(:ids) wanted
  join belfry_subscriptions s
    on s.site_id = :site and s.status = 'active' and s.subscriber_id = wanted.value
  where s.subscriber_id >= :subscriber and ${AFTER} and ${WITHOUT_OUTCOME}
  order by s.subscriber_id, s.id limit :limit`

// Who signs out between two attempts, or turns the topic off, is to get no more: on a shared device the next attempt
// would show one person's notification to another.
const IN_AUDIENCE = `
  (:topic is null or exists (
    select 1 from belfry_preferences p
    where p.site_id = s.site_id and p.topic_id = :topic and p.subscriber_id = s.subscriber_id and p.enabled = 1))
  and (:names is null or exists (
    select 1 from belfry_subscribers u
    where u.id = s.subscriber_id and u.external_id in (select value from json_each(:names))))`
const TO_RETRY = `
  select ${COLUMNS_BUT_STATUS}, case when ${IN_AUDIENCE} then s.status else 'left' end as status,
    d.attempts, d.outcome as previous
  from json_each(:ids) wanted
  join belfry_deliveries d on d.notification = :notification and d.subscription = wanted.value
  join belfry_subscriptions s on s.id = d.subscription
  where d.attempts = :attempts and d.outcome in ('throttled', 'retry-later', 'unreachable')
    and s.subscriber_id >= :subscriber and ${AFTER}
  order by s.subscriber_id, s.id limit :limit`

const LAST_ID = Number.MAX_SAFE_INTEGER

export function readDueDeliveries(db: DatabaseSync): ReadDueDeliveries {
  const ofTopic = db.prepare(OF_A_TOPIC)
  const ofAll = db.prepare(OF_ALL)
  const ofSubscribers = db.prepare(OF_SUBSCRIBERS)
  const toRetry = db.prepare(TO_RETRY)
  for (const statement of [ofTopic, ofAll, ofSubscribers, toRetry]) statement.setReturnArrays(true)
  const rows = (statement: StatementSync, values: Record<string, string | number | null>) =>
    (statement.all(values) as unknown as Row[]).map(toDueDelivery)

  return ({ number: notification, siteId: site, audience }, target, after, limit) => {
    const { topic, all, ...named } = JSON.parse(audience) as Audience
    const { subscriber, subscription } = after ?? start(target)
    const page = { notification, subscriber, subscription, limit }
    if ('attempts' in target) {
      const ids = JSON.stringify(target.subscriptions)
      const names = topic !== undefined || all ? null : JSON.stringify(Object.values(named).flat())
      return rows(toRetry, { ...page, ids, names, topic: topic ?? null, attempts: target.attempts })
    }
    if ('subscribers' in target) {
      return rows(ofSubscribers, { ...page, site, ids: JSON.stringify(target.subscribers) })
    }
    return topic === undefined
      ? rows(ofAll, { ...page, site, to: target.to })
      : rows(ofTopic, { ...page, site, topic, to: target.to })
  }
}

type Row = [
  subscription: number,
  subscriber: number,
  endpoint: string,
  p256dh: Uint8Array,
  auth: Uint8Array,
  vapidKeyId: string,
  service: string,
  status: DueDelivery['status'],
  attempts: number,
  previous: DueDelivery['previous'],
]

// The objects that node:sqlite makes of rows are dictionaries to V8: slow to read, here a dozen times a message, and
// four times as large for the garbage collector, which has to copy all that wait in memory.
function toDueDelivery(row: Row): DueDelivery {
  const [subscription, subscriber, endpoint, p256dh, auth, vapidKeyId, service, status] = row
  return {
    subscription,
    subscriber,
    endpoint,
    p256dh,
    auth,
    vapidKeyId,
    service,
    status,
    attempts: row[8],
    previous: row[9],
  }
}

function start(target: DeliverTarget): DueCursor {
  // `from` belongs to the batch before: as if its last subscription had been read.
  return 'from' in target
    ? { subscriber: target.from, subscription: LAST_ID }
    : { subscriber: 0, subscription: 0 }
}
