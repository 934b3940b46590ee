import type { DatabaseSync } from 'node:sqlite'
import type { SqliteDatabase } from '../../database/open-sqlite.ts'
import type { Lane, NotificationState } from '../../database/schema.ts'
import type { Job, NewJob } from '../../queue/queue.ts'
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
import { groupRetries } from '../retries.ts'
import { readDueDeliveries } from './sqlite-due-deliveries.ts'
import { notificationProgress } from './sqlite-notification-progress.ts'
import { writeOutcomes } from './sqlite-outcomes.ts'
import { readNextBatch } from './sqlite-plan.ts'

/** The part of the embedded queue that joins the store's transactions. */
export interface JobTable {
  enqueue(tx: DatabaseSync, jobs: readonly NewJob[]): void
  complete(tx: DatabaseSync, job: Job): boolean
  turn(tx: DatabaseSync, lane: Lane): number
}

// A write transaction keeps the thread that answers HTTP from writing: a few milliseconds at a time.
const BATCHES_IN_A_SLICE = 8
const JOBS_IN_A_SLICE = 500

type NotificationRecord = SendableNotification & {
  audience: string
  planCursor: number
  audienceSize: number
}

/** The delivery store of the embedded database, on the connection of the engine's own thread. */
export function sqliteDeliveryStore(
  database: SqliteDatabase,
  jobs: JobTable,
  now: () => number = Date.now,
): DeliveryStore {
  const { raw } = database
  const progress = notificationProgress(raw)
  const nextBatch = readNextBatch(raw)
  const due = readDueDeliveries(raw)
  const write = writeOutcomes(raw)
  const findNotification = raw.prepare(
    `select number, id, site_id as siteId, lane, state, payload, collapse_key as collapseKey, urgency, audience,
       plan_cursor as planCursor, audience_size as audienceSize, created_at as createdAt, expires_at as expiresAt
     from belfry_notifications where number = ?`,
  )
  const findStates = raw.prepare(
    'select number, state from belfry_notifications where number in (select value from json_each(?))',
  )
  const park = raw.prepare(
    'insert into belfry_parked_jobs (notification, lane, kind, payload) values (?, ?, ?, ?)',
  )
  const findParked = raw.prepare(
    'select id, lane, kind, payload from belfry_parked_jobs where notification = ? order by id limit ?',
  )
  const unpark = raw.prepare('delete from belfry_parked_jobs where id = ?')

  function notificationOf(number: number): NotificationRecord | undefined {
    const row = findNotification.get(number) as unknown as NotificationRecord | undefined
    // A row is a dictionary to V8, and what is made of this one is read many times for each of its messages.
    return row === undefined ? undefined : { ...row }
  }

  function plan(job: Job, number: number, given: number | undefined): PlanProgress {
    const notification = notificationOf(number)
    if (notification === undefined) {
      jobs.complete(raw, job)
      return { kind: 'ended' }
    }
    if (notification.state === 'paused') {
      parkJob(job, number)
      return { kind: 'ended' }
    }
    if (notification.state === 'planning') {
      const { batches, ended } = readSlice(notification)
      const turn = given ?? jobs.turn(raw, notification.lane)
      addBatches(notification, batches, turn)
      if (!ended) return { kind: 'more', turn: turn + batches.length }
    }
    if (!jobs.complete(raw, job)) return { kind: 'ended' }
    progress.markPlanned(number, now())
    const audience = notificationOf(number)?.audienceSize ?? 0
    const finished = progress.changeJobs(number, -1, now())
    return { kind: 'planned', notification: notification.id, audience, finished }
  }

  function readSlice(notification: NotificationRecord) {
    const audience = JSON.parse(notification.audience) as Audience
    const batches: PlannedBatch[] = []
    let cursor = notification.planCursor
    for (let read = 0; read < BATCHES_IN_A_SLICE; read += 1) {
      const batch = nextBatch(notification.siteId, audience, cursor)
      if (batch === undefined) return { batches, ended: true }
      batches.push(batch)
      cursor = endOf(batch)
    }
    return { batches, ended: false }
  }

  function addBatches(
    { number, lane }: NotificationRecord,
    batches: readonly PlannedBatch[],
    turn: number,
  ): void {
    const last = batches.at(-1)
    if (last === undefined) return
    const worthwhile = batches.filter(({ subscriptions }) => subscriptions > 0)
    jobs.enqueue(
      raw,
      worthwhile.map(({ target }, index) =>
        deliverJob(lane, { notification: number, ...target }, { turn: turn + index }),
      ),
    )
    progress.addBatches(number, {
      cursor: endOf(last),
      jobs: worthwhile.length,
      audience: worthwhile.reduce((sum, { subscriptions }) => sum + subscriptions, 0),
    })
  }

  function parkJob(job: Job, notification: number): void {
    if (!jobs.complete(raw, job)) return
    park.run(notification, job.lane, job.kind, JSON.stringify(job.payload))
  }

  function resume(job: Job, number: number, given: number | undefined) {
    const parked = findParked.all(number, JOBS_IN_A_SLICE) as unknown as ParkedRow[]
    const waits = progress.stateOf(number) === 'paused'
    const turn = given ?? jobs.turn(raw, job.lane)
    if (!waits) {
      jobs.enqueue(
        raw,
        parked.map((row, index) => ({
          ...toJob(row),
          flow: String(number),
          turn: turn + index,
        })),
      )
      for (const { id } of parked) unpark.run(id)
    }
    const all = waits || parked.length < JOBS_IN_A_SLICE
    if (all) jobs.complete(raw, job)
    return { all, turn: turn + parked.length }
  }

  /** How many jobs the notification has more than before: none, or one less. */
  function settle({ job, lane, payload, next }: JobEnd, later: (at: number) => number): -1 | 0 {
    if (next.kind === 'park' && progress.stateOf(payload.notification) === 'paused') {
      parkJob(job, payload.notification)
      return 0
    }
    if (!jobs.complete(raw, job)) return 0
    if (next.kind === 'done') return -1
    // Resumed while it was on its way to be parked: it goes on at once.
    const { turn } = job
    jobs.enqueue(raw, [
      deliverJob(lane, payload, next.kind === 'later' ? { runAt: later(next.at), turn } : { turn }),
    ])
    return 0
  }

  function record(
    outcomes: readonly OutcomeRecord[],
    ends: readonly JobEnd[],
    asked: number,
  ): Recorded {
    // The write lock may come late, and somebody may set the clock before: what is to happen in a second is so all the same.
    const later = (at: number) => at - asked + now()
    // A notification that was deleted while it was sent has no outcomes any more.
    const numbers = new Set(outcomes.map(({ notification }) => notification))
    const states = new Map(Array.from(numbers, (number) => [number, progress.stateOf(number)]))
    const { retired, retries } = write(
      outcomes.filter(({ notification }) => states.get(notification) !== undefined),
    )
    const wanted = retries.filter(({ notification }) => states.get(notification) !== 'cancelled')
    const retryJobs = groupRetries(wanted, asked)
    jobs.enqueue(
      raw,
      retryJobs.map((one) => ({
        ...one,
        runAt: later(one.runAt ?? asked),
        turn: jobs.turn(raw, one.lane),
      })),
    )
    const changes = new Map<number, number>()
    const change = (notification: number, by: number) =>
      changes.set(notification, (changes.get(notification) ?? 0) + by)
    for (const { payload } of retryJobs) change((payload as DeliverPayload).notification, 1)
    for (const end of ends) change(end.payload.notification, settle(end, later))
    const finished = Array.from(changes, ([number, by]) => progress.changeJobs(number, by, now()))
    return { retired, finished: finished.filter((one) => one !== undefined) }
  }

  return {
    notification: (number) => Promise.resolve(notificationOf(number)),
    states(numbers) {
      const rows = findStates.all(JSON.stringify(numbers)) as unknown as StateRow[]
      return Promise.resolve(new Map(rows.map(({ number, state }) => [number, state])))
    },
    due: (notification, target, after, limit) =>
      Promise.resolve(due(notification as NotificationRecord, target, after, limit)),
    plan: (job, notification, turn) => database.atomically(() => plan(job, notification, turn)),
    resume: (job, notification, turn) => database.atomically(() => resume(job, notification, turn)),
    async record(outcomes, ends) {
      const asked = now()
      const recorded = await database.atomically(() => record(outcomes, ends, asked))
      await database.flush() // what a power cut takes back is sent again
      return recorded
    },
    drop: (job) => database.atomically(() => void jobs.complete(raw, job)),
  }
}

interface StateRow {
  number: number
  state: NotificationState
}

interface ParkedRow {
  id: number
  lane: Lane
  kind: string
  payload: string
}

function toJob({ lane, kind, payload }: ParkedRow): NewJob {
  return { lane, kind, payload: JSON.parse(payload) as object }
}
