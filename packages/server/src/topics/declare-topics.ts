import { isDeepStrictEqual } from 'node:util'
import type { Queries } from '../database/database.ts'
import { listTopics, saveTopic, type Topic } from './topic-store.ts'

export interface TopicsDeclared {
  siteId: string
  /** All topics that the source declares. */
  topics: readonly Omit<Topic, 'declared' | 'createdAt'>[]
  /** Where: `createBelfry`, `belfry.config.json`. */
  source: string
  /** True for further sources that declare nothing any more. */
  releases?: (source: string) => boolean
}

/**
 * Brings the site's topics in line with the declaration, in the transaction `tx`. A topic that is no longer declared
 * stays, with everybody's choice about it, and can be changed and removed from then on: a typo in a deploy must not
 * unsubscribe anyone.
 */
export async function declareTopics(
  tx: Queries,
  { siteId, topics, source, releases = () => false }: TopicsDeclared,
  now: number,
): Promise<void> {
  const known = new Map((await listTopics(tx, siteId)).map((topic) => [topic.id, topic]))
  for (const declared of topics) {
    const before = known.get(declared.id)
    const topic: Topic = { ...declared, declared: source, createdAt: before?.createdAt ?? now }
    if (before === undefined || !isSame(before, topic)) await saveTopic(tx, siteId, topic)
    known.delete(declared.id)
  }
  for (const left of known.values()) {
    const isFree = left.declared !== null && (left.declared === source || releases(left.declared))
    if (isFree) await saveTopic(tx, siteId, { ...left, declared: null })
  }
}

function isSame(a: Topic, b: Topic): boolean {
  return (Object.keys(a) as (keyof Topic)[]).every((name) => isDeepStrictEqual(a[name], b[name]))
}
