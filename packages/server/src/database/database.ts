import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

/** What a store's statements run on: the database itself, or a transaction of it. */
export type Queries = Kysely<Schema>

/** The handle that every store takes first; the same for each kind of database. */
export interface Database extends AsyncDisposable {
  readonly kysely: Queries
  /** Where it is: a file, or a URL that may hold a password. Others open the same with it. */
  readonly address: string
  /** True when other machines may work on it too. */
  readonly isShared: boolean
  /**
   * Commits when `work` resolves and rolls back when it rejects. `work` may be called again when another transaction
   * was in its way, so it has no effects but on `tx`.
   * Inside, use only the `tx` that is passed: the embedded store has one connection, and asking `kysely` for it
   * waits for a transaction that waits for you. No network and no timers inside: others wait meanwhile.
   */
  transaction<T>(work: (tx: Queries) => Promise<T>): Promise<T>
  /** True when an error means that the database is busy or away at the moment, and not that something is wrong. */
  isAway(error: unknown): boolean
  /** True when the reason is that it takes no writes: its disk is full, read-only or broken. */
  isNotWritable(error: unknown): boolean
  close(): Promise<void>
}
