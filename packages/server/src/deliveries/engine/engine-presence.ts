import { closeSync, existsSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { isBusy } from '../../database/sqlite-dialect.ts'

/** Says to other processes that this one delivers from the file, until it is given up or the process ends. */
export interface EnginePresence {
  /** True when no other process did when this one came. */
  readonly cameFirst: boolean
  leave(): void
}

/**
 * Enters this process among those that deliver from a SQLite file. When there is no other, `whileAlone` runs first,
 * with every newcomer kept out: whatever a lease says then, its owner is dead.
 *
 * The operating system keeps the record: a lock on a file beside the database, shared by those who deliver and
 * exclusive for a moment for who comes first. It ends with the process, however that ends. SQLite takes the lock,
 * since Node itself cannot (https://sqlite.org/lockingv3.html).
 */
export async function enterEngines(
  file: string,
  whileAlone: () => Promise<void>,
): Promise<EnginePresence> {
  const lock = new DatabaseSync(makePrivate(`${file}-engines`))
  try {
    const cameFirst = takeExclusive(lock)
    if (cameFirst) {
      await whileAlone()
      lock.exec('commit')
    }
    // Between the two locks another process may find itself alone as well. This one holds no lease yet.
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
