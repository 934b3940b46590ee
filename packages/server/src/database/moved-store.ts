import type { DatabaseSync } from 'node:sqlite'
import type { ClientBase } from 'pg'
import { DatabaseError } from './database-error.ts'

// A store being moved to PostgreSQL is marked, and so is its target: a server started on either one in between would
// send twice, or to nobody.

export interface MovedMark {
  /** Where it went, without a password. */
  target: string
  finishedAt: number | null
}

export function markMoving(db: DatabaseSync, target: string, now: number): void {
  db.exec(`create table if not exists belfry_moves (
    id integer primary key check (id = 1), target text not null, started_at integer not null,
      finished_at integer) strict`)
  db.prepare(
    'insert into belfry_moves (id, target, started_at) values (1, ?, ?) on ' +
      'conflict do update set target = excluded.target',
  ).run(target, now)
}

export function markMoved(db: DatabaseSync, now: number): void {
  db.prepare('update belfry_moves set finished_at = ?').run(now)
}

/** Removes the mark: the store stays where it is. False when there was none, or the move had ended. */
export function unmark(db: DatabaseSync): boolean {
  const mark = markOf(db)
  if (mark === undefined || mark.finishedAt !== null) return false
  db.exec('drop table belfry_moves')
  return true
}

export function markOf(db: DatabaseSync): MovedMark | undefined {
  const exists = db.prepare("select 1 from sqlite_schema where name = 'belfry_moves'").get()
  if (exists === undefined) return undefined
  return db.prepare('select target, finished_at as finishedAt from belfry_moves').get() as MovedMark | undefined
}

/** Throws DatabaseError `store-moved`. */
export function refuseMovedSqlite(db: DatabaseSync): void {
  const mark = markOf(db)
  if (mark === undefined) return
  throw new DatabaseError(
    'store-moved',
    mark.finishedAt === null
      ? `a move of this store to ${mark.target} is not finished: run belfry migrate-store again, or with ` +
          '--abandon to stay here'
      : `this store was moved to ${mark.target}: set DATABASE_URL to it`,
  )
}

/** Throws DatabaseError `store-moved` when a store is being moved into the database. */
export async function refuseHalfMovedPostgres(client: ClientBase): Promise<void> {
  const { rows } = await client.query("select 1 from pg_tables where schemaname = 'belfry' and tablename = 'moves'")
  if (rows.length === 0) return
  throw new DatabaseError(
    'store-moved',
    'a store is being moved into this database: run belfry migrate-store to its end first',
  )
}
