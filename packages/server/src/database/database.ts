import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

/** What a store's statements run on: the database itself, or a transaction of it. */
export type Queries = Kysely<Schema>

/** The handle that every store takes first; the same for each kind of database. */
export interface Database extends AsyncDisposable {
  readonly kysely: Queries
  /**
   * Commits when `work` resolves and rolls back when it rejects.
   * Inside, use only the `tx` that is passed: the embedded store has one connection, and asking `kysely` for it
   * waits for a transaction that waits for you. No network and no timers inside: others wait meanwhile.
   */
  transaction<T>(work: (tx: Queries) => Promise<T>): Promise<T>
  close(): Promise<void>
}
