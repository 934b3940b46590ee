import type { Database } from '../database/database.ts'
import { findNumber } from './find-number.ts'

/** Has a notification counted anew; asked again while it waits, it changes nothing. Throws Refusal `notification-unknown`. */
export async function askRecount(
  database: Pick<Database, 'read' | 'kysely'>,
  siteId: string,
  id: string,
): Promise<void> {
  const notification = await findNumber(database, siteId, id)
  await database.kysely
    .insertInto('belfry_stats_recounts')
    .values({ notification })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
