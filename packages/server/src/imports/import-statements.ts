import type { OpenedDatabase } from '../database/open-database.ts'
import type { ImportStatements } from './import-store.ts'
import { postgresImportStatements } from './postgres-import-statements.ts'
import { sqliteImportStatements } from './sqlite-import-statements.ts'

/** The bulk statements that belong to the database's kind. */
export function importStatementsOf({ dialect }: OpenedDatabase): ImportStatements {
  switch (dialect) {
    case 'sqlite':
      return sqliteImportStatements
    case 'postgres':
      return postgresImportStatements
  }
}
