import { sql } from 'kysely'
import type { Database, Queries } from '../database/database.ts'
import type { NotificationRow } from '../database/schema.ts'
import { planJob } from '../deliveries/jobs.ts'
import type { NewJob } from '../queue/queue.ts'
import { parseInput } from '../refusal.ts'
import { findSite } from '../sites/site-store.ts'
import { buildPayload } from './payload.ts'
import { notificationSchema } from './schema.ts'

export interface RequestedContext {
  enqueue: (tx: Queries, jobs: readonly NewJob[], now: number) => Promise<void>
  /** A request that the SQL function let pass cannot be sent; it is cancelled. `error` is a Refusal, or a surprise. */
  refused: (notification: string, error: unknown) => void
  now: () => number
}

const AT_ONCE = 100

/**
 * Makes the payloads and plan jobs of notifications that were requested by the SQL function belfry.notify(), and answers
 * with how many. Several processes share them out.
 */
export async function acceptRequested(
  database: Database,
  context: RequestedContext,
): Promise<number> {
  return database.transaction(async (tx) => {
    const { rows } = await sql<NotificationRow>`
      select * from belfry.notifications where payload = '' and state <> 'cancelled'
      order by number limit ${AT_ONCE} for no key update skip locked`.execute(tx)
    for (const row of rows) await accept(tx, row, context)
    return rows.length
  })
}

async function accept(
  tx: Queries,
  row: NotificationRow,
  { enqueue, refused, now }: RequestedContext,
): Promise<void> {
  const change = (columns: { payload: string } | { state: 'cancelled'; finished_at: number }) =>
    tx.updateTable('belfry_notifications').set(columns).where('number', '=', row.number).execute()
  const site = await findSite(tx, row.site_id)
  if (site === undefined) return
  let payload: string
  try {
    const { id, created_at: createdAt } = row
    payload = buildPayload(requestOf(row), { id, site, createdAt })
  } catch (error) {
    // Whatever it is, it would be so again each second, and all who came later would wait behind it.
    refused(row.id, error)
    await change({ state: 'cancelled', finished_at: now() })
    return
  }
  await change({ payload })
  await enqueue(tx, [planJob(row.lane, row.number)], now())
}

function requestOf({
  audience,
  content,
  urgency,
  privacy,
  created_at,
  expires_at,
}: NotificationRow) {
  return parseInput(notificationSchema, {
    ...(JSON.parse(content) as object),
    to: JSON.parse(audience) as unknown,
    urgency,
    privacy,
    ttl: (expires_at - created_at) / 1000,
  })
}
