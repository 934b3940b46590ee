import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'
import type { Statement, StatementValues } from './statement.ts'

/** The target of a store's statements: the database itself, or a transaction of it. */
export type Queries = Kysely<Schema>

/** The handle that every store takes first; the same for each kind of database. */
export interface Database extends AsyncDisposable {
  readonly dialect: 'sqlite' | 'postgres'
  readonly kysely: Queries
  /** Its address: a file, or a URL that may hold a password. Others open the same database with it. */
  readonly address: string
  /** True when other machines may work on it too. */
  readonly isShared: boolean
  /**
   * Commits when `work` resolves and rolls back when it rejects. `work` may be called again after a conflict with
   * another transaction, so it has no effects except on `tx`. Inside, use only the passed `tx`: the embedded store has
   * one connection, and using `kysely` would deadlock with the transaction. No network, timers or threads inside:
   * others wait meanwhile, and in the embedded store an app in the same thread that writes synchronously would wait
   * until its timeout. `committed` is called once, before it resolves: others see the commit by then, and a power cut
   * may still take it back.
   */
  transaction<T>(work: (tx: Queries) => Promise<T>, committed?: (result: T) => void): Promise<T>
  /** Runs one read-only statement, in the dialect of this database, outside of any transaction. */
  read<Row>(statement: Statement, values: StatementValues): Promise<Row[]>
  /** True when an error means that the database is busy or away at the moment, and not that something is wrong. */
  isAway(error: unknown): boolean
  /** True when the reason is that it takes no writes: its disk is full, read-only or broken. */
  isNotWritable(error: unknown): boolean
  /**
   * Takes what was deleted out of the embedded store's write-ahead log. False where another connection kept it for five
   * seconds: then it goes with a later checkpoint. PostgreSQL's log is its own.
   */
  emptyLog(): Promise<boolean>
  close(): Promise<void>
}
