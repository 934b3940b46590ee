import { existsSync } from 'node:fs'
import { backup, DatabaseSync } from 'node:sqlite'
import { migrateSqlite } from '../database/migrate-sqlite.ts'
import { BackupError } from './backup-error.ts'
import { claimFile } from './backup-file.ts'

export interface Copying {
  /** Ends it, with a BackupError `interrupted`; no file is left. */
  signal: AbortSignal
  /** The share that is done, 0 to 1, where it is known. */
  progress: (share: number | undefined, what: string) => void
}

// 4 MiB at a time.
const PAGES_AT_ONCE = 1024
const PATIENCE_MS = 10_000

/**
 * Copies the embedded store into one file as it is at this moment, while others write to it. Throws a BackupError
 * `store-missing`, `backup-exists`, `backup-damaged` or `interrupted`.
 */
export async function backUpSqlite(store: string, file: string, copying: Copying): Promise<void> {
  if (!existsSync(store)) throw new BackupError('store-missing', `there is no store at ${store}`)
  using source = new DatabaseSync(store, { readOnly: true, timeout: PATIENCE_MS })
  refuseStrange(source, store)
  // One transaction for all of it: without it SQLite begins anew with every write of another process, which under a
  // broadcast has no end (https://sqlite.org/c3ref/backup_finish.html).
  source.exec('begin; select count(*) from sqlite_schema')
  await claimFile(
    file,
    () => taken(file),
    async (draft) => {
      await copy(source, draft, copying)
      finish(draft, () => new BackupError('backup-damaged', `the copy of ${store} is damaged: look at the disk`))
    },
  )
}

/**
 * Copies a backup to where an embedded store is to be, and brings its tables up to date. Throws a BackupError
 * `target-not-empty`, `backup-damaged` or `interrupted`, or a DatabaseError `database-newer`.
 */
export async function restoreSqlite(
  file: string,
  store: string,
  { now, ...copying }: Copying & { now: () => number },
): Promise<void> {
  // A log that an earlier store left would be replayed into this one.
  const left = [store, `${store}-wal`, `${store}-journal`].find((path) => existsSync(path))
  if (left !== undefined) throw full(left)
  const damaged = (why: string) => new BackupError('backup-damaged', `${file} is damaged (${why}): take another backup`)
  await claimFile(
    store,
    () => full(store),
    async (draft) => {
      try {
        using source = new DatabaseSync(file, { readOnly: true, timeout: PATIENCE_MS })
        refuseStrange(source, file)
        await copy(source, draft, copying)
      } catch (error) {
        throw isSqlite(error) ? damaged(error.message) : error
      }
      finish(draft, () => damaged('its pages contradict each other'))
      using restored = new DatabaseSync(draft)
      migrateSqlite(restored, now)
    },
  )
}

async function copy(source: DatabaseSync, draft: string, { signal, progress }: Copying): Promise<void> {
  const refuseStopped = () => {
    if (signal.aborted) throw new BackupError('interrupted', 'stopped; no file is left')
  }
  refuseStopped()
  await backup(source, draft, {
    rate: PAGES_AT_ONCE,
    progress({ totalPages, remainingPages }) {
      refuseStopped()
      progress(1 - remainingPages / totalPages, `${(totalPages - remainingPages).toLocaleString('en')} pages`)
    },
  })
}

/** Makes the copy one file that needs no log beside it, and looks through its pages. */
function finish(draft: string, damaged: () => BackupError): void {
  using made = new DatabaseSync(draft)
  made.exec('pragma journal_mode = delete')
  const found = made.prepare('pragma quick_check(1)').get()
  if (Object.values(found ?? {})[0] !== 'ok') throw damaged()
}

function refuseStrange(db: DatabaseSync, file: string): void {
  if (db.prepare("select 1 from sqlite_schema where name = 'belfry_sites'").get()) return
  throw new BackupError('store-missing', `${file} holds no tables of Belfry`)
}

function taken(file: string): BackupError {
  return new BackupError('backup-exists', `${file} exists: name another file, such as one with the day in its name`)
}

function full(path: string): BackupError {
  const advice = 'move it away, with its -wal and -shm, or name another folder with --data'
  return new BackupError('target-not-empty', `${path} exists: ${advice}`)
}

function isSqlite(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === 'ERR_SQLITE_ERROR'
}
