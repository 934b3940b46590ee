import type { DatabaseSync } from 'node:sqlite'
import { DatabaseError } from './database-error.ts'
import { sqliteMigrations } from './migrations/sqlite-migrations.ts'
import { readMigrations, type Migration } from './read-migrations.ts'

/**
 * Brings the database to the newest schema: forward only, each file in one transaction, safe to call from many
 * processes at once. Throws DatabaseError `database-newer` when the file was written by a newer Belfry.
 */
export function migrateSqlite(raw: DatabaseSync, now: () => number, files = sqliteMigrations()): void {
  const migrations = readMigrations(files)
  raw.exec(`create table if not exists belfry_migrations (
    number integer primary key, name text not null, applied_at integer not null) strict`)
  for (const migration of migrations) applyOnce(raw, migration, now)
  const applied = newestApplied(raw)
  const known = migrations.at(-1)?.number ?? 0
  if (applied > known) {
    throw new DatabaseError(
      'database-newer',
      `the database is at schema ${applied}, this Belfry knows ${known}: start the newer Belfry ` +
        'that wrote it, or use another data folder',
    )
  }
}

function applyOnce(raw: DatabaseSync, migration: Migration, now: () => number): void {
  if (newestApplied(raw) >= migration.number) return
  // The write lock is the lock between processes: the second one waits here, and then sees the work done.
  raw.exec('begin immediate')
  try {
    if (newestApplied(raw) < migration.number) {
      raw.exec(migration.sql)
      raw
        .prepare('insert into belfry_migrations (number, name, applied_at) values (?, ?, ?)')
        .run(migration.number, migration.name, now())
    }
    raw.exec('commit')
  } catch (cause) {
    if (raw.isTransaction) raw.exec('rollback')
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new DatabaseError('migration-failed', `${migration.name} failed: ${why}`, { cause })
  }
}

function newestApplied(raw: DatabaseSync): number {
  const row = raw.prepare('select max(number) as number from belfry_migrations').get()
  return Number(row?.['number'] ?? 0)
}
