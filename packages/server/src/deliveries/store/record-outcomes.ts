import type { Lane, NotificationState } from '../../database/schema.ts'
import { CommittedWith, type Work } from '../../database/statement.ts'
import type { NewJob } from '../../queue/queue.ts'
import type { JobEnd, OutcomeRecord, Recorded, RetriedRecord } from '../delivery-store.ts'
import { deliverKind, type DeliverPayload } from '../jobs.ts'
import { groupRetries } from './retries.ts'
import { changeJobs, isPaused, subjectsOf } from './notification-progress.ts'
import { parkJob } from './park-job.ts'
import type { StoreContext } from './store-context.ts'
import { writeOutcomes } from './write-outcomes.ts'

/** Records outcomes, plans retries, and settles the jobs that end. `asked`: the time of the call. */
export async function recordOutcomes<Tx>(
  tx: Tx,
  { outcomes, ends, asked }: { outcomes: readonly OutcomeRecord[]; ends: readonly JobEnd[]; asked: number },
  context: StoreContext<Tx>,
): Promise<Work<Recorded>> {
  // The clock may be set while the database works: a retry due in a second must stay so.
  const later = (at: number) => at - asked + context.now()
  // A notification that was deleted while it was sent has no outcomes.
  const numbers = new Set(outcomes.map(({ notification }) => notification))
  const subjects = await subjectsOf(tx, [...numbers], context)
  const own =
    subjects.size === numbers.size ? outcomes : outcomes.filter(({ notification }) => subjects.has(notification))
  const { retired, again, added } = await writeOutcomes(tx, own, subjects, context)
  if (ends.length === 0 && again.length === 0) return new CommittedWith(added.then(() => ({ retired, finished: [] })))
  await added
  const retryJobs = await enqueueRetries(tx, { again, subjects, asked, later }, context)
  const finished = await settleAll(tx, { retryJobs, ends, later }, context)
  return { retired, finished }
}

async function enqueueRetries<Tx>(
  tx: Tx,
  options: {
    again: readonly RetriedRecord[]
    subjects: ReadonlyMap<number, { state: NotificationState }>
    asked: number
    later: (at: number) => number
  },
  { jobs }: StoreContext<Tx>,
): Promise<NewJob<DeliverPayload>[]> {
  const { again, subjects, asked, later } = options
  const retryJobs = groupRetries(
    again.filter(({ notification }) => subjects.get(notification)?.state !== 'cancelled'),
    asked,
  )
  if (retryJobs.length === 0) return []
  // All of a lane get the same turn: they fall due at different times.
  const turns = new Map<Lane, number>()
  for (const lane of new Set(retryJobs.map((job) => job.lane))) turns.set(lane, await jobs.turn(tx, lane))
  await jobs.enqueue(
    tx,
    retryJobs.map((job) => ({ ...job, runAt: later(job.runAt ?? asked), turn: turns.get(job.lane) ?? 0 })),
  )
  return retryJobs
}

// All workers lock notification rows in one order, so that they wait for each other and do not deadlock: all changes of
// one notification, then all changes of the next.
async function settleAll<Tx>(
  tx: Tx,
  {
    retryJobs,
    ends,
    later,
  }: { retryJobs: readonly NewJob<DeliverPayload>[]; ends: readonly JobEnd[]; later: (at: number) => number },
  context: StoreContext<Tx>,
): Promise<Recorded['finished']> {
  const made = Map.groupBy(retryJobs, ({ payload }) => payload.notification)
  const ended = Map.groupBy(ends, ({ payload }) => payload.notification)
  const finished: Recorded['finished'] = []
  for (const number of new Set([...made.keys(), ...ended.keys()].toSorted((a, b) => a - b))) {
    let by = made.get(number)?.length ?? 0
    for (const end of ended.get(number) ?? []) by += await settle(tx, end, later, context)
    const one = by === 0 ? undefined : await changeJobs(tx, number, by, context)
    if (one !== undefined) finished.push(one)
  }
  return finished
}

/** The change in the notification's number of jobs: 0, or -1. */
async function settle<Tx>(
  tx: Tx,
  { job, lane, payload, next }: JobEnd,
  later: (at: number) => number,
  context: StoreContext<Tx>,
): Promise<-1 | 0> {
  const { jobs } = context
  if (next.kind === 'park' && (await isPaused(tx, payload.notification, context))) {
    await parkJob(tx, job, payload.notification, context)
    return 0
  }
  if (!(await jobs.complete(tx, job))) return 0
  if (next.kind === 'done') return -1
  // Resumed while it was being parked: it goes on at once.
  const { turn } = job
  await jobs.enqueue(tx, [
    deliverKind.job(lane, payload, next.kind === 'later' ? { runAt: later(next.at), turn } : { turn }),
  ])
  return 0
}
