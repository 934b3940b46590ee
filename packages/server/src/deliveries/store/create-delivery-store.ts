import type { StatementDatabase } from '../../database/statement.ts'
import { hasBecome, JobTakenOver } from '../../queue/queue.ts'
import type { DeliveryStore, PlanProgress } from '../delivery-store.ts'
import { deliverKind } from '../jobs.ts'
import { readDueDeliveries } from './due-deliveries.ts'
import { findNotification, statesOf } from './notification-progress.ts'
import type { OutcomeRows } from './outcome-rows.ts'
import { readEndings } from './read-endings.ts'
import { resumeSlice } from './park-job.ts'
import { planSlice } from './plan-slice.ts'
import { recordOutcomes } from './record-outcomes.ts'
import type { JobTable, StoreContext } from './store-context.ts'

export interface DeliveryStoreOptions<Tx> {
  database: StatementDatabase<Tx>
  rows: OutcomeRows<Tx>
  jobs: JobTable<Tx>
  now?: () => number
}

/** The delivery store of either database: the same statements and steps, except for the rows of the deliveries. */
export function createDeliveryStore<Tx>(options: DeliveryStoreOptions<Tx>): DeliveryStore {
  const { database, rows, jobs, now = Date.now } = options
  const { connection } = database
  const context: StoreContext<Tx> = { ...database.statements, rows, jobs, now }
  return {
    notification: (number) => findNotification(connection, number, context),
    states: (numbers) => statesOf(connection, numbers, context),
    endings: (after) => readEndings(connection, after, context),
    due: (notification, target, after, limit) =>
      readDueDeliveries(context, connection, notification, target, after, limit),
    async plan(job, number, turn) {
      try {
        const slice = (tx: Tx) => planSlice(tx, job, { number, turn }, context)
        const progress = await database.atomically<PlanProgress>(slice, { readsFirst: true })
        const batch = progress.kind === 'planned' ? progress.batch : undefined
        if (batch !== undefined) hasBecome(job, deliverKind.job(job.lane, batch.payload))
        return progress
      } catch (error) {
        if (error instanceof JobTakenOver) return { kind: 'ended' }
        throw error
      }
    },
    resume: (job, notification, turn) =>
      database.atomically((tx) => resumeSlice(tx, job, { notification, turn }, context)),
    async record(outcomes, ends) {
      const asked = now()
      const recorded = await database.atomically((tx) => recordOutcomes(tx, { outcomes, ends, asked }, context), {
        readsFirst: outcomes.length > 0,
        movesLog: true,
      })
      await database.flush() // commits lost in a power cut are sent again
      return recorded
    },
    drop: (job) => database.atomically(async (tx) => void (await jobs.complete(tx, job))),
  }
}
