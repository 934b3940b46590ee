import { closeSync, existsSync, openSync } from 'node:fs'
import { resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { DatabaseError } from './database-error.ts'
import type { Database, Queries } from './database.ts'
import { joinTransaction } from './join-transaction.ts'
import { migrateSqlite } from './migrate-sqlite.ts'
import type { Schema } from './schema.ts'
import { isBusy, isBusyOrStuck, sqliteDialect } from './sqlite-dialect.ts'

export interface SqliteOptions {
  now?: () => number
  /** Page cache of this connection in MiB, at most. */
  cacheMiB?: number
  /** The engine's thread opens what the main thread has migrated already. */
  migrate?: boolean
}

/** The embedded store: one file, one connection. */
export interface SqliteDatabase extends Database {
  readonly dialect: 'sqlite'
  readonly file: string
  /** The connection below Kysely, for kept statements that only read. Writes go through `atomically`. */
  readonly raw: DatabaseSync
  /** Runs synchronous statements in one transaction, when no other one is open on this connection. */
  atomically<T>(work: (raw: DatabaseSync) => T): Promise<T>
  /** The connection of an app whose open transaction Belfry's statements join; throws DatabaseError. */
  join(caller: DatabaseSync): DatabaseSync
}

const OPEN_PATIENCE_MS = 5000
const BUSY_TIMEOUT_MS = 60 // one commit of another connection takes up to 55 ms; see `patient` in sqlite-dialect.ts
const DEFAULT_CACHE_MIB = 64

/**
 * Opens (and makes, and migrates) a SQLite file, durable to power loss: WAL with synchronous FULL.
 * Throws DatabaseError `database-unavailable`, `database-newer` or `migration-failed`.
 *
 * @example
 * await using database = await openSqlite('belfry.db')
 * await database.kysely.selectFrom('belfry_sites').selectAll().execute()
 */
export async function openSqlite(
  path: string,
  options: SqliteOptions = {},
): Promise<SqliteDatabase> {
  const file = resolve(path)
  const raw = connect(file)
  try {
    await useWriteAheadLog(raw)
    raw.exec(`
      pragma synchronous = full;
      pragma foreign_keys = on;
      pragma cache_size = ${-1024 * (options.cacheMiB ?? DEFAULT_CACHE_MIB)};
    `)
    if (options.migrate ?? true) migrateSqlite(raw, options.now ?? Date.now)
    raw.exec(`pragma busy_timeout = ${BUSY_TIMEOUT_MS}`)
  } catch (error) {
    raw.close()
    throw error instanceof DatabaseError ? error : unavailable(file, error)
  }
  return handle(file, raw)
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

function handle(file: string, raw: DatabaseSync): SqliteDatabase {
  const kysely: Queries = new Kysely<Schema>({ dialect: sqliteDialect(raw) })
  let closing: Promise<void> | undefined
  // Kysely closes the connection only when a query has run on it.
  const close = () =>
    (closing ??= kysely.destroy().then(() => {
      if (raw.isOpen) raw.close()
    }))
  return {
    dialect: 'sqlite',
    file,
    address: file,
    isShared: false,
    raw,
    kysely,
    transaction: (work) => kysely.transaction().execute(work),
    atomically: (work) => kysely.transaction().execute(() => Promise.resolve(work(raw))),
    isAway: isBusyOrStuck,
    join: (caller) => joinTransaction(file, caller),
    close,
    [Symbol.asyncDispose]: close,
  }
}
