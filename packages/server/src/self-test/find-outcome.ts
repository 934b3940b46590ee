import type { Database } from '../database/database.ts'
import { statement } from '../database/statement.ts'

const FIND = statement(`
  select d.outcome, d.reason from belfry.notifications n
  join belfry.deliveries d on d.notification = n.number and d.subscription = :subscription
  where n.site_id = :siteId and n.id = :id`)

export interface SelfTestOutcome {
  outcome: string
  reason: string | null
}

/** What became of a test in this browser; undefined: nothing yet, or it is no test of this browser's. */
export async function findOutcome(
  database: Pick<Database, 'read'>,
  asked: { siteId: string; id: string; subscription: number },
): Promise<SelfTestOutcome | undefined> {
  const [found] = await database.read<SelfTestOutcome>(FIND, { ...asked })
  return found
}
