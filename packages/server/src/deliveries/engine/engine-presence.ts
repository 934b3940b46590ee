import { closeSync, existsSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { isBusy } from '../../database/sqlite-dialect.ts'

/** Marks this process as delivering from the file, until it is disposed of or the process ends. */
export interface EnginePresence {
  /** True when this process was the first. */
  readonly cameFirst: boolean
  leave(): void
}

/**
 * Registers this process among those that deliver from a SQLite file. When there is no other, `whileAlone` runs first,
 * with every newcomer kept out: the owner of any lease is then dead.
 *
 * The operating system keeps the record: a lock on a file beside the database, shared by all delivering processes and
 * exclusive for a moment for the first. It ends with the process in any case. SQLite takes the lock, since Node itself
 * cannot (https://sqlite.org/lockingv3.html).
 */
export async function enterEngines(file: string, whileAlone: () => Promise<void>): Promise<EnginePresence> {
  const lock = new DatabaseSync(makePrivate(`${file}-engines`))
  try {
    const cameFirst = takeExclusive(lock)
    if (cameFirst) {
      await whileAlone()
      lock.exec('commit')
    }
    // Between the two locks another process may find itself alone as well. This one has no lease yet.
    lock.exec('pragma busy_timeout = 2000; begin')
    lock.prepare('select count(*) from sqlite_schema').get() // takes the shared lock, for as long as the transaction
    return { cameFirst, leave: () => lock.close() }
  } catch (error) {
    lock.close()
    throw error
  }
}

// An existing file is not opened here: closing any descriptor of it would end the lock that this process may hold
// through another (https://sqlite.org/howtocorrupt.html 2.2).
function makePrivate(path: string): string {
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600))
  return path
}

function takeExclusive(lock: DatabaseSync): boolean {
  try {
    lock.exec('begin exclusive')
    return true
  } catch (error) {
    if (isBusy(error)) return false
    throw error
  }
}
