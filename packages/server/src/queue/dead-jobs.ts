import type { Queries } from '../database/database.ts'
import type { Lane } from '../database/schema.ts'
import type { NewJob } from './queue.ts'

/** A job that failed too many times. It waits until a person revives or discards it. */
export interface DeadJob extends NewJob {
  readonly id: string
  readonly lane: Lane
  readonly attempts: number
  /** The error of its last attempt. */
  readonly reason: string
  /** Milliseconds since the epoch. */
  readonly diedAt: number
}

/** A cause of dead jobs, and their number. */
export interface CauseOfDeath {
  kind: string
  reason: string
  count: number
}

/** The dead jobs of a queue, for every process on its database; the same for each kind. */
export interface DeadJobs {
  /** Whether an id has the form of this queue's ids. */
  isId(id: string): boolean
  /** In the order in which they died, `limit` at most, behind `after`; among these ids only, when given. */
  list(
    db: Queries,
    options: { limit: number; after?: Pick<DeadJob, 'id' | 'diedAt'>; ids?: readonly string[] },
  ): Promise<DeadJob[]>
  /** The number of dead jobs. */
  count(db: Queries): Promise<number>
  /** The most frequent hundred. */
  causes(db: Queries): Promise<CauseOfDeath[]>
  /** Takes them out of the queue, and returns those that were still there: nobody else has taken them. */
  take(tx: Queries, ids: readonly string[]): Promise<DeadJob[]>
}
