import { setImmediate as immediate } from 'node:timers/promises'
import type { Database, Queries } from '../database/database.ts'

const AT_ONCE = 500

export async function countSubscriptions(db: Queries, siteId: string): Promise<number> {
  const row = await db
    .selectFrom('belfry_subscriptions')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('site_id', '=', siteId)
    .where('status', '=', 'active')
    .executeTakeFirstOrThrow()
  return row.count
}

/**
 * Deletes a site with everything of it, a few hundred rows at a time: others write meanwhile. Ended in the middle, it
 * leaves a site with fewer rows, and may be called again.
 */
export async function removeSite({ kysely }: Pick<Database, 'kysely'>, id: string): Promise<void> {
  // Deleting a person deletes the subscriptions and the choices.
  await repeat(async () => {
    const some = kysely.selectFrom('belfry_subscribers').select('id').where('site_id', '=', id).limit(AT_ONCE)
    const deleted = await kysely.deleteFrom('belfry_subscribers').where('id', 'in', some).executeTakeFirstOrThrow()
    return deleted.numDeletedRows
  })
  for (const number of await numbersOf(kysely, id)) {
    await repeat(async () => {
      const some = kysely
        .selectFrom('belfry_deliveries')
        .select('subscription')
        .where('notification', '=', number)
        .limit(AT_ONCE)
      const deleted = await kysely
        .deleteFrom('belfry_deliveries')
        .where('notification', '=', number)
        .where('subscription', 'in', some)
        .executeTakeFirstOrThrow()
      return deleted.numDeletedRows
    })
    await kysely.deleteFrom('belfry_notifications').where('number', '=', number).execute()
  }
  await kysely.deleteFrom('belfry_sites').where('id', '=', id).execute()
}

async function numbersOf(db: Queries, siteId: string): Promise<number[]> {
  const rows = await db.selectFrom('belfry_notifications').select('number').where('site_id', '=', siteId).execute()
  return rows.map(({ number }) => number)
}

async function repeat(remove: () => Promise<bigint>): Promise<void> {
  while ((await remove()) > 0n) await immediate()
}
