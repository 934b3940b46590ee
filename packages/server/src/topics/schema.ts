import { z } from 'zod'
import { NOT_STORABLE, STORABLE_TEXT } from '../database/storable-text.ts'
import { privacySchema } from '../forms/privacy.ts'
import { paceChangeSchema, paceSchema } from '../pace/schema.ts'

export const topicId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'must be lower-case letters, digits, - and _, at most 64')

const text = z.string().regex(STORABLE_TEXT, NOT_STORABLE)

const fields = {
  name: text.trim().min(1).max(200),
  description: text.trim().max(1000).describe('Its description for people.'),
  access: z
    .enum(['open', 'granted'])
    .describe('`open`: any visitor may turn it on. `granted`: only people whose identity token names it.'),
  transactional: z.boolean().describe('Never capped or held: a reply to you, an assigned task.'),
  default: z.boolean().describe('On for people who subscribe without choosing topics.'),
  notRelevant: z
    .boolean()
    .nullable()
    .describe('Whether its notifications have an action “Not relevant”; null: as the site says.'),
  privacy: privacySchema.describe(
    'The least that its pushes leave out: `full` nothing, `generic` the text, `opaque` all but an id.',
  ),
}

const PACE = 'How often one person may get messages of it, beside what the site allows; null: no caps of its own.'

/** A topic as a person writes it, without its id. */
export const topicSchema = z.strictObject({
  name: fields.name,
  description: fields.description.default(''),
  access: fields.access.default('open'),
  transactional: fields.transactional.default(false),
  default: fields.default.default(false),
  pace: paceSchema.nullable().default(null).describe(PACE),
  notRelevant: fields.notRelevant.default(null),
  privacy: fields.privacy.default('full'),
})

/** A topic that is to be made. */
export const newTopicSchema = z.strictObject({ id: topicId, ...topicSchema.shape }).meta({ id: 'NewTopic' })

/** Any fields of an existing topic. */
export const topicChangeSchema = z
  .strictObject({
    ...z.strictObject(fields).partial().shape,
    pace: paceChangeSchema.nullable().optional().describe(PACE),
    declared: z.null().optional().describe('Frees it, where its declaration is gone.'),
  })
  .meta({ id: 'TopicChange' })

export type NewTopic = z.output<typeof newTopicSchema>
export type TopicChange = z.output<typeof topicChangeSchema>
