import type { Queries } from '../../database/database.ts'
import type { DeadJob } from '../../queue/dead-jobs.ts'
import type { FinishedNotification } from '../delivery-store.ts'
import { notificationOf, planKind, resumeKind } from '../jobs.ts'

/**
 * Settles discarded jobs, in the transaction that took them out of the queue: their notifications do not wait for them,
 * and end when these were their last ones.
 */
export async function leaveOut(tx: Queries, jobs: readonly DeadJob[], now: number): Promise<FinishedNotification[]> {
  const finished: FinishedNotification[] = []
  const byNotification = Map.groupBy(jobs, notificationOf)
  // In one order, like the workers, to avoid deadlocks.
  for (const [number, own] of [...byNotification].toSorted(([a], [b]) => a - b)) {
    let gone = own.filter(({ kind }) => kind !== resumeKind.name).length
    if (own.some(({ kind }) => kind === planKind.name)) await markPlanned(tx, number, now)
    // This job would have put the parked ones back, which are counted instead of it.
    if (own.some(({ kind }) => kind === resumeKind.name)) gone += await dropParked(tx, number)
    const one = await countOut(tx, number, gone, now)
    if (one !== undefined) finished.push(one)
  }
  return finished
}

async function markPlanned(tx: Queries, number: number, now: number): Promise<void> {
  await tx
    .updateTable('belfry_notifications')
    .set({ planned_at: now })
    .where('number', '=', number)
    .where('planned_at', 'is', null)
    .execute()
  await tx
    .updateTable('belfry_notifications')
    .set({ state: 'sending' })
    .where('number', '=', number)
    .where('state', '=', 'planning')
    .execute()
}

async function dropParked(tx: Queries, number: number): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('belfry_parked_jobs')
    .where('notification', '=', number)
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}

async function countOut(
  tx: Queries,
  number: number,
  gone: number,
  now: number,
): Promise<FinishedNotification | undefined> {
  const row = await tx
    .updateTable('belfry_notifications')
    .set(({ eb }) => ({ jobs_open: eb('jobs_open', '-', gone) }))
    .where('number', '=', number)
    .returning(['id', 'site_id', 'jobs_open', 'finished_at'])
    .executeTakeFirst()
  if (row === undefined || row.jobs_open > 0 || row.finished_at !== null) return undefined
  const counts = await tx
    .selectFrom('belfry_delivery_counts')
    .select(['outcome', 'count'])
    .where('notification', '=', number)
    .where('count', '>', 0)
    .execute()
  const outcomes = Object.fromEntries(counts.map(({ outcome, count }) => [outcome, count]))
  const audience = counts.reduce((sum, { count }) => sum + count, 0)
  await tx
    .updateTable('belfry_notifications')
    .set({ state: 'done', finished_at: now, audience_size: audience })
    .where('number', '=', number)
    .execute()
  return { id: row.id, siteId: row.site_id, state: 'done', audience, outcomes }
}
