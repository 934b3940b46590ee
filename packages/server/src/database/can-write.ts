import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Database } from './database.ts'

// SQLite writes on in the room that its log once had, and then stops in the middle of something: say so before.
const LEAST_FREE_BYTES = 4 * 1024 * 1024

/**
 * Whether the database takes writes at present: tried with a commit, because a disk that is full, over its quota or
 * read-only can be read for ever. Costs a commit, so ask once a second at most.
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
    return false // whatever the reason: whoever writes for a purpose logs it
  }
}

async function freeBytes(file: string): Promise<number> {
  const { bavail, bsize } = await statfs(dirname(file))
  return bavail * bsize
}
