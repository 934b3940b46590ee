import { statSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { DatabaseError } from './database-error.ts'

/**
 * Checks that `caller` has a transaction open on the very file that Belfry uses, so that Belfry's rows are committed
 * with the caller's or not at all. Throws DatabaseError `transaction-not-open` or `transaction-other-database`.
 * Synchronous, as code inside an app's transaction must be.
 */
export function joinTransaction(file: string, caller: DatabaseSync): DatabaseSync {
  const location = caller.location()
  if (location === null || !isSameFile(location, file)) {
    throw new DatabaseError(
      'transaction-other-database',
      `the transaction is on ${location ?? 'a database in memory'}, Belfry's tables are in ${file}: give ` +
        'createBelfry the option database with the file of your app',
    )
  }
  if (!caller.isTransaction) {
    throw new DatabaseError(
      'transaction-not-open',
      "no transaction is open on the connection: run it between 'begin immediate' and " +
        "'commit', or omit the option transaction",
    )
  }
  return caller
}

function isSameFile(a: string, b: string): boolean {
  if (a === b) return true
  const [one, other] = [a, b].map((path) => statSync(path, { bigint: true, throwIfNoEntry: false }))
  return one !== undefined && one.dev === other?.dev && one.ino === other.ino
}
