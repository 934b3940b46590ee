import type { Queries } from '../database/database.ts'
import { Refusal } from '../refusals/refusal.ts'
import { addToSite } from '../statistics/rollup/add-to-site.ts'
import { CHOICE_KINDS } from '../statistics/rollup/kinds.ts'
import { listEnabledTopics, savePreference } from './preference-store.ts'
import { listTopics } from './topic-store.ts'

export interface TopicsToTurnOn {
  siteId: string
  subscriberId: number
  wanted: readonly string[]
  /** Topics that the host app's token grants to this person. */
  granted: readonly string[]
  /** The name of the field that wants a topic; a place in the list unless told. */
  fieldOf?: (topicId: string) => string
}

/**
 * Turns topics on and returns all that are on. Throws a Refusal `topic-unknown`, or `topic-not-granted` for a topic
 * that the host app has to grant; nothing is turned on then, because the caller's transaction rolls back.
 */
export async function turnOnTopics(tx: Queries, request: TopicsToTurnOn, now: number): Promise<string[]> {
  const { siteId, subscriberId } = request
  const enabled = new Set(await listEnabledTopics(tx, siteId, subscriberId))
  const missing = request.wanted.filter((id) => !enabled.has(id))
  if (missing.length > 0) {
    const known = new Map((await listTopics(tx, siteId)).map((topic) => [topic.id, topic]))
    for (const topicId of missing) {
      const field = request.fieldOf?.(topicId) ?? `topics.${request.wanted.indexOf(topicId)}`
      const topic = known.get(topicId)
      if (topic === undefined) {
        throw new Refusal('topic-unknown', `the site has no topic ${JSON.stringify(topicId)}`, {
          field,
        })
      }
      if (topic.access === 'granted' && !request.granted.includes(topicId)) {
        const help = 'send an identity token that names it'
        const message = `the topic "${topicId}" is only for whom the site grants it to: ${help}`
        throw new Refusal('topic-not-granted', message, { field })
      }
      const isGranted = request.granted.includes(topicId)
      await savePreference(tx, { siteId, topicId, subscriberId, enabled: true, granted: isGranted }, now)
      enabled.add(topicId)
    }
    const counts = missing.map((topic) => ({ siteId, kind: CHOICE_KINDS.on, topic }))
    await addToSite(tx, counts, now)
  }
  return [...enabled].sort()
}
