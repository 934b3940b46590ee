import type { PostgresConnection } from '../../database/open-postgres.ts'
import type { NotificationState } from '../../database/schema.ts'
import type { FinishedNotification } from '../delivery-store.ts'

interface JobsRow {
  id: string
  site_id: string
  jobs_open: number
  finished_at: number | null
}

/**
 * Counts jobs in and out; the last one out finishes the notification, unless it was cancelled; it is returned then. Call it last in the
 * transaction of what is counted: it takes the lock under which the last one sees what all the others have written.
 */
export async function changeJobs(
  tx: PostgresConnection,
  notification: number,
  by: number,
  now: number,
): Promise<FinishedNotification | undefined> {
  const { rows } = await tx.query(
    `update belfry.notifications set jobs_open = jobs_open + $2 where number = $1
     returning id, site_id, jobs_open, finished_at`,
    [notification, by],
  )
  return finishIfLast(tx, notification, rows[0] as JobsRow | undefined, now)
}

// The plan counted who was there; people came and went since. In the end the outcomes say how many there were.
async function finishIfLast(
  tx: PostgresConnection,
  notification: number,
  row: JobsRow | undefined,
  now: number,
): Promise<FinishedNotification | undefined> {
  if (row === undefined || row.jobs_open > 0 || row.finished_at !== null) return undefined
  const outcomes = await readCounts(tx, notification)
  const audience = sum(outcomes)
  await tx.query(
    "update belfry.notifications set state = 'done', finished_at = $2, audience_size = $3 where number = $1",
    [notification, now, audience],
  )
  return { id: row.id, siteId: row.site_id, state: 'done', audience, outcomes }
}

async function readCounts(
  tx: PostgresConnection,
  notification: number,
): Promise<Record<string, number>> {
  const { rows } = await tx.query(
    'select outcome, count from belfry.delivery_counts where notification = $1 and count > 0',
    [notification],
  )
  return Object.fromEntries(
    (rows as { outcome: string; count: number }[]).map(({ outcome, count }) => [outcome, count]),
  )
}

/** What a slice of a plan adds to its notification. */
export interface AddedBatches {
  cursor: number
  jobs: number
  audience: number
}

export async function addBatches(
  tx: PostgresConnection,
  notification: number,
  { cursor, jobs, audience }: AddedBatches,
): Promise<void> {
  await tx.query(
    `update belfry.notifications
     set plan_cursor = $2, jobs_open = jobs_open + $3, audience_size = audience_size + $4 where number = $1`,
    [notification, cursor, jobs, audience],
  )
}

/** The same for the last slice, which the job of planning ends with. Last in its transaction, like `changeJobs`. */
export async function finishPlan(
  tx: PostgresConnection,
  notification: number,
  { cursor, jobs, audience }: AddedBatches,
  now: number,
): Promise<FinishedNotification | undefined> {
  const { rows } = await tx.query(
    `update belfry.notifications
     set plan_cursor = $2, jobs_open = jobs_open + $3 - 1, audience_size = audience_size + $4,
       planned_at = $5, state = case state when 'planning' then 'sending' else state end
     where number = $1
     returning id, site_id, jobs_open, finished_at`,
    [notification, cursor, jobs, audience, now],
  )
  return finishIfLast(tx, notification, rows[0] as JobsRow | undefined, now)
}

export async function statesOf(
  db: PostgresConnection,
  numbers: readonly number[],
): Promise<Map<number, NotificationState>> {
  const { rows } = await db.query(
    'select number, state from belfry.notifications where number = any($1::bigint[])',
    [[...numbers]],
  )
  return new Map(
    (rows as { number: number; state: NotificationState }[]).map(({ number, state }) => [
      number,
      state,
    ]),
  )
}

function sum(counts: Record<string, number>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0)
}
