import type { StatementDatabase } from '../database/statement.ts'
import type { LogRow } from './read-report.ts'
import { APPEND } from './statements.ts'
import type { Told } from './told.ts'

/** Appends to the log. Not flushed: a power cut may take its last seconds, as it may take reports that were not sent. */
export async function appendRows<Tx>(database: StatementDatabase<Tx>, rows: readonly LogRow[]): Promise<void> {
  if (rows.length === 0) return
  const told = rows.map(({ notification, reporter, kind, at }): Told => [
    notification.number,
    reporter.id,
    kind,
    reporter.device,
    at,
    reporter.subscriber,
  ])
  const values = { size: told.length, reports: JSON.stringify(told) }
  await database.atomically((tx) => database.statements.run(tx, APPEND, values))
}
