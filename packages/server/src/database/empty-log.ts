import type { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'

const ATTEMPTS = 50
const PAUSE_MS = 100

/**
 * Moves the whole write-ahead log into the file and truncates it: the earlier contents of pages are in it until then,
 * and deleted rows with them. A reader of another connection holds it; false where one does for five seconds.
 */
export async function emptyLog(raw: DatabaseSync): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    if (!raw.isTransaction && raw.prepare('pragma wal_checkpoint(truncate)').get()?.['busy'] === 0) return true
    if (attempt === ATTEMPTS) return false
    await delay(PAUSE_MS)
  }
}
