import type { Queries } from '../database/database.ts'
import { insertPreference } from './preference-store.ts'
import { listTopics } from './topic-store.ts'

export interface Newcomer {
  siteId: string
  subscriberId: number
  /** Topics that the host app's token grants to this person. */
  granted: readonly string[]
}

/** Turns the site's default topics on for a person who subscribes without choosing; earlier choices stay. */
export async function turnOnDefaults(
  tx: Queries,
  { siteId, subscriberId, granted }: Newcomer,
  now: number,
): Promise<void> {
  for (const topic of await listTopics(tx, siteId)) {
    const isGranted = granted.includes(topic.id)
    if (!topic.default || (topic.access === 'granted' && !isGranted)) continue
    const preference = { siteId, topicId: topic.id, subscriberId, enabled: true, granted: isGranted }
    await insertPreference(tx, preference, now)
  }
}
