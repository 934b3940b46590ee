import { Refusal } from '../refusals/refusal.ts'
import type { RequestApiKey } from './environment.ts'

/**
 * Holds a key that is for some topics to them: what it sends goes to exactly one of them. `to` is the audience as it
 * was asked for, not checked yet. Throws Refusal `api-key-topics`.
 */
export function refuseOtherTopics({ topics = [] }: Pick<RequestApiKey, 'topics'>, to: unknown): void {
  if (topics.length === 0) return
  const named = typeof to === 'object' && to !== null && Object.keys(to).length === 1 ? Reflect.get(to, 'topic') : null
  if (typeof named === 'string' && topics.includes(named)) return
  throw new Refusal('api-key-topics', `the API key sends to ${topics.join(', ')} only`, { field: 'to' })
}
