import type { Queries } from '../database/database.ts'
import type { Lane } from '../database/schema.ts'
import type { NewJob } from './queue.ts'

/** A job that was given up after too many attempts. It waits until a person revives or discards it. */
export interface DeadJob extends NewJob {
  readonly id: string
  readonly lane: Lane
  readonly attempts: number
  /** The error of its last attempt. */
  readonly reason: string
  /** Milliseconds since the epoch. */
  readonly diedAt: number
}

/** What kills jobs, and how many. */
export interface CauseOfDeath {
  kind: string
  reason: string
  count: number
}

/** The dead jobs of a queue, to whoever shares its database; the same for each kind. */
export interface DeadJobs {
  /** Whether an id has the form of this queue's ids. */
  isId(id: string): boolean
  /** In the order in which they died, `limit` at most, behind `after`; among these ids only, when given. */
  list(
    db: Queries,
    options: { limit: number; after?: Pick<DeadJob, 'id' | 'diedAt'>; ids?: readonly string[] },
  ): Promise<DeadJob[]>
  /** How many there are. */
  count(db: Queries): Promise<number>
  /** The most frequent hundred. */
  causes(db: Queries): Promise<CauseOfDeath[]>
  /** Takes them out of the queue, and answers with those that were still there: nobody else has taken them. */
  take(tx: Queries, ids: readonly string[]): Promise<DeadJob[]>
}
