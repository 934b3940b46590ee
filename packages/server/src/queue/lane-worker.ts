import { setImmediate as immediate } from 'node:timers/promises'
import type { Job, JobHandler, QueueWorker, WorkOptions } from './queue.ts'

/** The part of the queue that a lane's worker needs. */
export interface LaneAccess {
  now: () => number
  hasDue: () => boolean
  nextRunAt: () => number | undefined
  /** At most so many, of none of these flows. */
  claim: (limit: number, except: readonly string[]) => Promise<Job[]>
  release: (job: Job) => Promise<void>
  fail: (job: Job, error: unknown) => Promise<void>
  report: (error: unknown) => void
  closed: (worker: LaneWorker) => void
}

interface RunningJob {
  abort: AbortController
  ended: Promise<void>
}

// Polls without a wake-up: for leases that have run out, and unannounced commits.
const LOOK_EVERY_MS = 1000
const LOOK_FOR_NEWCOMERS_EVERY_MS = 200

/** Claims jobs of one lane while there is capacity, and runs their handler. */
export class LaneWorker implements QueueWorker {
  readonly #handler: JobHandler
  readonly #maxJobs: number
  readonly #capacity: () => number
  readonly #newcomers: () => boolean
  readonly #lane: LaneAccess
  // By attempt and not by id: a job may come back while the handler that lost it is still ending.
  readonly #running = new Map<Job, RunningJob>()
  #looking = false
  #again = false
  #stopped = false
  /** Set while there are no polls, because the database failed. */
  #resting: NodeJS.Timeout | undefined
  #nextLookAt = 0
  #newcomersAt = 0

  constructor(handler: JobHandler, options: WorkOptions, lane: LaneAccess) {
    this.#handler = handler
    this.#maxJobs = options.maxJobs
    this.#capacity = options.capacity ?? (() => options.maxJobs)
    this.#newcomers = options.newcomers ?? (() => false)
    this.#lane = lane
  }

  /** The next poll without a wake-up. */
  get nextLookAt(): number {
    return this.#nextLookAt
  }

  running(): Job[] {
    return [...this.#running.keys()]
  }

  wake(): void {
    this.#again = true
    if (!this.#looking && !this.#stopped && this.#resting === undefined) void this.#look()
  }

  /**
   * Aborts the handler of a job that may belong to another worker now; false when it was aborted before, or has ended.
   */
  abandon(job: Job): boolean {
    const running = this.#running.get(job)
    if (running === undefined || running.abort.signal.aborted) return false
    running.abort.abort(new Error('the lease of this job was lost'))
    return true
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#resting)
    for (const { abort } of this.#running.values()) abort.abort(new Error('the worker stops'))
    while (this.#looking || this.#running.size > 0) {
      await Promise.allSettled(Array.from(this.#running.values(), ({ ended }) => ended))
      await immediate()
    }
    this.#lane.closed(this)
  }

  async #look(): Promise<void> {
    this.#looking = true
    try {
      while (this.#again && !this.#stopped) {
        this.#again = false
        await this.#claimAll()
      }
    } catch (error) {
      this.#lane.report(error)
      this.#rest()
    } finally {
      this.#looking = false
    }
  }

  // A wake-up meanwhile, ten times a second, would only add load on a database that is away.
  #rest(): void {
    if (this.#stopped) return
    this.#resting = setTimeout(() => {
      this.#resting = undefined
      this.wake()
    }, LOOK_EVERY_MS)
  }

  async #claimAll(): Promise<void> {
    while (!this.#stopped) {
      const room = Math.min(this.#maxJobs - this.#running.size, this.#capacity())
      const later = this.#lane.now() + LOOK_EVERY_MS
      if (room <= 0 && (await this.#claimNewcomer())) continue
      if (room <= 0 || !this.#lane.hasDue()) {
        this.#nextLookAt = Math.min(later, room > 0 ? (this.#lane.nextRunAt() ?? later) : later)
        return
      }
      for (const job of await this.#lane.claim(room, [])) this.#start(job)
      // Claims resolve without leaving the microtasks: handlers that end at once must not starve sockets and timers.
      await immediate()
    }
  }

  async #claimNewcomer(): Promise<boolean> {
    const now = this.#lane.now()
    const isEarly = Math.abs(now - this.#newcomersAt) < LOOK_FOR_NEWCOMERS_EVERY_MS
    if (isEarly || this.#running.size >= this.#maxJobs || !this.#newcomers()) return false
    this.#newcomersAt = now
    if (!this.#lane.hasDue()) return false
    const flows = new Set(this.running().flatMap(({ flow }) => flow ?? []))
    const jobs = await this.#lane.claim(1, [...flows])
    for (const job of jobs) this.#start(job)
    return jobs.length > 0
  }

  #start(job: Job): void {
    const abort = new AbortController()
    if (this.#stopped) abort.abort(new Error('the worker stops'))
    const running: RunningJob = { abort, ended: Promise.resolve() }
    this.#running.set(job, running)
    running.ended = this.#run(job, abort.signal).finally(() => {
      this.#running.delete(job)
      this.wake()
    })
  }

  async #run(job: Job, signal: AbortSignal): Promise<void> {
    try {
      const settlement = await this.#handler(job, signal)
      if (settlement === 'released') await this.#lane.release(job)
    } catch (error) {
      await this.#lane.fail(job, error)
    }
  }
}
