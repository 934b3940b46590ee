import type { Database } from '../database/database.ts'
import { Refusal } from '../refusals/refusal.ts'
import type { SubscriberDetails } from './answer-schema.ts'
import { viewSubscribers } from './subscriber-view.ts'

/** Shows a person, by the site's own id; throws Refusal `subscriber-unknown`. */
export async function showSubscriber(database: Database, siteId: string, id: string): Promise<SubscriberDetails> {
  const number = await findSubscriberNumber(database, siteId, id)
  const [shown] = await viewSubscribers(database.kysely, siteId, [number])
  if (shown) return shown
  throw subscriberUnknown(id)
}

/** The row of a person, by the site's own id; throws Refusal `subscriber-unknown`. */
export async function findSubscriberNumber(
  database: Pick<Database, 'kysely'>,
  siteId: string,
  id: string,
): Promise<number> {
  const row = await database.kysely
    .selectFrom('belfry_subscribers')
    .select('id')
    .where('site_id', '=', siteId)
    .where('external_id', '=', id)
    .executeTakeFirst()
  if (row) return row.id
  throw subscriberUnknown(id)
}

export function subscriberUnknown(id: string): Refusal {
  return new Refusal('subscriber-unknown', `the site knows nobody as ${JSON.stringify(id.slice(0, 100))}`)
}
