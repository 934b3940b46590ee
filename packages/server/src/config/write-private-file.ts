import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { dirname } from 'node:path'

/**
 * Writes a whole file that only its owner can read, or nothing: a crash in between leaves the old file or none. With
 * `exclusive` an existing file stays as it is, and it returns false.
 */
export function writePrivateFile(path: string, text: string, options: { exclusive?: boolean } = {}): boolean {
  const draft = `${path}.${randomUUID()}.tmp`
  try {
    writeDurably(draft, text)
    const written = options.exclusive ? claim(draft, path) : replace(draft, path)
    syncFolder(dirname(path))
    return written
  } finally {
    rmSync(draft, { force: true })
  }
}

function writeDurably(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600)
  try {
    writeSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function replace(draft: string, path: string): true {
  renameSync(draft, path)
  return true
}

// A link fails when the name is taken, where a rename would replace another process's new file.
function claim(draft: string, path: string): boolean {
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EEXIST') return false
    // A file system without links, such as exFAT: the race is acceptable there.
    if (code === 'EPERM' || code === 'ENOTSUP' || code === 'ENOSYS') return replace(draft, path)
    throw error
  }
}

// Without it a power loss can forget the name of a file whose bytes are safe. Windows cannot open a folder.
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
