import { closeSync, existsSync, fsyncSync, linkSync, openSync, readSync, renameSync, rmSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { dirname } from 'node:path'
import { BackupError } from './backup-error.ts'

/** The database that a backup is of, told by its first bytes. */
export type BackupKind = 'sqlite' | 'postgres'

const SIGNATURES: Readonly<Record<BackupKind, string>> = {
  // https://sqlite.org/fileformat.html, section 1.3
  sqlite: 'SQLite format 3\0',
  // The custom format of pg_dump.
  postgres: 'PGDMP',
}

/** Throws a BackupError `backup-missing` or `backup-damaged`. */
export function kindOfBackup(path: string): BackupKind {
  const start = readStart(path)
  for (const kind of ['sqlite', 'postgres'] as const) {
    if (start.startsWith(SIGNATURES[kind])) return kind
  }
  throw new BackupError('backup-damaged', `${path} is no backup: neither a SQLite file nor an archive of pg_dump`)
}

function readStart(path: string): string {
  const bytes = Buffer.alloc(16)
  try {
    const file = openSync(path, 'r')
    try {
      return bytes.toString('latin1', 0, readSync(file, bytes))
    } finally {
      closeSync(file)
    }
  } catch (cause) {
    throw new BackupError('backup-missing', `cannot read ${path} (${codeOf(cause)})`, { cause })
  }
}

/**
 * Makes a file, private to its owner, whole or not at all: `write` fills a draft beside it, which then takes the name.
 * An existing file stays as it is. Throws the BackupError of `taken` when the name is taken.
 */
export async function claimFile<T>(
  path: string,
  taken: () => BackupError,
  write: (draft: string) => Promise<T>,
): Promise<T> {
  if (existsSync(path)) throw taken()
  const draft = `${path}.${randomUUID()}.tmp`
  try {
    // Made here, so that nobody else can read it from its first byte on.
    closeSync(openSync(draft, 'wx', 0o600))
    const result = await write(draft)
    sync(draft, 'r+')
    if (!claim(draft, path)) throw taken()
    // Without it a power loss can forget the name of a file whose bytes are safe. Windows cannot open a folder.
    if (process.platform !== 'win32') sync(dirname(path), 'r')
    return result
  } catch (error) {
    if (!(error instanceof Error && 'path' in error)) throw error
    throw new BackupError('file-not-writable', `cannot write ${path} (${codeOf(error)})`, { cause: error })
  } finally {
    for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(draft + suffix, { force: true })
  }
}

function sync(path: string, flags: string): void {
  const handle = openSync(path, flags)
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

// A link fails when the name is taken, where a rename would replace the other file.
function claim(draft: string, path: string): boolean {
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    const code = codeOf(error)
    if (code === 'EEXIST') return false
    // A file system without links, such as exFAT: the race is acceptable there.
    if (!['EPERM', 'ENOTSUP', 'ENOSYS'].includes(code)) throw error
    renameSync(draft, path)
    return true
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
