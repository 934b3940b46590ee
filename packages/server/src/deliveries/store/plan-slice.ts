import { endOf, readNextBatch, type AudienceBatch } from '../../audiences/audience-batch.ts'
import { CommittedWith, type Work } from '../../database/statement.ts'
import type { Job } from '../../queue/queue.ts'
import { DUE_PAGE, type PlanProgress } from '../delivery-store.ts'
import { deliverKind } from '../jobs.ts'
import { readDueDeliveries } from './due-deliveries.ts'
import { findNotification, finishPlan } from './notification-progress.ts'
import { NOTIFICATION, type NotificationRecord } from './notification-statements.ts'
import { parkJob } from './park-job.ts'
import type { StoreContext } from './store-context.ts'

// A transaction of some milliseconds: on SQLite it blocks writes of the thread that answers HTTP, on PostgreSQL others'
// pauses of the notification, or counts of their outcomes.
const BATCHES_IN_A_SLICE = 8

/**
 * Cuts the next few pages of the audience into batches. A notification to one person is urgent: if there is nothing
 * more, one call does everything, since each statement is a round trip to the database.
 */
export async function planSlice<Tx>(
  tx: Tx,
  job: Job,
  { number, turn: given }: { number: number; turn: number | undefined },
  context: StoreContext<Tx>,
): Promise<Work<PlanProgress>> {
  const { run, jobs } = context
  const notification = await findNotification(tx, number, context, NOTIFICATION.findLocked)
  if (notification === undefined) {
    await jobs.complete(tx, job)
    return { kind: 'ended' }
  }
  if (notification.state === 'paused') {
    await parkJob(tx, job, number, context)
    return { kind: 'ended' }
  }
  const { batches, ended } =
    notification.state === 'planning' ? await readSlice(tx, notification, context) : { batches: [], ended: true }
  const worthwhile = batches.filter(({ subscriptions }) => subscriptions > 0)
  const [only, ...others] = worthwhile
  if (ended && only !== undefined && others.length === 0 && notification.lane === 'transactional') {
    const batch = { ...only, cursor: endOf(batches.at(-1) ?? only) }
    return new CommittedWith(becomeBatch(tx, job, notification, batch, context))
  }
  if (ended && !(await jobs.complete(tx, job))) return { kind: 'ended' }
  const turn = worthwhile.length === 0 ? given : await enqueue(tx, notification, worthwhile, given, context)
  const last = batches.at(-1)
  const added = {
    cursor: last === undefined ? notification.planCursor : endOf(last),
    jobs: worthwhile.length,
    audience: worthwhile.reduce((sum, { subscriptions }) => sum + subscriptions, 0),
  }
  if (!ended) {
    await run(tx, NOTIFICATION.addBatches, { number, ...added })
    return { kind: 'more', turn }
  }
  const finished = await finishPlan(tx, number, added, context)
  const audience = notification.audienceSize + added.audience
  return { kind: 'planned', notification: notification.id, audience, trace: notification.trace, finished }
}

/**
 * Somebody waits for it: the plan becomes its only batch, which saves the queue's way to another worker. Nothing of it
 * is sent before the commit, and the successor of a worker that dies finds the batch.
 */
async function becomeBatch<Tx>(
  tx: Tx,
  job: Job,
  notification: NotificationRecord,
  { target, subscriptions, cursor }: AudienceBatch & { cursor: number },
  context: StoreContext<Tx>,
): Promise<PlanProgress> {
  const { number, id, lane, trace } = notification
  const payload = { notification: number, ...target }
  const added = { cursor, jobs: 1, audience: subscriptions }
  // Together, and with the commit: each is a round trip to PostgreSQL.
  const [, finished, due] = await Promise.all([
    context.jobs.become(tx, job, deliverKind.job(lane, payload)),
    finishPlan(tx, number, added, context), // one statement, since the batch is open
    readDueDeliveries(context, tx, notification, payload, undefined, DUE_PAGE),
  ])
  const audience = notification.audienceSize + subscriptions
  const planned = { ...notification, state: 'sending' as const, planCursor: cursor, audienceSize: audience }
  return {
    kind: 'planned',
    notification: id,
    audience,
    trace,
    finished,
    batch: { payload, notification: planned, due },
  }
}

async function readSlice<Tx>(
  tx: Tx,
  { siteId, audience, planCursor }: NotificationRecord,
  context: StoreContext<Tx>,
): Promise<{ batches: AudienceBatch[]; ended: boolean }> {
  const batches: AudienceBatch[] = []
  let cursor = planCursor
  for (let read = 0; read < BATCHES_IN_A_SLICE; read += 1) {
    const batch = await readNextBatch(context, tx, siteId, audience, cursor)
    if (batch === undefined) return { batches, ended: true }
    batches.push(batch)
    if (batch.isLast) return { batches, ended: true }
    cursor = endOf(batch)
  }
  return { batches, ended: false }
}

/** Returns the turn of the next batch. */
async function enqueue<Tx>(
  tx: Tx,
  { number, lane }: NotificationRecord,
  batches: readonly AudienceBatch[],
  given: number | undefined,
  { jobs }: StoreContext<Tx>,
): Promise<number> {
  const turn = given ?? (await jobs.turn(tx, lane))
  await jobs.enqueue(
    tx,
    batches.map(({ target }, index) =>
      deliverKind.job(lane, { notification: number, ...target }, { turn: turn + index }),
    ),
  )
  return turn + batches.length
}
