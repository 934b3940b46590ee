import type { Queries } from '../database/database.ts'
import type { NotificationRow, NotificationState } from '../database/schema.ts'
import { resumeJob } from '../deliveries/jobs.ts'
import type { NewJob } from '../queue/queue.ts'
import { Refusal } from '../refusal.ts'
import { updateState } from './notification-store.ts'

/** What may be asked for; `planning` and `done` come by themselves. */
export type AskedState = 'paused' | 'sending' | 'cancelled'

/**
 * Pauses, resumes or cancels, in the transaction `tx`. Asking for what is the case already changes nothing.
 * Throws Refusal `notification-finished`.
 */
export async function changeState(
  tx: Queries,
  row: NotificationRow,
  asked: AskedState,
  enqueue: (tx: Queries, jobs: readonly NewJob[]) => Promise<void>,
): Promise<void> {
  const next = nextState(row, asked)
  if (next === row.state) return
  await updateState(tx, row.number, next)
  // Its parked jobs go on, or find out that there is nothing left to do and let the notification finish.
  if (row.state === 'paused') await enqueue(tx, [resumeJob(row.lane, row.number)])
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
