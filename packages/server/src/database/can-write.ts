import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Database } from './database.ts'

// SQLite goes on writing in the space that its log once had, and then fails in the middle of a transaction: report that
// earlier.
const LEAST_FREE_BYTES = 4 * 1024 * 1024

/**
 * Whether the database takes writes at present: tried with a commit, because a disk that is full, over its quota or
 * read-only can still be read. Costs a commit, so call it at most once a second.
 */
export async function canWrite(
  database: Pick<Database, 'kysely' | 'address' | 'isShared'>,
  now: number,
): Promise<boolean> {
  try {
    if (!database.isShared && (await freeBytes(database.address)) < LEAST_FREE_BYTES) return false
    await database.kysely
      .insertInto('belfry_write_checks')
      .values({ id: 1, checked_at: now })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ checked_at: now }))
      .execute()
    return true
  } catch {
    return false // for any reason: the next real write logs it
  }
}

async function freeBytes(file: string): Promise<number> {
  const { bavail, bsize } = await statfs(dirname(file))
  return bavail * bsize
}
