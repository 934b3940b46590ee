import { isPostgres } from './address.ts'
import { openPostgres, type PostgresDatabase } from './open-postgres.ts'
import { openSqlite, type SqliteDatabase } from './open-sqlite.ts'

/** A database of either kind, for the composition root. */
export type OpenedDatabase = SqliteDatabase | PostgresDatabase

export interface OpenOptions {
  now?: () => number
  /** Page cache of the embedded store, in MiB. */
  cacheMiB?: number
  /** Size of the embedded store's log, in MiB, above which a commit of this connection checkpoints it. */
  checkpointAtMiB?: number
  /** Connections to PostgreSQL, at most. */
  connections?: number
  /** How long a statement of PostgreSQL may take, in milliseconds. */
  patienceMs?: number
  /** Detects a silent network to PostgreSQL within three seconds. */
  watchesSilence?: boolean
  migrate?: boolean
}

/** Opens what the address names; throws a DatabaseError. */
export function openDatabase(address: string, options: OpenOptions = {}): Promise<OpenedDatabase> {
  return isPostgres(address) ? openPostgres(address, options) : openSqlite(address, options)
}
