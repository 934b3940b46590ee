import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** Data of a server that many tests start with: initdb and migrations cost seconds of CPU for each file, a copy little. */
export interface KeptData {
  /** of the data and all that they are made from: other migrations, another name */
  name: string
  /** makes them, at the URL of an empty server */
  fill(url: string): Promise<void>
}

const shelf = fileURLToPath(new URL('../../../node_modules/.cache/postgres/', import.meta.url))

/** Whom the server runs as; empty where that is who starts it. */
export interface Account {
  uid?: number
  gid?: number
}

/** Copies what is kept under this name to a folder, and tells its password; undefined where nothing is. */
export async function copyKept(name: string, folder: string, account: Account): Promise<string | undefined> {
  const kept = placeOf(name)
  try {
    const password = await readFile(join(kept, 'password'), 'utf8')
    await copy(join(kept, 'data'), folder)
    await give(folder, account)
    return password
  } catch {
    await rm(folder, { recursive: true, force: true })
    return undefined
  }
}

/** Keeps the data of a server that is not running. Of two processes that do so at once, the first one's stay. */
export async function keep(name: string, folder: string, password: string): Promise<void> {
  const making = `${placeOf(name)}-${randomBytes(6).toString('hex')}`
  await mkdir(making, { recursive: true, mode: 0o700 })
  try {
    await copy(folder, join(making, 'data'))
    await writeFile(join(making, 'password'), password, { mode: 0o600 })
    await rename(making, placeOf(name))
  } catch {
    await rm(making, { recursive: true, force: true })
  }
}

function placeOf(name: string): string {
  return join(shelf, createHash('sha256').update(name).digest('hex').slice(0, 24))
}

// A checkout that was copied with its node_modules may have lost the owner.
async function give(folder: string, { uid, gid }: Account): Promise<void> {
  if (uid === undefined || (await stat(folder)).uid === uid) return
  await promisify(execFile)('chown', ['-R', `${uid}:${gid ?? uid}`, folder])
}

// Node's copy loses the owner, and PostgreSQL refuses data of somebody else's.
async function copy(from: string, to: string): Promise<void> {
  await promisify(execFile)('cp', ['-a', from, to])
}
