import type { PostgresConnection } from './postgres-connection.ts'
import type { Statement, StatementRunner, StatementValues } from './statement.ts'

/** Runs statements on a connection to PostgreSQL. */
export const runOnPostgres: StatementRunner<PostgresConnection> = {
  dialect: 'postgres',
  run: (tx, statement, values) =>
    tx.query({ text: statement.postgres, values: inOrder(statement, values), isKept: statement.isKept }),
  async table(tx, statement, values) {
    const query = { text: statement.postgres, values: inOrder(statement, values), rowMode: 'array' } as const
    return (await tx.query(query)).rows as unknown[][]
  },
}

/** In the order of `$1`, `$2`, … */
export function inOrder({ names }: Statement, values: StatementValues): unknown[] {
  return names.map((name) => {
    const value = values[name]
    if (value === undefined) throw new Error(`the statement's value ${name} is missing`)
    return value
  })
}
