import type { Lane } from '../database/schema.ts'

/** Work to be done: ids and ranges, never content, so that a job stays small and what it names is read fresh. */
export interface NewJob {
  lane: Lane
  kind: string
  payload: object
  /** Milliseconds since the epoch; at once when absent. */
  runAt?: number
  /** Jobs of a lane that are due run by their turns, lowest first; before all others when absent. See `Queue.turn`. */
  turn?: number
  /** What takes turns with others: all jobs of a notification are one flow. */
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
 * What became of a job: `completed` when the handler has called `complete` in a transaction of its own,
 * `released` when it stopped before the end and somebody is to go on at once. Throwing means: again later.
 */
export type Settlement = 'completed' | 'released'

/** `signal` aborts when the worker stops or has lost the lease. */
export type JobHandler = (job: Job, signal: AbortSignal) => Promise<Settlement>

export interface WorkOptions {
  /** How many jobs run at once, at most. */
  maxJobs: number
  /** How many more may be started now, asked before each claim; as many as `maxJobs` leaves when absent. */
  capacity?: () => number
  /**
   * Whether a flow that has no job running here may start one though there is no capacity: what is loaded already may
   * take long, and a small notification is not to wait for it. Asked a few times a second. Never, when absent.
   */
  newcomers?: () => boolean
}

/** Stopped by disposing of it: claims nothing more, aborts the signals, waits for the handlers. */
export interface QueueWorker extends AsyncDisposable {
  /** Looks for jobs now, because there is capacity again. */
  wake(): void
}

export interface LaneDepth {
  ready: number
  scheduled: number
  running: number
  /** Given up after too many attempts; a person has to look, see DeadJobs. */
  dead: number
}

export type QueueDepth = Record<Lane, LaneDepth>

/**
 * At-least-once: a job whose worker dies is given to another within 10 seconds or so. `Tx` is the transaction of the
 * database that holds the queue, so that jobs exist if and only if the rows they speak of do.
 */
export interface Queue<Tx> extends AsyncDisposable {
  enqueue(tx: Tx, jobs: readonly NewJob[]): void | Promise<void>
  /** False when the lease was lost meanwhile: another worker settles the job, this one must not count it as done. */
  complete(tx: Tx, job: Job): boolean | Promise<boolean>
  /**
   * The next turn of a lane: what comes with it waits for those who were there before to have one turn, and not for all
   * that they have enqueued. Whoever enqueues a lot gives each of its jobs a turn of its own, from this one on.
   */
  turn(tx: Tx, lane: Lane): number | Promise<number>
  work(lane: Lane, handler: JobHandler, options: WorkOptions): QueueWorker
  /** Looks for jobs now: something was committed. */
  wake(): void
  depth(): Promise<QueueDepth>
}
