import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import type { Answer, Statement, StatementRunner, StatementValues } from './statement.ts'

interface Prepared {
  statement: StatementSync
  /** False for an update without `returning`. */
  hasRows: boolean
}

/** Answers at once. */
export interface SqliteRunner extends StatementRunner<DatabaseSync> {
  readonly run: (tx: DatabaseSync, statement: Statement, values: StatementValues) => Answer
  readonly each: NonNullable<StatementRunner<DatabaseSync>['each']>
}

/** Runs statements on one connection to SQLite, and keeps them prepared. */
export function runOnSqlite(raw: DatabaseSync): SqliteRunner {
  const kept = { objects: new Map<Statement, Prepared>(), arrays: new Map<Statement, Prepared>() }

  // Statements are prepared on one connection: on another one's transaction they would commit by themselves.
  function prepared(tx: DatabaseSync, text: Statement, rows: keyof typeof kept): Prepared {
    if (tx !== raw) throw new Error('a statement runs on the connection that it is prepared on')
    let found = kept[rows].get(text)
    if (found === undefined) {
      const statement = raw.prepare(text.sqlite)
      statement.setAllowUnknownNamedParameters(true)
      statement.setReturnArrays(rows === 'arrays')
      found = { statement, hasRows: statement.columns().length > 0 }
      kept[rows].set(text, found)
    }
    return found
  }

  return {
    dialect: 'sqlite',
    run(tx, text, values) {
      const { statement, hasRows } = prepared(tx, text, 'objects')
      if (!hasRows) return { rows: [], rowCount: Number(statement.run(namedValues(values)).changes) }
      const rows = statement.all(namedValues(values))
      return { rows, rowCount: rows.length }
    },
    table: (tx, text, values) =>
      prepared(tx, text, 'arrays').statement.all(namedValues(values)) as unknown as unknown[][],
    each(tx, text, rows) {
      const { statement } = prepared(tx, text, 'objects')
      return rows.filter((row) => Number(statement.run(...row).changes) > 0)
    },
  }
}

/** As node:sqlite binds them; a list is JSON. */
export function namedValues(values: StatementValues): Record<string, SQLInputValue> {
  const bound: Record<string, SQLInputValue> = {}
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) bound[name] = Array.isArray(value) ? JSON.stringify(value) : (value as SQLInputValue)
  }
  return bound
}
