import { readdirSync, readFileSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { DatabaseError } from './database-error.ts'

// The build copies the .sql files beside the compiled code, so this address is right in src and in dist.
const FOLDER = new URL('./migrations/sqlite/', import.meta.url)

interface Migration {
  number: number
  name: string
  sql: string
}

/**
 * Brings the database to the newest schema: forward only, each file in one transaction, safe to call from many
 * processes at once. Throws DatabaseError `database-newer` when the file was written by a newer Belfry.
 */
export function migrateSqlite(raw: DatabaseSync, now: () => number, folder: URL = FOLDER): void {
  const migrations = readMigrations(folder)
  raw.exec(`create table if not exists belfry_migrations (
    number integer primary key, name text not null, applied_at integer not null) strict`)
  for (const migration of migrations) applyOnce(raw, migration, now)
  const applied = newestApplied(raw)
  const known = migrations.at(-1)?.number ?? 0
  if (applied > known) {
    throw new DatabaseError(
      'database-newer',
      `the database is at schema ${applied}, this Belfry knows ${known}: start the newer Belfry that wrote it, or use another data folder`,
    )
  }
}

function readMigrations(folder: URL): Migration[] {
  let names: string[]
  try {
    names = readdirSync(folder).filter((name) => name.endsWith('.sql'))
  } catch (cause) {
    const message =
      'the SQL files of the schema are missing beside the code: build the package again'
    throw new DatabaseError('migrations-missing', message, { cause })
  }
  if (names.length === 0) {
    throw new DatabaseError('migrations-missing', 'the folder of the schema holds no SQL file')
  }
  return names.toSorted().map((name) => ({
    number: Number.parseInt(name, 10),
    name,
    sql: readFileSync(new URL(name, folder), 'utf8'),
  }))
}

function applyOnce(raw: DatabaseSync, migration: Migration, now: () => number): void {
  if (newestApplied(raw) >= migration.number) return
  // The write lock is the lock between processes: whoever comes second waits here, and then sees the work done.
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
