import { isPostgres } from './address.ts'
import { openPostgres, type PostgresDatabase } from './open-postgres.ts'
import { openSqlite, type SqliteDatabase } from './open-sqlite.ts'

/** A database of one kind or the other, for whoever puts the rooms together. */
export type OpenedDatabase = SqliteDatabase | PostgresDatabase

export interface OpenOptions {
  now?: () => number
  /** Page cache of the embedded store, in MiB. */
  cacheMiB?: number
  /** Size of the embedded store's log, in MiB, from which on a commit of this connection moves it into the file. */
  checkpointAtMiB?: number
  /** Connections to PostgreSQL, at most. */
  connections?: number
  /** How long a statement of PostgreSQL may take, in milliseconds. */
  patienceMs?: number
  /** Finds out within three seconds that the network to PostgreSQL is silent. */
  watchesSilence?: boolean
  migrate?: boolean
}

/** Opens what the address names; throws a DatabaseError. */
export function openDatabase(address: string, options: OpenOptions = {}): Promise<OpenedDatabase> {
  return isPostgres(address) ? openPostgres(address, options) : openSqlite(address, options)
}
