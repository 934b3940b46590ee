import { byKind, kindOf } from '../../audiences/audience.ts'
import { statement, type StatementRunner, type StatementValues } from '../../database/statement.ts'
import { deviceCodeOf } from '../../subscriptions/device.ts'
import { inColumns, ofColumns, ofRow } from './due-columns.ts'
import { PENDING_OUTCOMES, type DueCursor, type DueDelivery, type SendableNotification } from '../delivery-store.ts'
import type { DeliverTarget } from '../jobs.ts'

// In the order of due-columns.ts.
const COLUMNS_BUT_STATUS = 's.id, s.subscriber_id, s.endpoint, s.p256dh, s.auth, s.vapid_key_id, s.push_service'
const DEVICE = deviceCodeOf('s')
const FRESH = `${COLUMNS_BUT_STATUS}, s.status, 0 as attempts, null as previous,
  ${DEVICE} as device`
// Not a cursor in the batch's row: outcomes arrive in any order, and only recorded rows are certain. And not "not
// exists", which PostgreSQL's planner may turn into a join: it has no statistics for a notification younger than the
// last ANALYZE, estimates one row for its deliveries and reads all of them for each of ours (115 ms a batch of 500 at
// 30,000 deliveries, growing with them; this way 2 ms).
const WITHOUT_OUTCOME = `(
  select true from belfry.deliveries d where d.notification = :notification and d.subscription = s.id) is null`
const PENDING = PENDING_OUTCOMES.map((outcome) => `'${outcome}'`).join(', ')
const AFTER = '(s.subscriber_id > :subscriber or (s.subscriber_id = :subscriber and s.id > :subscription))'

// A person who signs out between two attempts, or turns the topic off, gets no more: on a shared device the next
// attempt would show one person's notification to another.
const toRetry = (stillIn: string, from: string) => `
  select ${COLUMNS_BUT_STATUS}, case when ${stillIn} then s.status else 'left' end as status,
    d.attempts, d.outcome as previous, ${DEVICE} as device
  from ${from}
  where d.attempts = :attempts and d.outcome in (${PENDING}) and ${AFTER}
  order by s.subscriber_id, s.id limit :limit`

const due = (text: string, forSqlite = text) => statement(inColumns(text), forSqlite)

/** The hot reads, for EXPLAIN in the tests as well. */
export const DUE = {
  inRange: byKind(({ batches }) => {
    if (batches.by !== 'range') return undefined
    const { from, where, subscriber } = batches.members
    // Two bounds, because an index is walked from a single one.
    return due(`
      select ${FRESH} from ${from}
      where ${where} and ${subscriber} >= :subscriber and ${subscriber} <= :to and ${AFTER} and ${WITHOUT_OUTCOME}
      order by ${subscriber}, s.id limit :limit`)
  }),
  ofSubscribers: due(`
    select ${FRESH} from belfry.subscriptions s
    where s.site_id = :site and s.status = 'active' and s.subscriber_id = any(:ids::bigint[])
      and ${AFTER} and ${WITHOUT_OUTCOME}
    order by s.subscriber_id, s.id limit :limit`),
  toRetry: byKind(({ stillIn }) =>
    due(
      toRetry(
        stillIn,
        `unnest(:ids::bigint[]) as target (subscription)
         cross join lateral (
           select * from belfry.deliveries
           where notification = :notification and subscription = target.subscription
           offset 0 -- one look into the index each, for the same reason
         ) d
         join belfry.subscriptions s on s.id = d.subscription`,
      ),
      toRetry(
        stillIn,
        // Cross joins, whose order SQLite keeps: otherwise it would begin with all deliveries of the notification.
        `json_each(:ids) target
         cross join belfry.deliveries d on d.notification = :notification and d.subscription = target.value
         cross join belfry.subscriptions s on s.id = d.subscription`,
      ),
    ),
  ),
} as const

const LAST_ID = Number.MAX_SAFE_INTEGER

/** Reads the deliveries of a batch that have no outcome yet: a batch continues there after a crash. */
export async function readDueDeliveries<Tx>(
  { dialect, run, table }: StatementRunner<Tx>,
  tx: Tx,
  { number: notification, siteId: site, audience }: SendableNotification,
  target: DeliverTarget,
  after: DueCursor | undefined,
  limit: number,
): Promise<DueDelivery[]> {
  const value = kindOf(audience).parameter(audience.value)
  const page = { notification, site, value, ...(after ?? start(target)), limit }
  const [hot, values] = statementFor(audience.kind, target)
  if (dialect === 'postgres') return ofColumns((await run(tx, hot, { ...page, ...values })).rows[0] as object)
  return (await table(tx, hot, { ...page, ...values })).map(ofRow)
}

function statementFor(kind: keyof typeof DUE.toRetry, target: DeliverTarget) {
  if ('attempts' in target) {
    return [DUE.toRetry[kind], { ids: target.subscriptions, attempts: target.attempts }] as const
  }
  if ('subscribers' in target) return [DUE.ofSubscribers, { ids: target.subscribers }] as const
  const inRange = DUE.inRange[kind]
  if (inRange === undefined) throw new Error(`an audience of the kind ${kind} has no ranges of subscribers`)
  return [inRange, { to: target.to }] satisfies [unknown, StatementValues]
}

function start(target: DeliverTarget): DueCursor {
  // `from` belongs to the previous batch: as if its last subscription had been read.
  return 'from' in target ? { subscriber: target.from, subscription: LAST_ID } : { subscriber: 0, subscription: 0 }
}
