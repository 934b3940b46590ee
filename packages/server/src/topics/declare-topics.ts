import type { Database } from '../database/database.ts'
import { saveTopic, type Topic } from './topic-store.ts'

/**
 * Brings the site's topics in line with what the code declares. A topic that is declared no more stays, with
 * everybody's choice about it: a typo in a deploy must not unsubscribe anyone.
 */
export async function declareTopics(
  database: Database,
  siteId: string,
  topics: readonly Topic[],
  now: number,
): Promise<void> {
  await database.transaction(async (tx) => {
    for (const topic of topics) await saveTopic(tx, siteId, topic, now)
  })
}
