import type { OpenedDatabase } from '../../database/open-database.ts'
import type { WriteAlone } from './shared-budgets.ts'

/**
 * A statement of its own on PostgreSQL is a transaction already, in one round trip. On SQLite it waits for its turn to
 * write, and not for the disk: a power cut fills all budgets.
 */
export function writeAlone(database: OpenedDatabase): WriteAlone {
  if (database.dialect === 'postgres') return (one, values) => database.statements.run(database.connection, one, values)
  return (one, values) => database.atomically((tx) => database.statements.run(tx, one, values))
}
