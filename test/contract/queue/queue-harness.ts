import { EventEmitter } from 'node:events'
import type { OpenedDatabase } from '../../../packages/server/src/database/open-database.ts'
import type { DeadJobs } from '../../../packages/server/src/queue/dead-jobs.ts'
import { queueFigures } from '../../../packages/server/src/queue/queue-figures.ts'
import type { Job, NewJob, Queue } from '../../../packages/server/src/queue/queue.ts'

/** One database with a queue, and as many workers on it as a test opens. */
export interface QueueHarness<Tx> extends AsyncDisposable {
  /** As another process would open it. Jobs are dead after 3 attempts, leases end after about a second. */
  open(): Promise<Queue<Tx>>
  /** Runs `work` in a transaction of that queue's connection. */
  transaction<T>(queue: Queue<Tx>, work: (tx: Tx) => T | Promise<T>): Promise<T>
  /** Commits jobs from elsewhere, as an app does with its own connection, without a wake-up. */
  commitElsewhere(jobs: readonly NewJob[]): Promise<void>
  /** Takes a job as a worker that is killed right after. */
  claimAndDie(lane: NewJob['lane']): Promise<void>
  /** Ends the leases of all dead workers now. */
  endLeases(): Promise<void>
  database: OpenedDatabase
  dead: DeadJobs
}

export const job = (n: number, more: Partial<NewJob> = {}): NewJob => ({
  lane: 'bulk',
  kind: 'test',
  payload: { n },
  ...more,
})
export const n = (seen: Job) => (seen.payload as { n: number }).n

/** The number of bulk jobs in each state. */
export async function bulkDepth({ database }: Pick<QueueHarness<never>, 'database'>) {
  const lanes = await queueFigures(database, Date.now())
  const { ready, scheduled, running, dead } = lanes.find(({ lane }) => lane === 'bulk') as (typeof lanes)[number]
  return { ready, scheduled, running, dead }
}

/** A queue whose bulk jobs are completed and emitted: `run` with the job. */
export async function noting<Tx>(harness: QueueHarness<Tx>, lane: NewJob['lane'] = 'bulk', maxJobs = 10) {
  const queue = await harness.open()
  const events = new EventEmitter().setMaxListeners(0)
  const ran: Job[] = []
  const worker = queue.work(
    lane,
    async (seen) => {
      await harness.transaction(queue, (tx) => queue.complete(tx, seen))
      ran.push(seen)
      events.emit('run', seen)
      return 'completed'
    },
    { maxJobs },
  )
  return { queue, events, ran, worker }
}
