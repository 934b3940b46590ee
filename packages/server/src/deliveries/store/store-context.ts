import type { StatementRunner } from '../../database/statement.ts'
import type { Queue } from '../../queue/queue.ts'
import type { OutcomeRows } from './outcome-rows.ts'

/** The part of a queue that joins the store's transactions. */
export type JobTable<Tx> = Pick<Queue<Tx>, 'enqueue' | 'complete' | 'become' | 'turn'>

/** The resources of the store, on a database whose transactions are `Tx`. */
export interface StoreContext<Tx> extends StatementRunner<Tx> {
  rows: OutcomeRows<Tx>
  jobs: JobTable<Tx>
  now: () => number
}
