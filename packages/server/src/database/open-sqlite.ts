import { closeSync, existsSync, openSync } from 'node:fs'
import { resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { DatabaseSync } from 'node:sqlite'
import { CompiledQuery, Kysely } from 'kysely'
import { DatabaseError } from './database-error.ts'
import { emptyLog } from './empty-log.ts'
import type { Database, Queries } from './database.ts'
import { createLogFlusher, LogFlushError, type LogFlusher } from './flush-log.ts'
import { joinTransaction } from './join-transaction.ts'
import { migrateSqlite } from './migrate-sqlite.ts'
import { refuseMovedSqlite } from './moved-store.ts'
import { namedValues, runOnSqlite } from './run-on-sqlite.ts'
import type { Schema } from './schema.ts'
import { isBusy, isBusyOrStuck, isStuck, sqliteDialect } from './sqlite-dialect.ts'
import { createLogMover, type LogMover } from './move-log.ts'
import {
  CommittedWith,
  type Statement,
  type StatementDatabase,
  type StatementValues,
  type TransactionOptions,
  type Work,
} from './statement.ts'
import { createWriteTurns } from './write-turns.ts'

export interface SqliteOptions {
  now?: () => number
  /** Page cache of this connection in MiB, at most. */
  cacheMiB?: number
  /** The engine's thread opens a database that the main thread has migrated. */
  migrate?: boolean
  /** Size of the write-ahead log, in MiB, above which a commit of this connection moves it into the file: 4. */
  checkpointAtMiB?: number
  /** Flushes commits to the disk, for tests of events during a flush. */
  flusher?: (file: string) => LogFlusher
}

/** The embedded store: one file, one connection. */
export interface SqliteDatabase extends Database, StatementDatabase<DatabaseSync> {
  readonly dialect: 'sqlite'
  readonly file: string
  /** The connection below Kysely, for kept statements that only read. Writes go through `atomically`. */
  readonly raw: DatabaseSync
  /**
   * Runs statements in one transaction, when no other one is open on this connection. Committed when it resolves; a
   * power cut may take the newest such commits back until `flush` resolves. `work` only awaits promises that resolve at
   * once, and none in a thread where an app may write: see `inOneGo`.
   */
  atomically<T>(work: (raw: DatabaseSync) => Work<T> | Promise<Work<T>>, options?: TransactionOptions): Promise<T>
  /** Resolves when all earlier commits survive a power cut. Throws LogFlushError. */
  flush(): Promise<void>
  /** The connection of an app whose open transaction Belfry's statements join; throws DatabaseError. */
  join(caller: DatabaseSync): DatabaseSync
}

const OPEN_PATIENCE_MS = 5000
const BUSY_TIMEOUT_MS = 5 // blocks the thread: write-turns.ts does the rest of the waiting
const DEFAULT_CACHE_MIB = 64
const CHECKPOINT_AT_MIB = 4
// By a transaction that somebody waits for, if no other one does it: see `movesLog`.
const LATE_CHECKPOINT_AT_MIB = 16
// The log is truncated to this at its restart: one that grew under a long reader does not keep its size for ever.
const LOG_KEPT_MIB = 64

/**
 * Opens (and makes, and migrates) a SQLite file, durable to power loss: a resolved `transaction` is on the disk. Throws
 * DatabaseError `database-unavailable`, `database-newer` or `migration-failed`.
 *
 * @example
 * await using database = await openSqlite('belfry.db')
 * await database.kysely.selectFrom('belfry_sites').selectAll().execute()
 */
export async function openSqlite(path: string, options: SqliteOptions = {}): Promise<SqliteDatabase> {
  const file = resolve(path)
  const raw = connect(file)
  try {
    await useWriteAheadLog(raw)
    raw.exec(`
      pragma synchronous = normal;
      pragma journal_size_limit = ${LOG_KEPT_MIB * 2 ** 20};
      pragma foreign_keys = on;
      pragma secure_delete = on;
      pragma cache_size = ${-1024 * (options.cacheMiB ?? DEFAULT_CACHE_MIB)};
    `)
    if (options.migrate ?? true) {
      refuseMovedSqlite(raw)
      migrateSqlite(raw, options.now ?? Date.now)
    }
    raw.exec(`pragma busy_timeout = ${BUSY_TIMEOUT_MS}`)
  } catch (error) {
    raw.close()
    throw error instanceof DatabaseError ? error : unavailable(file, error)
  }
  const mover = createLogMover(raw, {
    at: pagesOf(raw, options.checkpointAtMiB ?? CHECKPOINT_AT_MIB),
    late: pagesOf(raw, LATE_CHECKPOINT_AT_MIB),
  })
  return handle(file, raw, (options.flusher ?? createLogFlusher)(file), mover)
}

function connect(file: string): DatabaseSync {
  try {
    makePrivate(file)
    return new DatabaseSync(file, { timeout: OPEN_PATIENCE_MS })
  } catch (error) {
    throw unavailable(file, error)
  }
}

// Endpoints and auth secrets live in it: readable by its owner only. SQLite gives -wal and -shm the same mode.
// An existing file is never opened here: closing any descriptor of it would drop the locks that an app's own
// connection in this process holds (https://sqlite.org/howtocorrupt.html 2.2).
function makePrivate(file: string): void {
  if (existsSync(file)) return
  try {
    closeSync(openSync(file, 'wx', 0o600))
  } catch (error) {
    if (!isErrno(error, 'EEXIST')) throw error
  }
}

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

// Two processes that make one file at the same time: the change of mode is not covered by the busy timeout.
async function useWriteAheadLog(raw: DatabaseSync): Promise<void> {
  const deadline = performance.now() + OPEN_PATIENCE_MS
  for (;;) {
    try {
      raw.exec('pragma journal_mode = wal')
      return
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw error
    }
    await delay(20)
  }
}

function unavailable(file: string, cause: unknown): DatabaseError {
  const why = cause instanceof Error ? cause.message : String(cause)
  return new DatabaseError('database-unavailable', `cannot open ${file}: ${why}`, { cause })
}

function pagesOf(raw: DatabaseSync, mib: number): number {
  const size = Number(raw.prepare('pragma page_size').get()?.['page_size'])
  return Math.round((mib * 2 ** 20) / size)
}

function handle(file: string, raw: DatabaseSync, log: LogFlusher, mover: LogMover): SqliteDatabase {
  const inTurn = createWriteTurns(isBusy)
  // It has the connection already, and the current turn may be waiting for it: so these have separate turns.
  const aloneInTurn = createWriteTurns(isBusy)
  const durably = async <T>(write: Promise<T>, committed?: (result: T) => void): Promise<T> => {
    const result = await write
    committed?.(result)
    // Also when nothing was written: rows that were read may be another's commit that is not on the disk yet.
    await log.flush()
    return result
  }
  const dialect = sqliteDialect(raw, (write) => durably(aloneInTurn(write)))
  const kysely: Queries = new Kysely<Schema>({ dialect })
  let closing: Promise<void> | undefined
  const close = () =>
    (closing ??= (async () => {
      await log.close()
      await kysely.destroy()
      if (raw.isOpen) raw.close() // Kysely closes it only when a query has run on it
    })())
  return {
    dialect: 'sqlite',
    statements: runOnSqlite(raw),
    connection: raw,
    file,
    address: file,
    isShared: false,
    raw,
    kysely,
    transaction: (work, committed) =>
      durably(
        inTurn(() => kysely.connection().execute((one) => inOneTurn(one, work))),
        committed,
      ),
    read: async <Row>(statement: Statement, values: StatementValues) => {
      // Values that the statement does not name are ignored, as everywhere else.
      const own = Object.fromEntries(statement.names.map((name) => [name, values[name]]))
      const query = CompiledQuery.raw(statement.sqlite, [namedValues(own)])
      return (await kysely.executeQuery<Row>(query)).rows
    },
    atomically: (work, { movesLog = false } = {}) =>
      inTurn(() =>
        kysely.connection().execute(() => {
          mover.set(movesLog)
          return inOneGo(raw, work)
        }),
      ),
    flush: () => log.flush(),
    isNotWritable: (error) => isStuck(error) || error instanceof LogFlushError,
    isAway: (error) => isBusyOrStuck(error) || error instanceof LogFlushError,
    emptyLog: () => emptyLog(raw),
    join: (caller) => joinTransaction(file, caller),
    close,
    [Symbol.asyncDispose]: close,
  }
}

// The awaits of `work` are promises that resolve at once, but an app's pending microtasks may run between two of them,
// in this thread. Its synchronous write would block the thread until the lock that this holds is free, and this could
// not go on to free it. In a separate turn of the loop, nothing else runs between `begin` and `commit`.
async function inOneTurn<T>(one: Queries, work: (tx: Queries) => Promise<T>): Promise<T> {
  await new Promise((resolve) => setImmediate(resolve))
  return one.transaction().execute(work)
}

// When `work` awaits nothing, it begins and commits without yielding: an app's code that ran in between, in this
// thread, would deadlock with this until the app's timeout.
async function inOneGo<T>(raw: DatabaseSync, work: (raw: DatabaseSync) => Work<T> | Promise<Work<T>>): Promise<T> {
  raw.exec('begin immediate')
  try {
    const begun = work(raw)
    const worked = begun instanceof Promise ? await begun : begun
    const result = worked instanceof CommittedWith ? await worked.answers : worked
    raw.exec('commit')
    return result
  } catch (error) {
    // A full disk ends the transaction by itself (https://sqlite.org/lang_transaction.html, section 3).
    if (raw.isTransaction) raw.exec('rollback')
    throw error
  }
}
