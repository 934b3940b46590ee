import type { DatabaseSync } from 'node:sqlite'
import { CompiledQuery } from 'kysely'
import type { Database, Queries } from './database.ts'
import { inOrder } from './run-on-postgres.ts'
import { namedValues, runOnSqlite, type SqliteRunner } from './run-on-sqlite.ts'
import type { Statement, StatementValues } from './statement.ts'

/**
 * Statements one after the other, each chosen by the results of the earlier ones: written once for an awaited
 * transaction and for an app's own SQLite transaction, which must stay synchronous.
 */
export type Steps<Result> = Generator<Step, Result, unknown[]>

interface Step {
  statement: Statement
  values: StatementValues
}

/** One step, and its rows. Their types are the caller's word. */
export function* rowsOf<Row>(statement: Statement, values: StatementValues): Steps<Row[]> {
  return (yield { statement, values }) as Row[]
}

export async function runSteps<Result>(
  tx: Queries,
  dialect: Database['dialect'],
  steps: Steps<Result>,
): Promise<Result> {
  let step = steps.next()
  while (!step.done) {
    const { statement, values } = step.value
    const query =
      dialect === 'postgres'
        ? CompiledQuery.raw(statement.postgres, inOrder(statement, values))
        : CompiledQuery.raw(statement.sqlite, [namedValues(values)])
    step = steps.next((await tx.executeQuery(query)).rows)
  }
  return step.value
}

/** Runs steps at once, each on the connection of an app. */
export class StepsWithin {
  // Preparing costs twice as much as running. An app's connection that is closed is forgotten with its statements.
  readonly #kept = new WeakMap<DatabaseSync, SqliteRunner>()

  run<Result>(app: DatabaseSync, steps: Steps<Result>): Result {
    const kept = this.#kept.get(app) ?? runOnSqlite(app)
    this.#kept.set(app, kept)
    let step = steps.next()
    while (!step.done) step = steps.next(kept.run(app, step.value.statement, step.value.values).rows)
    return step.value
  }
}
