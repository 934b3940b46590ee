import type { PostgresConnection } from '../database/open-postgres.ts'
import type { NotificationState } from '../database/schema.ts'
import { PENDING_OUTCOMES, type FinishedNotification } from './delivery-store.ts'

interface JobsRow {
  id: string
  site_id: string
  state: NotificationState
  jobs_open: number
  audience_size: number
  finished_at: number | null
}

/**
 * Counts jobs in and out; the last one out finishes the notification, which is returned then. Call it last in the
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
     returning id, site_id, state, jobs_open, audience_size, finished_at`,
    [notification, by],
  )
  const row = rows[0] as JobsRow | undefined
  if (row === undefined || row.jobs_open > 0 || row.finished_at !== null) return undefined
  return finish(tx, notification, row, now)
}

// The plan counted who was there; people came and went since. In the end the outcomes say how many there were.
async function finish(
  tx: PostgresConnection,
  notification: number,
  row: JobsRow,
  now: number,
): Promise<FinishedNotification> {
  const cancelled = row.state === 'cancelled'
  if (cancelled) {
    await tx.query(
      'delete from belfry.delivery_counts where notification = $1 and outcome = any($2::text[])',
      [notification, [...PENDING_OUTCOMES]],
    )
    const skipped = row.audience_size - sum(await readCounts(tx, notification))
    if (skipped > 0) {
      await tx.query(
        `insert into belfry.delivery_counts (notification, outcome, count) values ($1, 'skipped', $2)
         on conflict (notification, outcome) do update set count = delivery_counts.count + excluded.count`,
        [notification, skipped],
      )
    }
  }
  const outcomes = await readCounts(tx, notification)
  const audience = sum(outcomes)
  const end = cancelled ? 'cancelled' : 'done'
  await tx.query(
    'update belfry.notifications set state = $2, finished_at = $3, audience_size = $4 where number = $1',
    [notification, end, now, audience],
  )
  return { id: row.id, siteId: row.site_id, state: end, audience, outcomes }
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

export async function addBatches(
  tx: PostgresConnection,
  notification: number,
  { cursor, jobs, audience }: { cursor: number; jobs: number; audience: number },
): Promise<void> {
  await tx.query(
    `update belfry.notifications
     set plan_cursor = $2, jobs_open = jobs_open + $3, audience_size = audience_size + $4 where number = $1`,
    [notification, cursor, jobs, audience],
  )
}

export async function markPlanned(
  tx: PostgresConnection,
  notification: number,
  now: number,
): Promise<void> {
  await tx.query(
    `update belfry.notifications
     set planned_at = $2, state = case state when 'planning' then 'sending' else state end where number = $1`,
    [notification, now],
  )
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
