import type { PostgresConnection, PostgresDatabase } from '../../database/open-postgres.ts'
import type { Lane } from '../../database/schema.ts'
import type { Job, NewJob, Queue } from '../../queue/queue.ts'
import type {
  DeliveryStore,
  JobEnd,
  OutcomeRecord,
  PlanProgress,
  Recorded,
  SendableNotification,
} from '../delivery-store.ts'
import { deliverJob, type DeliverPayload } from '../jobs.ts'
import { endOf, type Audience, type PlannedBatch } from '../planned-batch.ts'
import { readDueDeliveries } from './postgres-due-deliveries.ts'
import { addBatches, changeJobs, finishPlan, statesOf } from './postgres-notification-progress.ts'
import { writeOutcomes } from './postgres-outcomes.ts'
import { readNextBatch } from './postgres-plan.ts'
import { groupRetries } from '../retries.ts'

/** The part of the queue that joins the store's transactions. */
export type JobTable = Pick<Queue<PostgresConnection>, 'enqueue' | 'complete' | 'turn'>

// Others wait for the row of the notification that long: to pause it, or to count their outcomes.
const BATCHES_IN_A_SLICE = 8
const JOBS_IN_A_SLICE = 500

type NotificationRecord = SendableNotification & {
  audience: string
  planCursor: number
  audienceSize: number
}

const NOTIFICATION = `
  select number, id, site_id as "siteId", lane, state, payload, collapse_key as "collapseKey", urgency, audience,
    plan_cursor as "planCursor", audience_size as "audienceSize", created_at as "createdAt", expires_at as "expiresAt"
  from belfry.notifications where number = $1`
// Keeps others from changing the row, and lets them refer to it.
const LOCKED = `${NOTIFICATION} for no key update`

/** The delivery store of many machines. */
export function postgresDeliveryStore(
  database: PostgresDatabase,
  jobs: JobTable,
  now: () => number = Date.now,
): DeliveryStore {
  const { pool } = database

  async function find(
    db: PostgresConnection,
    number: number,
    statement = NOTIFICATION,
  ): Promise<NotificationRecord | undefined> {
    return (await db.query(statement, [number])).rows[0] as NotificationRecord | undefined
  }

  async function plan(
    tx: PostgresConnection,
    job: Job,
    number: number,
    given: number | undefined,
  ): Promise<PlanProgress> {
    const notification = await find(tx, number, LOCKED)
    if (notification === undefined) {
      await jobs.complete(tx, job)
      return { kind: 'ended' }
    }
    if (notification.state === 'paused') {
      await park(tx, job, number)
      return { kind: 'ended' }
    }
    // Somebody waits for a notification to one person: each statement is a journey to the database and back.
    const { batches, ended } =
      notification.state === 'planning'
        ? await readSlice(tx, notification)
        : { batches: [], ended: true }
    if (ended && !(await jobs.complete(tx, job))) return { kind: 'ended' }
    const worthwhile = batches.filter(({ subscriptions }) => subscriptions > 0)
    const turn =
      worthwhile.length === 0 ? given : await enqueue(tx, notification, worthwhile, given)
    const last = batches.at(-1)
    const added = {
      cursor: last === undefined ? notification.planCursor : endOf(last),
      jobs: worthwhile.length,
      audience: worthwhile.reduce((sum, { subscriptions }) => sum + subscriptions, 0),
    }
    if (!ended) {
      await addBatches(tx, number, added)
      return { kind: 'more', turn }
    }
    const finished = await finishPlan(tx, number, added, now())
    const audience = notification.audienceSize + added.audience
    return { kind: 'planned', notification: notification.id, audience, finished }
  }

  async function readSlice(tx: PostgresConnection, notification: NotificationRecord) {
    const audience = JSON.parse(notification.audience) as Audience
    const batches: PlannedBatch[] = []
    let cursor = notification.planCursor
    for (let read = 0; read < BATCHES_IN_A_SLICE; read += 1) {
      const batch = await readNextBatch(tx, notification.siteId, audience, cursor)
      if (batch === undefined) return { batches, ended: true }
      batches.push(batch)
      if (batch.isLast) return { batches, ended: true }
      cursor = endOf(batch)
    }
    return { batches, ended: false }
  }

  /** Answers with the turn of the next one. */
  async function enqueue(
    tx: PostgresConnection,
    { number, lane }: NotificationRecord,
    batches: readonly PlannedBatch[],
    given: number | undefined,
  ): Promise<number> {
    const turn = given ?? (await jobs.turn(tx, lane))
    await jobs.enqueue(
      tx,
      batches.map(({ target }, index) =>
        deliverJob(lane, { notification: number, ...target }, { turn: turn + index }),
      ),
    )
    return turn + batches.length
  }

  async function park(tx: PostgresConnection, job: Job, notification: number): Promise<void> {
    if (!(await jobs.complete(tx, job))) return
    await tx.query(
      'insert into belfry.parked_jobs (notification, lane, kind, payload) values ($1, $2, $3, $4)',
      [notification, job.lane, job.kind, JSON.stringify(job.payload)],
    )
  }

  async function resume(
    tx: PostgresConnection,
    job: Job,
    number: number,
    given: number | undefined,
  ): Promise<{ all: boolean; turn: number }> {
    const waits = (await find(tx, number, LOCKED))?.state === 'paused'
    let turn = given ?? (await jobs.turn(tx, job.lane))
    if (!waits) {
      const { rows } = await tx.query(
        `delete from belfry.parked_jobs where id in (
           select id from belfry.parked_jobs where notification = $1 order by id limit $2)
         returning lane, kind, payload`,
        [number, JOBS_IN_A_SLICE],
      )
      const parked = rows as { lane: Lane; kind: string; payload: string }[]
      await jobs.enqueue(
        tx,
        parked.map(({ payload, ...rest }, index) => ({
          ...rest,
          payload: JSON.parse(payload) as object,
          flow: String(number),
          turn: turn + index,
        })),
      )
      turn += parked.length
      if (parked.length === JOBS_IN_A_SLICE) return { all: false, turn }
    }
    await jobs.complete(tx, job)
    return { all: true, turn }
  }

  /** How many jobs the notification has more than before: none, or one less. */
  async function settle(
    tx: PostgresConnection,
    { job, lane, payload, next }: JobEnd,
    later: (at: number) => number,
  ): Promise<-1 | 0> {
    const { notification } = payload
    if (next.kind === 'park' && (await find(tx, notification, LOCKED))?.state === 'paused') {
      await park(tx, job, notification)
      return 0
    }
    if (!(await jobs.complete(tx, job))) return 0
    if (next.kind === 'done') return -1
    // Resumed while it was on its way to be parked: it goes on at once.
    const { turn } = job
    await jobs.enqueue(tx, [
      deliverJob(lane, payload, next.kind === 'later' ? { runAt: later(next.at), turn } : { turn }),
    ])
    return 0
  }

  async function record(
    tx: PostgresConnection,
    outcomes: readonly OutcomeRecord[],
    ends: readonly JobEnd[],
    asked: number,
  ): Promise<Recorded> {
    // The database takes its time, in which somebody may set the clock: what is to happen in a second is so all the same.
    const later = (at: number) => at - asked + now()
    // A notification that was deleted while it was sent has no outcomes any more.
    const numbers = [...new Set(outcomes.map(({ notification }) => notification))]
    const states = await statesOf(tx, numbers)
    const { retired, retries } = await writeOutcomes(
      tx,
      outcomes.filter(({ notification }) => states.has(notification)),
    )
    const wanted = retries.filter(({ notification }) => states.get(notification) !== 'cancelled')
    const retryJobs = groupRetries(wanted, asked)
    const inTurn = await withTurns(tx, retryJobs)
    await jobs.enqueue(
      tx,
      inTurn.map((job) => ({ ...job, runAt: later(job.runAt ?? asked) })),
    )
    const made = Map.groupBy(retryJobs, ({ payload }) => (payload as DeliverPayload).notification)
    const ended = Map.groupBy(ends, ({ payload }) => payload.notification)
    const finished: Recorded['finished'] = []
    // What locks a notification's row does it in one order in all workers, so that they wait for each other and do not
    // deadlock: all that happens to one of them, then all that happens to the next.
    for (const number of new Set([...made.keys(), ...ended.keys()].toSorted((a, b) => a - b))) {
      let by = made.get(number)?.length ?? 0
      for (const end of ended.get(number) ?? []) by += await settle(tx, end, later)
      const one = by === 0 ? undefined : await changeJobs(tx, number, by, now())
      if (one !== undefined) finished.push(one)
    }
    return { retired, finished }
  }

  // All of a lane the same one: they fall due at times of their own.
  async function withTurns(tx: PostgresConnection, retryJobs: readonly NewJob[]) {
    const turns = new Map<Lane, number>()
    for (const lane of new Set(retryJobs.map((job) => job.lane))) {
      turns.set(lane, await jobs.turn(tx, lane))
    }
    return retryJobs.map((job) => ({ ...job, turn: turns.get(job.lane) ?? 0 }))
  }

  return {
    notification: (number) => find(pool, number),
    states: (numbers) => statesOf(pool, numbers),
    due: (notification, target, after, limit) =>
      readDueDeliveries(pool, notification as NotificationRecord, target, after, limit),
    plan: (job, notification, turn) =>
      database.atomically((tx) => plan(tx, job, notification, turn)),
    resume: (job, notification, turn) =>
      database.atomically((tx) => resume(tx, job, notification, turn)),
    record(outcomes, ends) {
      const asked = now()
      return database.atomically((tx) => record(tx, outcomes, ends, asked))
    },
    drop: (job) => database.atomically(async (tx) => void (await jobs.complete(tx, job))),
  }
}
