import type { DatabaseSync } from 'node:sqlite'
import type { NotificationState } from '../../database/schema.ts'
import type { FinishedNotification } from '../delivery-store.ts'

export interface NotificationProgress {
  /** Counts jobs in and out; the last one out finishes the notification, unless it was cancelled; it is returned then. */
  changeJobs(notification: number, by: number, now: number): FinishedNotification | undefined
  addBatches(
    notification: number,
    planned: { cursor: number; jobs: number; audience: number },
  ): void
  markPlanned(notification: number, now: number): void
  stateOf(notification: number): NotificationState | undefined
}

interface JobsRow {
  id: string
  site_id: string
  jobs_open: number
  finished_at: number | null
}

/** The marks of progress in a notification's row; call them in the transaction of what they count. */
export function notificationProgress(db: DatabaseSync): NotificationProgress {
  const change = db.prepare(
    `update belfry_notifications set jobs_open = jobs_open + ? where number = ?
     returning id, site_id, jobs_open, finished_at`,
  )
  const advance = db.prepare(
    `update belfry_notifications set plan_cursor = ?, jobs_open = jobs_open + ?, audience_size = audience_size + ?
     where number = ?`,
  )
  const plan = db.prepare(
    `update belfry_notifications
     set planned_at = ?, state = case state when 'planning' then 'sending' else state end where number = ?`,
  )
  const state = db.prepare('select state from belfry_notifications where number = ?')
  const finish = db.prepare(
    "update belfry_notifications set state = 'done', finished_at = ?, audience_size = ? where number = ?",
  )
  const countsOf = db.prepare(
    'select outcome, count from belfry_delivery_counts where notification = ? and count > 0',
  )

  // The plan counted who was there; people came and went since. In the end the outcomes say how many there were.
  function close(notification: number, row: JobsRow, now: number): FinishedNotification {
    const outcomes = readCounts(notification)
    const audience = sum(outcomes)
    finish.run(now, audience, notification)
    return { id: row.id, siteId: row.site_id, state: 'done', audience, outcomes }
  }

  function readCounts(notification: number): Record<string, number> {
    const rows = countsOf.all(notification) as unknown as { outcome: string; count: number }[]
    return Object.fromEntries(rows.map(({ outcome, count }) => [outcome, count]))
  }

  return {
    changeJobs(notification, by, now) {
      const row = change.get(by, notification) as unknown as JobsRow | undefined
      if (row === undefined || row.jobs_open > 0 || row.finished_at !== null) return undefined
      return close(notification, row, now)
    },
    addBatches(notification, { cursor, jobs, audience }) {
      advance.run(cursor, jobs, audience, notification)
    },
    markPlanned: (notification, now) => void plan.run(now, notification),
    stateOf: (notification) =>
      (state.get(notification) as { state: NotificationState } | undefined)?.state,
  }
}

function sum(counts: Record<string, number>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0)
}
