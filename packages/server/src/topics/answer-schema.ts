import { z } from 'zod'
import { topicId, topicSchema } from './schema.ts'
import type { Topic } from './topic-store.ts'

/** A topic as the API shows it. */
export const topicAnswer = z
  .object({
    id: topicId,
    ...topicSchema.shape,
    declared: z.string().nullable().describe('Where it is declared, and changed; null: here.'),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Topic' })

export type TopicView = z.output<typeof topicAnswer>

export function viewTopic({ createdAt, ...topic }: Topic): TopicView {
  return { ...topic, createdAt: new Date(createdAt).toISOString() }
}
