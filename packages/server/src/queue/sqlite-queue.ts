import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { SqliteDatabase } from '../database/open-sqlite.ts'
import type { Lane } from '../database/schema.ts'
import { diedSilently, errorText, FAILED_AGAIN, MAX_ATTEMPTS } from './attempts.ts'
import { backoff } from './backoff.ts'
import { jobStatements, type JobStatements } from './job-statements.ts'
import { LaneWorker } from './lane-worker.ts'
import { persist } from './persist.ts'
import type { QueueEvent } from './queue-event.ts'
import { JobTakenOver, type Job, type JobHandler, type NewJob, type Queue, type WorkOptions } from './queue.ts'

export interface SqliteQueueOptions {
  /** Identifies this worker in the leases; never used twice. */
  instance: string
  now?: () => number
  random?: () => number
  leaseMs?: number
  renewEveryMs?: number
  /** How often to check whether another connection has committed: the fallback for `wake`. */
  pollEveryMs?: number
  maxAttempts?: number
  report?: (event: QueueEvent) => void
}

// A worker that is blocked or suspended for less than this keeps its jobs; one that died is replaced after it.
const LEASE_MS = 10_000
const RENEW_EVERY_MS = 3000
const POLL_EVERY_MS = 50
const CLOCK_TOLERANCE_MS = 1000

/** The queue of the embedded store: a lease table in the same file, on a connection of its own thread. */
export class SqliteQueue implements Queue<DatabaseSync> {
  readonly #database: SqliteDatabase
  readonly #statements: JobStatements
  readonly #options: Required<SqliteQueueOptions>
  readonly #workers = new Map<LaneWorker, Lane>()
  readonly #poll: NodeJS.Timeout
  readonly #renewal: NodeJS.Timeout
  readonly #closing = new AbortController()
  readonly #version: StatementSync
  /** Jobs completed by this instance: their handlers end when the commit is on the disk. */
  readonly #completed = new WeakSet<Job>()
  #dataVersion: number
  #clockAhead: number

  constructor(database: SqliteDatabase, options: SqliteQueueOptions) {
    this.#database = database
    this.#options = {
      now: Date.now,
      random: Math.random,
      leaseMs: LEASE_MS,
      renewEveryMs: RENEW_EVERY_MS,
      pollEveryMs: POLL_EVERY_MS,
      maxAttempts: MAX_ATTEMPTS,
      report: () => {},
      ...options,
    }
    this.#statements = jobStatements(database.raw, options.instance)
    // https://sqlite.org/pragma.html#pragma_data_version: differs after a commit of any other connection
    this.#version = database.raw.prepare('pragma data_version')
    this.#dataVersion = this.#readDataVersion()
    this.#clockAhead = Number.POSITIVE_INFINITY // so that the first poll follows the clock
    this.#poll = setInterval(() => this.#look(), this.#options.pollEveryMs)
    this.#renewal = setInterval(() => void this.#renew(), this.#options.renewEveryMs)
  }

  enqueue(tx: DatabaseSync, jobs: readonly NewJob[]): void {
    this.#assertOwn(tx)
    this.#statements.enqueue(jobs, this.#options.now())
  }

  complete(tx: DatabaseSync, job: Job): boolean {
    this.#assertOwn(tx)
    const isOwn = this.#statements.complete(job)
    if (isOwn) this.#completed.add(job)
    return isOwn
  }

  become(tx: DatabaseSync, job: Job, next: NewJob): void {
    this.#assertOwn(tx)
    if (!this.#statements.become(job, next)) throw new JobTakenOver()
  }

  turn(tx: DatabaseSync, lane: Lane): number {
    this.#assertOwn(tx)
    return this.#statements.nextTurn(lane)
  }

  work(lane: Lane, handler: JobHandler, options: WorkOptions): LaneWorker {
    const worker = new LaneWorker(handler, options, {
      now: this.#options.now,
      hasDue: () => this.#statements.hasDue(lane, this.#options.now()),
      nextRunAt: () => this.#statements.nextRunAt(lane),
      claim: (limit, except) => this.#claim(lane, limit, except),
      release: (job) => this.#persist(() => this.#statements.release(job)),
      fail: (job, error) => this.#fail(job, errorText(error)),
      report: (error) => this.#failed(error),
      closed: (self) => this.#workers.delete(self),
    })
    this.#workers.set(worker, lane)
    worker.wake()
    return worker
  }

  wake(lane?: Lane): void {
    for (const [worker, own] of this.#workers) if (lane === undefined || lane === own) worker.wake()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#poll)
    await Promise.all([...this.#workers.keys()].map((worker) => worker[Symbol.asyncDispose]()))
    clearInterval(this.#renewal) // the leases are renewed until the last handler has ended
    this.#closing.abort()
  }

  // Statements are prepared on one connection: on another one's transaction they would commit by themselves.
  #assertOwn(tx: DatabaseSync): void {
    if (tx !== this.#database.raw || !tx.isTransaction) {
      throw new Error('jobs change in a transaction of the connection that the queue works on')
    }
  }

  #look(): void {
    const version = this.#readDataVersion()
    const changed = version !== this.#dataVersion
    this.#dataVersion = version
    this.#followClock()
    const now = this.#options.now()
    for (const worker of this.#workers.keys()) {
      if (changed || now >= worker.nextLookAt) worker.wake()
    }
  }

  #readDataVersion(): number {
    return (this.#version.get() as { data_version: number }).data_version
  }

  // A clock that is set back would leave due jobs in the future and dead workers' leases alive until it has caught up.
  #followClock(): void {
    const now = this.#options.now()
    const ahead = now - performance.now()
    const back = this.#clockAhead - ahead
    this.#clockAhead = ahead
    if (back > CLOCK_TOLERANCE_MS) {
      void this.#persist(() => {
        const now = this.#options.now() // it may have been set again before the lock was had
        this.#statements.followClock(now, now + this.#options.leaseMs)
      }).then(() => this.wake())
    }
  }

  async #claim(lane: Lane, limit: number, except: readonly string[]): Promise<Job[]> {
    const { leaseMs, maxAttempts, now } = this.#options
    const hopeless: Job[] = []
    const jobs = await this.#database.atomically(() => {
      const claimed = this.#statements.claim(lane, limit, now(), now() + leaseMs, except)
      return claimed.filter((job) => {
        if (job.attempts <= maxAttempts) return true
        this.#statements.bury(job, now(), diedSilently(maxAttempts))
        hopeless.push(job)
        return false
      })
    })
    for (const job of hopeless) {
      this.#options.report({ name: 'job-dead', job, error: diedSilently(maxAttempts) })
    }
    return jobs
  }

  async #fail(job: Job, error: string): Promise<void> {
    const { maxAttempts, now, random, report } = this.#options
    const dead = job.attempts >= maxAttempts
    report({ name: dead ? 'job-dead' : 'job-failed', job, error })
    await this.#persist(() =>
      dead
        ? this.#statements.bury(job, now(), error)
        : this.#statements.retry(job, now() + backoff(job.attempts, FAILED_AGAIN, random), error),
    )
  }

  async #renew(): Promise<void> {
    const jobs = [...this.#workers.keys()].flatMap((worker) => worker.running())
    if (jobs.length === 0) return
    try {
      const lost = await this.#database.atomically(() => {
        const until = this.#options.now() + this.#options.leaseMs
        return jobs.filter((job) => !this.#statements.renew(job, until))
      })
      for (const job of lost) {
        if (this.#completed.has(job)) continue
        // Another worker has it, or had: this one must stop.
        for (const worker of this.#workers.keys()) {
          if (worker.abandon(job)) this.#options.report({ name: 'lease-lost', job })
        }
      }
    } catch (error) {
      this.#failed(error)
    }
  }

  #persist(write: () => void): Promise<void> {
    const failed = (error: unknown) => this.#failed(error)
    return persist(() => this.#database.atomically(write), { failed, signal: this.#closing.signal })
  }

  #failed(error: unknown): void {
    this.#options.report({ name: 'queue-failed', error: errorText(error) })
  }
}
