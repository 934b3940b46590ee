import pg from 'pg'
import type { PgBoss } from 'pg-boss'
import { listenPostgres } from '../database/listen-postgres.ts'
import type { PostgresDatabase } from '../database/open-postgres.ts'
import type { PostgresConnection } from '../database/postgres-connection.ts'
import { LANES, type Lane } from '../database/schema.ts'
import { errorText, FAILED_AGAIN, MAX_ATTEMPTS } from './attempts.ts'
import { backoff } from './backoff.ts'
import { affected, attemptOf } from './job-attempt.ts'
import { JobHeartbeats } from './job-heartbeats.ts'
import { LaneWorker } from './lane-worker.ts'
import { onConnection, openBoss, QUEUE_SCHEMA } from './open-boss.ts'
import { enqueueOnConnection } from './postgres-enqueue.ts'
import { persist } from './persist.ts'
import type { QueueEvent } from './queue-event.ts'
import { JobTakenOver, type Job, type JobHandler, type NewJob, type Queue, type WorkOptions } from './queue.ts'

export interface PostgresQueueOptions {
  now?: () => number
  /** Monotonic milliseconds. */
  elapsed?: () => number
  random?: () => number
  maxAttempts?: number
  /** Whose announcements make it poll at once; the others it polls once a second. All lanes, when absent. */
  announced?: readonly Lane[]
  /** False where another worker of the same process looks after jobs of the dead. */
  supervises?: boolean
  report?: (event: QueueEvent) => void
}

// The fallback for NOTIFY, which also finds jobs that have fallen due. Not the workers' own nextLookAt: waking them
// because of free capacity moves that on, and would keep them from ever polling.
const LOOK_EVERY_MS = 1000
const ANNOUNCEMENTS_LOST_EVERY_MS = 600_000

// pg-boss takes the highest priority first, so a turn is its negative. Of the running jobs, or else of the waiting
// ones. Plans have no turn and do not count. Both through pg-boss's own indexes (i14, i11): the least of the negatives
// would read all waiting jobs. For EXPLAIN in the tests as well.
export const TURN = `
  select coalesce(
    nullif((select -min(priority) from ${QUEUE_SCHEMA}.job where name = $1 and state = 'active' and not blocked), 0),
    (select -max(priority) from ${QUEUE_SCHEMA}.job
     where name = $1 and state < 'active' and not blocked and priority < 0),
    0) as turn`

// pg-boss changes waiting jobs only. Its own condition for the attempt, see attemptOf. Without a row it fails, and the
// transaction with it: the commit has gone out before its answer is here.
const BECOME = `
  with own as (
    update ${QUEUE_SCHEMA}.job set data = $4
    where name = $1 and id = $2 and state = 'active' and retry_count = $3
    returning 1)
  select 1 / count(*) from own`
const NO_ROW = '22012' // division_by_zero

interface Working {
  worker: LaneWorker
  /** There may be jobs that are due. */
  mayBeDue: boolean
  wakes: number
}

/** The queue of many machines: pg-boss on the same PostgreSQL. */
export class PostgresQueue implements Queue<PostgresConnection> {
  readonly #database: PostgresDatabase
  readonly #boss: PgBoss
  readonly #now: () => number
  readonly #elapsed: () => number
  readonly #random: () => number
  readonly #maxAttempts: number
  readonly #report: (event: QueueEvent) => void
  readonly #announced: ReadonlySet<string>
  readonly #working = new Map<Lane, Set<Working>>()
  readonly #listener: AsyncDisposable
  readonly #heartbeats: JobHeartbeats
  readonly #clock: NodeJS.Timeout
  readonly #closing = new AbortController()
  /** Jobs completed by this worker: their handlers end when the commit returns. */
  readonly #completed = new WeakSet<Job>()
  #isListening = false
  #saidUnannouncedAt = Number.NEGATIVE_INFINITY

  constructor(database: PostgresDatabase, boss: PgBoss, options: PostgresQueueOptions = {}) {
    this.#database = database
    this.#boss = boss
    this.#now = options.now ?? Date.now
    this.#elapsed = options.elapsed ?? (() => performance.now())
    this.#random = options.random ?? Math.random
    this.#maxAttempts = options.maxAttempts ?? MAX_ATTEMPTS
    this.#report = options.report ?? (() => undefined)
    this.#announced = new Set(options.announced ?? LANES)
    this.#listener = listenPostgres(database.address, (lane) => this.#hear(lane as Lane), {
      ready: () => this.#listens(),
      lost: (error) => this.#unannounced(error),
    })
    this.#clock = setInterval(() => this.#wakeAll(), LOOK_EVERY_MS)
    this.#heartbeats = new JobHeartbeats({
      boss,
      pool: database.pool,
      running: () => this.#all().flatMap(({ worker }) => worker.running()),
      lost: (job) => this.#abandon(job),
      dead: (job, error) => this.#report({ name: 'job-dead', job, error }),
      failed: (error) => this.#failed(error),
      elapsed: this.#elapsed,
    })
  }

  enqueue(tx: PostgresConnection, jobs: readonly NewJob[]): Promise<void> {
    return enqueueOnConnection(this.#boss, tx, jobs, this.#now())
  }

  /** A finished job leaves no row, as in the embedded queue. */
  async complete(tx: PostgresConnection, job: Job): Promise<boolean> {
    const response = await this.#boss.deleteJob(job.lane, attemptOf(job), { db: onConnection(tx) })
    const isOwn = affected(response) === 1
    if (isOwn) this.#completed.add(job)
    return isOwn
  }

  async become(tx: PostgresConnection, job: Job, { kind, payload }: NewJob): Promise<void> {
    const { id, retryCount } = attemptOf(job)
    try {
      await tx.query(BECOME, [job.lane, id, retryCount, JSON.stringify({ kind, payload })])
    } catch (error) {
      throw error instanceof pg.DatabaseError && error.code === NO_ROW ? new JobTakenOver() : error
    }
  }

  async turn(tx: PostgresConnection, lane: Lane): Promise<number> {
    const { rows } = await tx.query(TURN, [lane])
    return (rows as [{ turn: number }])[0].turn + 1
  }

  work(lane: Lane, handler: JobHandler, options: WorkOptions): LaneWorker {
    const worker = new LaneWorker(handler, options, {
      now: this.#now,
      hasDue: () => working.mayBeDue,
      nextRunAt: () => undefined, // the poll, each second, finds jobs that have fallen due
      claim: (limit, except) => this.#claim(lane, limit, working, except),
      release: (job) => this.#persist(() => this.#release(job)),
      fail: (job, error) => this.#fail(job, errorText(error)),
      report: (error) => this.#failed(error),
      closed: () => this.#working.get(lane)?.delete(working),
    })
    const working: Working = { worker, mayBeDue: true, wakes: 0 }
    this.#working.set(lane, (this.#working.get(lane) ?? new Set()).add(working))
    worker.wake()
    return worker
  }

  // Each commit of jobs is announced, to this process too: a second poll would find nothing, and stand in the way of
  // the next.
  wake(lane?: Lane): void {
    if (this.#isListening) return
    for (const each of lane === undefined ? this.#working.keys() : [lane]) this.#hear(each)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#clock)
    await this.#listener[Symbol.asyncDispose]()
    await Promise.all(this.#all().map(({ worker }) => worker[Symbol.asyncDispose]()))
    this.#heartbeats[Symbol.dispose]() // the jobs stay this worker's until the last handler has ended
    this.#closing.abort()
    await this.#boss.stop({ graceful: false, close: false })
  }

  #all(): Working[] {
    return [...this.#working.values()].flatMap((set) => [...set])
  }

  #listens(): void {
    this.#isListening = true
    this.#wakeAll()
  }

  #hear(lane: Lane): void {
    if (this.#announced.has(lane)) this.#wake(lane)
  }

  #wakeAll(): void {
    for (const lane of this.#working.keys()) this.#wake(lane)
  }

  #wake(lane: Lane): void {
    for (const working of this.#working.get(lane) ?? []) {
      working.mayBeDue = true
      working.wakes += 1
      working.worker.wake()
    }
  }

  async #claim(lane: Lane, limit: number, working: Working, except: readonly string[]): Promise<Job[]> {
    const { wakes } = working
    const since = this.#elapsed()
    const fetched = await this.#boss.fetch<{ kind: string; payload: unknown }>(lane, {
      batchSize: limit,
      includeMetadata: true,
      ...(except.length === 0 ? {} : { ignoreGroups: [...except] }),
    })
    // Unless something was committed during this poll.
    if (fetched.length < limit && except.length === 0 && working.wakes === wakes) working.mayBeDue = false
    const jobs = fetched.map(({ id, data, retryCount, priority, groupId }) => ({
      id,
      lane,
      ...data,
      attempts: retryCount + 1,
      turn: -priority,
      flow: groupId ?? undefined,
    }))
    this.#heartbeats.held(jobs, since)
    return jobs
  }

  // pg-boss cannot return a job without counting an attempt: it is replaced by a copy.
  async #release(job: Job): Promise<void> {
    await this.#database.atomically(async (tx) => {
      if (await this.complete(tx, job)) {
        const { lane, kind, payload, turn, flow } = job
        const again = { lane, kind, payload: payload as object, turn }
        await this.enqueue(tx, [flow === undefined ? again : { ...again, flow }])
      }
    })
  }

  async #fail(job: Job, error: string): Promise<void> {
    const dead = job.attempts >= this.#maxAttempts
    this.#report({ name: dead ? 'job-dead' : 'job-failed', job, error })
    const startAfter = backoff(job.attempts, FAILED_AGAIN, this.#random) / 1000
    await this.#persist(() =>
      this.#database.atomically(async (tx) => {
        const db = onConnection(tx)
        await this.#boss.fail(job.lane, attemptOf(job), { message: error }, { db })
        if (!dead) await this.#boss.update(job.lane, undefined, { id: job.id, startAfter, db })
      }),
    )
  }

  #abandon(job: Job): void {
    if (this.#completed.has(job)) return
    for (const { worker } of this.#working.get(job.lane) ?? []) {
      if (worker.abandon(job)) this.#report({ name: 'lease-lost', job })
    }
  }

  #persist(write: () => Promise<void>): Promise<void> {
    const failed = (error: unknown) => this.#failed(error)
    return persist(write, { failed, signal: this.#closing.signal })
  }

  // Behind PgBouncer this is permanent.
  #unannounced(error: Error): void {
    this.#isListening = false
    if (this.#elapsed() - this.#saidUnannouncedAt < ANNOUNCEMENTS_LOST_EVERY_MS) return
    this.#saidUnannouncedAt = this.#elapsed()
    this.#report({ name: 'announcements-lost', error: errorText(error) })
  }

  #failed(error: unknown): void {
    this.#report({ name: 'queue-failed', error: errorText(error) })
  }
}

/** Opens the queue of a worker. */
export async function openPostgresQueue(
  database: PostgresDatabase,
  options: PostgresQueueOptions = {},
): Promise<PostgresQueue> {
  const boss = await openBoss(database.pool, {
    supervise: options.supervises ?? true,
    ...(options.maxAttempts === undefined ? {} : { maxAttempts: options.maxAttempts }),
    failed: (error) => options.report?.({ name: 'queue-failed', error: errorText(error) }),
  })
  return new PostgresQueue(database, boss, options)
}
