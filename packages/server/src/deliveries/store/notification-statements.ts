import type { NotificationState } from '../../database/schema.ts'
import { keep, statement } from '../../database/statement.ts'
import type { Subject } from '../../statistics/rollup/rollup.ts'
import { SUBJECTS } from '../../statistics/rollup/subjects.ts'
import type { SendableNotification } from '../delivery-store.ts'

/** A notification for the store. */
export interface NotificationRecord extends SendableNotification {
  planCursor: number
  audienceSize: number
}

/** The same as stored, its audience unparsed. */
export type NotificationRow = Omit<NotificationRecord, 'audience'> & { audience: string }

/** Its counters after a change. */
export interface ProgressRow {
  id: string
  siteId: string
  jobsOpen: number
  finishedAt: number | null
}

export interface StateRow {
  number: number
  state: NotificationState
}

/** What its outcomes add to. */
export interface SubjectRow extends StateRow, Subject {}

const COLUMNS = `number, id, site_id as "siteId", lane, state, payload, collapse_key as "collapseKey",
  urgency, audience, trace,
  plan_cursor as "planCursor", audience_size as "audienceSize", created_at as "createdAt", expires_at as "expiresAt"`
const PROGRESS = 'id, site_id as "siteId", jobs_open as "jobsOpen", finished_at as "finishedAt"'

/** The statements for a notification's own row. */
export const NOTIFICATION = {
  find: statement(`select ${COLUMNS} from belfry.notifications where number = :number`),
  // Keeps others from changing the row, and lets them refer to it.
  findLocked: statement(`select ${COLUMNS} from belfry.notifications where number = :number for no key update`),
  states: statement('select number, state from belfry.notifications where number = any(:numbers::bigint[])'),
  subjects: SUBJECTS,
  stateLocked: statement('select state from belfry.notifications where number = :number for no key update'),
  /** Last in its transaction: it takes the lock under which the last job sees the writes of all others. */
  changeJobs: keep(
    statement(
      `update belfry.notifications set jobs_open = jobs_open + :by where number = :number returning ${PROGRESS}`,
    ),
  ),
  addBatches: statement(`
    update belfry.notifications
    set plan_cursor = :cursor, jobs_open = jobs_open + :jobs, audience_size = audience_size + :audience
    where number = :number`),
  /** The same for the last slice, which ends the plan job; last in its transaction as well. */
  finishPlan: statement(`
    update belfry.notifications
    set plan_cursor = :cursor, jobs_open = jobs_open + :jobs - 1, audience_size = audience_size + :audience,
      planned_at = :now, state = case state when 'planning' then 'sending' else state end
    where number = :number returning ${PROGRESS}`),
  outcomes: statement('select outcome, count from belfry.delivery_counts where notification = :number and count > 0'),
  finish: statement(`
    update belfry.notifications set state = 'done', finished_at = :now, audience_size = :audience
    where number = :number`),
} as const

/** Jobs of a paused notification. */
export const PARKED = {
  add: statement(
    'insert into belfry.parked_jobs (notification, lane, kind, payload) values (:notification, :lane, :kind, :payload)',
  ),
  takeNext: statement(`
    delete from belfry.parked_jobs where id in (
      select id from belfry.parked_jobs where notification = :notification order by id limit :limit)
    returning id, lane, kind, payload`),
} as const
