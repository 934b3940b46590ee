import type { Lane } from '../database/schema.ts'

/** A job: ids and ranges, never content, so that it stays small and its rows are read fresh. */
export interface NewJob<Payload extends object = object> {
  lane: Lane
  kind: string
  payload: Payload
  /** Milliseconds since the epoch; at once when absent. */
  runAt?: number
  /** Jobs of a lane that are due run by their turns, lowest first; before all others when absent. See `Queue.turn`. */
  turn?: number
  /** The flow that takes turns with others: all jobs of a notification are one flow. */
  flow?: string
}

export interface Job {
  readonly id: string
  readonly lane: Lane
  readonly kind: string
  readonly payload: unknown
  /** This one included. */
  readonly attempts: number
  /** 0 when it was given none. */
  readonly turn: number
  readonly flow: string | undefined
}

/**
 * The result of a job: `completed` when the handler has called `complete` in its own transaction, `released` when it
 * stopped before the end and another should go on at once. Throwing means a retry later.
 */
export type Settlement = 'completed' | 'released'

/** `signal` aborts when the worker stops or has lost the lease. */
export type JobHandler = (job: Job, signal: AbortSignal) => Promise<Settlement>

export interface WorkOptions {
  /** How many jobs run at once, at most. */
  maxJobs: number
  /** The number of jobs that may be started now, called before each claim; as many as `maxJobs` leaves when absent. */
  capacity?: () => number
  /**
   * Whether a flow without a running job here may start one without capacity: the loaded deliveries may take long, and
   * a small notification must not wait for them. Called a few times a second. Never, when absent.
   */
  newcomers?: () => boolean
}

/** Stopped by disposing of it: claims nothing more, aborts the signals, waits for the handlers. */
export interface QueueWorker extends AsyncDisposable {
  /** Polls for jobs now, because there is capacity again. */
  wake(): void
}

/**
 * At-least-once: a job whose worker dies is given to another within 10 seconds or so. `Tx` is the transaction of the
 * queue's database, so that jobs exist if and only if their rows do.
 */
export interface Queue<Tx> extends AsyncDisposable {
  enqueue(tx: Tx, jobs: readonly NewJob[]): void | Promise<void>
  /** False when the lease was lost meanwhile: another worker settles the job, this one must not count it as done. */
  complete(tx: Tx, job: Job): boolean | Promise<boolean>
  /**
   * Turns a job into another one of its lane, which this worker goes on with under the same lease, and its successor if
   * it dies. Call `hasBecome` when it is committed. Throws JobTakenOver where the lease was lost meanwhile; the
   * transaction cannot commit then, even if that was asked for before the answer came.
   */
  become(tx: Tx, job: Job, next: NewJob): void | Promise<void>
  /**
   * The next turn of a lane: a job with it waits for one turn of each earlier flow, and not for all their jobs. A
   * caller with many jobs gives each its own turn, from this one on.
   */
  turn(tx: Tx, lane: Lane): number | Promise<number>
  work(lane: Lane, handler: JobHandler, options: WorkOptions): QueueWorker
  /** Polls for jobs now: something was committed, in this lane if it is given. */
  wake(lane?: Lane): void
}

/** The lease was lost meanwhile: another worker has the job by now. */
export class JobTakenOver extends Error {
  override name = 'JobTakenOver'
}

/** The job in memory follows its row: it stays the same object, by which the worker knows its lease. */
export function hasBecome(job: Job, { kind, payload }: NewJob): void {
  Object.assign(job, { kind, payload })
}
