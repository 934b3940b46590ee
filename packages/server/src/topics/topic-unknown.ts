import { format } from 'node:util'
import { Refusal } from '../refusals/refusal.ts'

export const TOPIC_UNKNOWN =
  'the site has no topic %s: make it with belfry topics add or POST /v1/topics, or declare it in the option topics'

/** A request or an import names a topic that does not exist. */
export function topicUnknown(topic: string, field: string): Refusal {
  return new Refusal('topic-unknown', format(TOPIC_UNKNOWN, JSON.stringify(topic)), { field })
}
