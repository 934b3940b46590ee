import type { Queries } from '../database/database.ts'
import type { NotificationRow } from '../database/schema.ts'
import { planJob } from '../deliveries/jobs.ts'
import type { NewJob } from '../queue/queue.ts'
import { findSite } from '../sites/site-store.ts'
import {
  assertSameRequest,
  notificationRow,
  siteUnknown,
  topicUnknown,
  type CheckedRequest,
} from './notification-row.ts'

export interface CreatedNotification {
  row: NotificationRow
  /** True when the same request came with the same idempotency key before. */
  replayed: boolean
}

export interface CreateContext {
  siteId: string
  id: string
  now: number
  enqueue: (tx: Queries, jobs: readonly NewJob[], now: number) => Promise<void>
}

/**
 * Writes a notification and the job that plans it, in the transaction `tx`: both exist or neither.
 * Throws Refusal `site-unknown`, `topic-unknown`, `idempotency-key-reused`, or whatever the payload is refused for.
 */
export async function createNotification(
  tx: Queries,
  checked: CheckedRequest,
  { siteId, id, now, enqueue }: CreateContext,
): Promise<CreatedNotification> {
  const existing = await findByIdempotencyKey(tx, siteId, checked.idempotencyKey)
  if (existing) return replay(existing, checked)

  const site = await findSite(tx, siteId)
  if (!site) throw siteUnknown(siteId)
  const transactional = await isTransactional(tx, siteId, checked.request.to.topic)
  const row = await tx
    .insertInto('belfry_notifications')
    .values(notificationRow(checked, { site, transactional, id, now }))
    // Two requests with one key at the same moment, where the database lets both write.
    .onConflict((conflict) => conflict.columns(['site_id', 'idempotency_key']).doNothing())
    .returningAll()
    .executeTakeFirst()
  if (!row) {
    const winner = await findByIdempotencyKey(tx, siteId, checked.idempotencyKey)
    if (winner) return replay(winner, checked)
    throw new Error('a notification was neither written nor there before')
  }
  await enqueue(tx, [planJob(row.lane, row.number)], now)
  return { row, replayed: false }
}

function replay(row: NotificationRow, checked: CheckedRequest): CreatedNotification {
  assertSameRequest(row, checked)
  return { row, replayed: true }
}

async function findByIdempotencyKey(
  tx: Queries,
  siteId: string,
  key: string | null,
): Promise<NotificationRow | undefined> {
  if (key === null) return undefined
  return tx
    .selectFrom('belfry_notifications')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('idempotency_key', '=', key)
    .executeTakeFirst()
}

async function isTransactional(
  tx: Queries,
  siteId: string,
  topic: string | undefined,
): Promise<boolean> {
  if (topic === undefined) return false
  const row = await tx
    .selectFrom('belfry_topics')
    .select('transactional')
    .where('site_id', '=', siteId)
    .where('id', '=', topic)
    .executeTakeFirst()
  if (!row) throw topicUnknown(topic)
  return row.transactional === 1
}
