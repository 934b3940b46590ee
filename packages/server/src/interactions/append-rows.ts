import type { StatementDatabase } from '../database/statement.ts'
import type { LogRow } from './read-report.ts'
import { APPEND } from './statements.ts'

/** Appends to the log. Not flushed: a power cut may take its last seconds, as it may take reports that were not sent. */
export async function appendRows<Tx>(database: StatementDatabase<Tx>, rows: readonly LogRow[]): Promise<void> {
  if (rows.length === 0) return
  const notifications = rows.map(({ notification }) => notification.number)
  const subscriptions = rows.map(({ reporter }) => reporter.id)
  const kinds = rows.map(({ kind }) => kind)
  const devices = rows.map(({ reporter }) => reporter.device)
  const times = rows.map(({ at }) => at)
  const text = JSON.stringify(
    rows.map(({ notification, reporter, kind, at }) => [notification.number, reporter.id, kind, reporter.device, at]),
  )
  const values = { notifications, subscriptions, kinds, devices, times, rows: text }
  await database.atomically((tx) => database.statements.run(tx, APPEND, values))
}
