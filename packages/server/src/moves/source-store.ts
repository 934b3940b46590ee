import { createHash } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { DatabaseError } from '../database/database-error.ts'
import { migrateSqlite } from '../database/migrate-sqlite.ts'
import { markMoving, markOf, markMoved, unmark } from '../database/moved-store.ts'
import { isBusy } from '../database/sqlite-dialect.ts'
import { parseStored, storedObject } from '../database/stored-json.ts'
import type { Lane } from '../database/schema.ts'
import type { NewJob } from '../queue/queue.ts'
import { MoveError } from './move-error.ts'
import { movedNumber, movedPayload, movedTables, type MovedTable } from './moved-table.ts'

export interface MovedJob extends NewJob {
  id: number
  /** The last error of a dead job. */
  dead?: string
}

/** The embedded store while it is moved: nobody else can write to it or deliver from it. */
export interface SourceStore extends Disposable {
  readonly file: string
  /** Identifies this store, wherever its folder is. */
  readonly identity: string
  readonly tables: readonly MovedTable[]
  /** True when it was completely moved before. */
  readonly isMoved: boolean
  count(table: string): number
  /** Rows after a key, in the order of the key. */
  page(table: MovedTable, after: readonly unknown[] | undefined, limit: number): unknown[][]
  rows(table: MovedTable): Iterable<unknown[]>
  jobs(after: number, limit: number): MovedJob[]
  /** First days of the weeks that have notifications, counted from 1970. */
  weeks(): number[]
  /** The highest number of a notification, as it is here. */
  lastNotification(): number
  /** No Belfry starts on it from now on. */
  begin(target: string): void
  finish(): void
}

/**
 * Opens the store of a data folder, or an app's own SQLite file with Belfry's tables in it. Throws a MoveError
 * `source-missing` or `source-in-use`, or a DatabaseError.
 */
export function openSource(path: string, now: () => number): SourceStore {
  const file = storeFile(path)
  const db = connect(file)
  let presence: DatabaseSync | undefined
  try {
    refuseStrange(db, file)
    presence = new DatabaseSync(`${file}-engines`)
    presence.exec('begin exclusive') // the lock of those who deliver, see engine-presence.ts
    migrateSqlite(db, now)
    db.exec('pragma foreign_keys = on; begin immediate')
    return handle(file, db, presence, now)
  } catch (error) {
    presence?.close()
    db.close()
    throw whyUnusable(error, file)
  }
}

/** Abandons an unfinished move; false when there is none. Throws the errors of openSource. */
export function abandonMove(path: string): boolean {
  const file = storeFile(path)
  using db = connect(file)
  try {
    refuseStrange(db, file)
    return unmark(db)
  } catch (error) {
    throw whyUnusable(error, file)
  }
}

function storeFile(path: string): string {
  const file = isFolder(path) ? join(path, 'belfry.db') : path
  if (existsSync(file)) return file
  throw new MoveError(
    'source-missing',
    `there is no store in ${file}: name the data folder of the Belfry that is to move, or your ` +
      "app's own file if Belfry's tables are in it",
  )
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}

// Nobody else may have it open, even only to accept: notifications accepted during the copy would stay behind. In this
// mode SQLite's first read takes a lock that conflicts with every other connection, even an idle one.
function connect(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { timeout: 1000 })
  db.exec('pragma locking_mode = exclusive')
  return db
}

function refuseStrange(db: DatabaseSync, file: string): void {
  db.exec('begin exclusive; commit')
  if (db.prepare("select 1 from sqlite_schema where name = 'belfry_sites'").get()) return
  throw new MoveError(
    'source-missing',
    `${file} holds no tables of Belfry: name the data folder, or the file that your app gave to Belfry`,
  )
}

function whyUnusable(error: unknown, file: string): unknown {
  if (error instanceof MoveError || error instanceof DatabaseError) return error
  if (isBusy(error))
    return new MoveError('source-in-use', `a Belfry, or another program, has ${file} open: stop it first`, {
      cause: error,
    })
  const why = error instanceof Error ? error.message : String(error)
  return new MoveError('source-missing', `${file} cannot be used: ${why}`, { cause: error })
}

function handle(file: string, db: DatabaseSync, presence: DatabaseSync, now: () => number): SourceStore {
  const tables = movedTables(db)
  const all = (sql: string, ...values: SQLInputValue[]) => {
    const statement = db.prepare(sql)
    statement.setReturnArrays(true)
    return statement.all(...values) as unknown as unknown[][]
  }
  // The write is committed separately, and the lock is taken again at once.
  const write = (change: () => void) => {
    change()
    db.exec('commit; begin immediate')
  }
  return {
    file,
    identity: identify(all),
    tables,
    get isMoved() {
      return typeof markOf(db)?.finishedAt === 'number'
    },
    count: (table) => Number(all(`select count(*) from belfry_${table}`)[0]?.[0]),
    page(table, after, limit) {
      const key = table.key.map((column) => `t.${column}`).join(', ')
      const where = after === undefined ? '' : `where (${key}) > (${after.map(() => '?').join(', ')})`
      const sql =
        `select ${[...table.expressions, key].join(', ')} from ` +
        `belfry_${table.name} t ${where} order by ${key} limit ?`
      return all(sql, ...((after ?? []) as SQLInputValue[]), limit)
    },
    *rows(table) {
      const statement = db.prepare(`select ${table.expressions.join(', ')} from belfry_${table.name} t`)
      statement.setReturnArrays(true)
      yield* statement.iterate() as unknown as Iterable<unknown[]>
    },
    jobs: (after, limit) => db.prepare(JOBS).all(after, limit).map(toJob),
    weeks: () =>
      all('select distinct created_at / 604800000 * 7 from belfry_notifications order by 1').map(([day]) =>
        Number(day),
      ),
    lastNotification: () => Number(all('select coalesce(max(number), 0) from belfry_notifications')[0]?.[0]),
    begin: (target) => write(() => markMoving(db, target, now())),
    finish: () => write(() => markMoved(db, now())),
    [Symbol.dispose]() {
      db.close()
      presence.close()
    },
  }
}

const JOBS = `
  select id, lane, kind, ${movedPayload('t.payload')} as payload, run_at as runAt, turn, dead_at as deadAt, error,
    case when flow is null then null
      else cast(${movedNumber(`json_extract(t.payload, '$.notification')`)} as text) end as flow
  from belfry_jobs t where id > ? order by id limit ?`

function toJob(row: Record<string, unknown>): MovedJob {
  const { id, lane, kind, payload, runAt, turn, deadAt, error, flow } = row
  return {
    id: Number(id),
    lane: lane as Lane,
    kind: String(kind),
    payload: parseStored(storedObject, String(payload), 'jobs.payload'),
    runAt: Number(runAt),
    turn: Number(turn),
    ...(typeof flow === 'string' ? { flow } : {}),
    ...(deadAt === null ? {} : { dead: typeof error === 'string' ? error : '' }),
  }
}

function identify(all: (sql: string) => unknown[][]): string {
  const rows = [
    ...all('select id, created_at from belfry_sites order by id'),
    ...all('select id, created_at from belfry_vapid_keys order by id'),
    ...all('select id, created_at from belfry_api_keys order by id'),
  ]
  return createHash('sha256').update(JSON.stringify(rows)).digest('base64url').slice(0, 22)
}
