import type { Db, PgBoss } from 'pg-boss'
import type { PostgresConnection } from '../database/postgres-connection.ts'
import { findDeadBySilence } from './dead-by-silence.ts'
import { affected, attemptOf } from './job-attempt.ts'
import type { Job } from './queue.ts'

export interface JobHeartbeatsOptions {
  boss: Pick<PgBoss, 'touch'>
  pool: PostgresConnection
  running: () => Job[]
  /** The job may have been taken over by another worker. */
  lost: (job: Job) => void
  /** The last of its workers died silently. */
  dead: (job: Job, error: string) => void
  failed: (error: unknown) => void
  /** Monotonic milliseconds. */
  elapsed: () => number
}

// Of the ten seconds after which pg-boss gives the job to another. A worker whose heartbeat has failed for nine stops
// by itself: another may send its deliveries by then.
const BEAT_EVERY_MS = 3000
const LEASE_MS = 9000
const CHECK_EVERY_MS = 500
// One after the other, with a busy database, some hundred would take longer than a lease.
const TOUCHED_AT_ONCE = 4

/** Sends heartbeats for the jobs of this worker to pg-boss, and drops jobs whose heartbeat failed. */
export class JobHeartbeats implements Disposable {
  readonly #options: JobHeartbeatsOptions
  readonly #db: Db
  readonly #heldUntil = new WeakMap<Job, number>()
  readonly #beating: NodeJS.Timeout
  readonly #checking: NodeJS.Timeout
  #isBeating = false

  constructor(options: JobHeartbeatsOptions) {
    this.#options = options
    const { pool } = options
    // A late heartbeat is useless, so it has a shorter timeout than other statements.
    this.#db = {
      executeSql: (text, values) => pool.query({ text, values, query_timeout: BEAT_EVERY_MS }),
    }
    this.#beating = setInterval(() => void this.#beat(), BEAT_EVERY_MS)
    this.#checking = setInterval(() => this.#giveUpExpired(), CHECK_EVERY_MS)
  }

  /** The last heartbeat reached the database at `since` or later. */
  held(jobs: readonly Job[], since: number): void {
    for (const job of jobs) this.#heldUntil.set(job, since + LEASE_MS)
  }

  [Symbol.dispose](): void {
    clearInterval(this.#beating)
    clearInterval(this.#checking)
  }

  async #beat(): Promise<void> {
    if (this.#isBeating) return
    this.#isBeating = true
    const { running, pool, dead, failed } = this.#options
    const left = running().values()
    const touchNext = async () => {
      for (const job of left) await this.#touch(job)
    }
    // A job whose row is locked for long, by the transaction that settles it, affects none of the others.
    const touching = await Promise.allSettled(Array.from({ length: TOUCHED_AT_ONCE }, touchNext))
    try {
      for (const { job, error } of await findDeadBySilence(pool)) dead(job, error)
    } catch (error) {
      failed(error)
    } finally {
      this.#isBeating = false
    }
    for (const one of touching) if (one.status === 'rejected') failed(one.reason)
  }

  // Separately: a statement for several jobs locks them in its own order, and a transaction that settles the same ones
  // in another. That is a deadlock, and a second in which no outcome is written.
  async #touch(job: Job): Promise<void> {
    const { boss, elapsed, lost } = this.#options
    const since = elapsed()
    const response = await boss.touch(job.lane, attemptOf(job), { db: this.#db })
    if (affected(response) === 1) this.held([job], since)
    // Completed meanwhile, or lost: then another worker has it and this one must stop.
    else lost(job)
  }

  #giveUpExpired(): void {
    const { running, elapsed, lost } = this.#options
    const now = elapsed()
    for (const job of running()) if (now >= (this.#heldUntil.get(job) ?? 0)) lost(job)
  }
}
