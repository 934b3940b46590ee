import type { Lane } from '../../database/schema.ts'
import { parseStored, storedObject } from '../../database/stored-json.ts'
import type { Job } from '../../queue/queue.ts'
import { PARKED } from './notification-statements.ts'
import { isPaused } from './notification-progress.ts'
import type { StoreContext } from './store-context.ts'

// During a slice others wait for the row of the notification: to pause it, or to count their outcomes.
const JOBS_IN_A_SLICE = 500

/** Takes a job of a paused notification out of the queue, until it is resumed. */
export async function parkJob<Tx>(
  tx: Tx,
  job: Job,
  notification: number,
  { run, jobs }: StoreContext<Tx>,
): Promise<void> {
  if (!(await jobs.complete(tx, job))) return
  const { lane, kind, payload } = job
  await run(tx, PARKED.add, { notification, lane, kind, payload: JSON.stringify(payload) })
}

/** Puts the next few parked jobs back; `all` when those were all, and the job that does so is done. */
export async function resumeSlice<Tx>(
  tx: Tx,
  job: Job,
  { notification, turn: given }: { notification: number; turn: number | undefined },
  context: StoreContext<Tx>,
): Promise<{ all: boolean; turn: number }> {
  const { run, jobs } = context
  const waits = await isPaused(tx, notification, context) // again, since somebody resumed it
  let turn = given ?? (await jobs.turn(tx, job.lane))
  if (!waits) {
    const { rows } = await run(tx, PARKED.takeNext, { notification, limit: JOBS_IN_A_SLICE })
    const parked = (rows as ParkedRow[]).toSorted((a, b) => a.id - b.id)
    const flow = String(notification)
    await jobs.enqueue(
      tx,
      parked.map(({ lane, kind, payload }, index) => ({
        lane,
        kind,
        payload: parseStored(storedObject, payload, 'parked_jobs.payload'),
        flow,
        turn: turn + index,
      })),
    )
    turn += parked.length
    if (parked.length === JOBS_IN_A_SLICE) return { all: false, turn }
  }
  await jobs.complete(tx, job)
  return { all: true, turn }
}

interface ParkedRow {
  id: number
  lane: Lane
  kind: string
  payload: string
}
