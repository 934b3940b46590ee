import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import { planJob } from '../deliveries/jobs.ts'
import { enqueueJobsWithin } from '../queue/enqueue-jobs.ts'
import {
  assertSameRequest,
  notificationRow,
  siteUnknown,
  topicUnknown,
  type CheckedRequest,
} from './notification-row.ts'

export interface CreateWithinContext {
  siteId: string
  id: string
  now: number
}

/**
 * The same as `createNotification` in an app's open SQLite transaction, on the app's connection: the notification
 * exists if and only if the app commits. Synchronous, because an `await` would let other work of the app slip into
 * the transaction. Throws the same Refusals; what the app wrote before is left to the app.
 */
export function createNotificationWithin(
  db: DatabaseSync,
  checked: CheckedRequest,
  { siteId, id, now }: CreateWithinContext,
): { id: string; replayed: boolean } {
  const existing = findByIdempotencyKey(db, siteId, checked.idempotencyKey)
  if (existing) {
    assertSameRequest(existing, checked)
    return { id: existing.id, replayed: true }
  }
  const site = findSite(db, siteId)
  if (!site) throw siteUnknown(siteId)
  const transactional = isTransactional(db, siteId, checked.request.to.topic)
  const row = notificationRow(checked, { site, transactional, id, now })
  const columns = Object.keys(row)
  const { lastInsertRowid } = db
    .prepare(
      `insert into belfry_notifications (${columns.join(', ')})
       values (${columns.map((column) => `:${column}`).join(', ')})`,
    )
    .run(row as unknown as Record<string, SQLInputValue>)
  enqueueJobsWithin(db, [planJob(row.lane, Number(lastInsertRowid))], now)
  return { id, replayed: false }
}

function findByIdempotencyKey(db: DatabaseSync, siteId: string, key: string | null) {
  if (key === null) return undefined
  return db
    .prepare(
      'select id, request_hash from belfry_notifications where site_id = ? and idempotency_key = ?',
    )
    .get(siteId, key) as { id: string; request_hash: Uint8Array } | undefined
}

function findSite(db: DatabaseSync, siteId: string) {
  const row = db.prepare('select id, url, origins from belfry_sites where id = ?').get(siteId) as
    { id: string; url: string | null; origins: string } | undefined
  return row && { ...row, origins: JSON.parse(row.origins) as string[] }
}

function isTransactional(db: DatabaseSync, siteId: string, topic: string | undefined): boolean {
  if (topic === undefined) return false
  const row = db
    .prepare('select transactional from belfry_topics where site_id = ? and id = ?')
    .get(siteId, topic) as { transactional: number } | undefined
  if (!row) throw topicUnknown(topic)
  return row.transactional === 1
}
