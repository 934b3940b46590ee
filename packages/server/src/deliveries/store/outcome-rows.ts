import type { OutcomeRecord, RetriedRecord } from '../delivery-store.ts'
import type { OutcomeSums } from './outcome-sums.ts'

/**
 * The rows of the deliveries themselves, the one part of the store that differs by database: a statement for a thousand
 * rows costs PostgreSQL 8 µs a row and one for each row some hundred, and on SQLite the prepared statement for one row
 * is faster (600,000 rows a second).
 */
export interface OutcomeRows<Tx> {
  /**
   * Writes the outcomes that are new, adds them to `sums`, and returns those of them with a pending retry.
   */
  write(
    tx: Tx,
    outcomes: readonly OutcomeRecord[],
    sums: OutcomeSums,
  ): readonly RetriedRecord[] | Promise<readonly RetriedRecord[]>
}
