import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { isPostgres } from '../database/address.ts'
import { markOf } from '../database/moved-store.ts'

/**
 * The number of subscriptions in the data folder's own file while another database is in use: a start with DATABASE_URL
 * and without moving the store would silently have nobody.
 */
export function countLeftBehind({ data, database }: { data: string; database: string }): number {
  const file = join(data, 'belfry.db')
  if (!isPostgres(database) || !existsSync(file)) return 0
  try {
    using store = new DatabaseSync(file, { readOnly: true })
    if (markOf(store) !== undefined) return 0
    const row = store.prepare("select count(*) as n from belfry_subscriptions where status = 'active'").get()
    return Number(row?.['n'] ?? 0)
  } catch {
    return 0 // Not a store of ours, or one that is being written: nothing to report.
  }
}
