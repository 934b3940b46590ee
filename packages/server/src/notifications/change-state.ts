import type { Queries } from '../database/database.ts'
import type { NotificationRow, NotificationState } from '../database/schema.ts'
import { resumeJob } from '../deliveries/jobs.ts'
import type { NewJob } from '../queue/queue.ts'
import { Refusal } from '../refusals/refusal.ts'
import { dropParkedJobs, updateState, withdrawFromDigests } from './notification-store.ts'

/** The states that a request may set; `planning` and `done` come by themselves. */
export type AskedState = 'paused' | 'sending' | 'cancelled'

export interface ChangeContext {
  enqueue: (tx: Queries, jobs: readonly NewJob[], now: number) => Promise<void>
  now: number
}

/**
 * Pauses, resumes or cancels, in the transaction `tx`, and returns the state if it is a new one. A request for the
 * present state changes nothing. Throws Refusal `notification-finished`.
 *
 * A cancelled notification has ended, even with jobs in the queue: those find nothing to do when they run. Deliveries
 * under way at this moment are recorded when they end, and counted then. One that is sent, and still waits for the
 * digests of some people, can be cancelled: they do not get it.
 */
export async function changeState(
  tx: Queries,
  row: NotificationRow,
  asked: AskedState,
  { enqueue, now }: ChangeContext,
): Promise<NotificationState | undefined> {
  const isWithdrawn = row.state === 'done' && asked === 'cancelled' && (await withdrawFromDigests(tx, row.number))
  if (isWithdrawn) return 'cancelled'
  const next = nextState(row, asked)
  if (next === row.state) return undefined
  const change = next === 'cancelled' ? { state: next, finished_at: now } : { state: next }
  if (!(await updateState(tx, row.number, change))) throw finished('it has ended meanwhile')
  if (next === 'cancelled') await dropParkedJobs(tx, row.number)
  else if (row.state === 'paused') await enqueue(tx, [resumeJob(row.lane, row.number)], now)
  return next
}

function nextState({ state, planned_at }: NotificationRow, asked: AskedState): NotificationState {
  switch (state) {
    case 'done':
      throw finished('it is sent already')
    case 'cancelled':
      if (asked === 'cancelled') return state
      throw finished('it was cancelled')
    case 'paused':
      if (asked !== 'sending') return asked
      return planned_at === null ? 'planning' : 'sending'
    case 'planning':
    case 'sending':
      return asked === 'sending' ? state : asked
  }
}

function finished(why: string): Refusal {
  return new Refusal('notification-finished', `the notification cannot be changed: ${why}`, {
    field: 'state',
  })
}
