import { parseAudience } from '../../audiences/audience.ts'
import type { NotificationState } from '../../database/schema.ts'
import type { Statement } from '../../database/statement.ts'
import type { FinishedNotification } from '../delivery-store.ts'
import {
  NOTIFICATION,
  type NotificationRecord,
  type NotificationRow,
  type ProgressRow,
  type StateRow,
  type SubjectRow,
} from './notification-statements.ts'
import type { StoreContext } from './store-context.ts'

/** Throws AudienceError. */
export async function findNotification<Tx>(
  tx: Tx,
  number: number,
  { run }: Pick<StoreContext<Tx>, 'run'>,
  find: Statement = NOTIFICATION.find,
): Promise<NotificationRecord | undefined> {
  const [row] = (await run(tx, find, { number })).rows as NotificationRow[]
  // A row of SQLite is a dictionary to V8, and this object is read many times for each message.
  return row && { ...row, audience: parseAudience(row.audience) }
}

export async function statesOf<Tx>(
  tx: Tx,
  numbers: readonly number[],
  { run }: Pick<StoreContext<Tx>, 'run'>,
): Promise<Map<number, NotificationState>> {
  if (numbers.length === 0) return new Map()
  const { rows } = await run(tx, NOTIFICATION.states, { numbers })
  return new Map((rows as StateRow[]).map(({ number, state }) => [number, state]))
}

/** Those of the notifications that still exist. */
export async function subjectsOf<Tx>(
  tx: Tx,
  numbers: readonly number[],
  { run }: Pick<StoreContext<Tx>, 'run'>,
): Promise<Map<number, SubjectRow>> {
  if (numbers.length === 0) return new Map()
  const { rows } = await run(tx, NOTIFICATION.subjects, { numbers })
  return new Map((rows as SubjectRow[]).map((row) => [row.number, row]))
}

/** Keeps others from changing it until the transaction ends. */
export async function isPaused<Tx>(tx: Tx, number: number, { run }: Pick<StoreContext<Tx>, 'run'>): Promise<boolean> {
  const { rows } = await run(tx, NOTIFICATION.stateLocked, { number })
  return (rows as Pick<StateRow, 'state'>[])[0]?.state === 'paused'
}

/** Counts jobs in and out; the last one out finishes the notification, unless it was cancelled; it is returned then. */
export async function changeJobs<Tx>(
  tx: Tx,
  number: number,
  by: number,
  context: StoreContext<Tx>,
): Promise<FinishedNotification | undefined> {
  const { rows } = await context.run(tx, NOTIFICATION.changeJobs, { number, by })
  return finishIfLast(tx, number, rows as ProgressRow[], context)
}

/** The change that a slice of a plan makes to its notification. */
export interface AddedBatches {
  cursor: number
  jobs: number
  audience: number
}

/** Adds the last slice, and counts the plan job out. */
export async function finishPlan<Tx>(
  tx: Tx,
  number: number,
  added: AddedBatches,
  context: StoreContext<Tx>,
): Promise<FinishedNotification | undefined> {
  const { rows } = await context.run(tx, NOTIFICATION.finishPlan, { number, ...added, now: context.now() })
  return finishIfLast(tx, number, rows as ProgressRow[], context)
}

// The plan counted the subscriptions of its time, which change. In the end the outcomes are the count.
async function finishIfLast<Tx>(
  tx: Tx,
  number: number,
  [row]: readonly ProgressRow[],
  { run, now }: StoreContext<Tx>,
): Promise<FinishedNotification | undefined> {
  if (row === undefined || row.jobsOpen > 0 || row.finishedAt !== null) return undefined
  const counts = (await run(tx, NOTIFICATION.outcomes, { number })).rows as { outcome: string; count: number }[]
  const outcomes = Object.fromEntries(counts.map(({ outcome, count }) => [outcome, count]))
  const audience = counts.reduce((sum, { count }) => sum + count, 0)
  await run(tx, NOTIFICATION.finish, { number, now: now(), audience })
  return { id: row.id, siteId: row.siteId, state: 'done', audience, outcomes }
}
