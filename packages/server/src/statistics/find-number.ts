import type { Database } from '../database/database.ts'
import { statement } from '../database/statement.ts'
import { Refusal } from '../refusals/refusal.ts'

const NUMBER = statement('select number from belfry.notifications where site_id = :site and id = :id')

/** The number of a notification, by its id. Throws Refusal `notification-unknown`. */
export async function findNumber(database: Pick<Database, 'read'>, site: string, id: string): Promise<number> {
  // PostgreSQL takes no text with U+0000.
  const [row] = id.includes('\0') ? [] : await database.read<{ number: number }>(NUMBER, { site, id })
  if (row === undefined) throw new Refusal('notification-unknown', `there is no notification ${JSON.stringify(id)}`)
  return row.number
}
