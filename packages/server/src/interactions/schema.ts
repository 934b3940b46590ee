import { z } from 'zod'
import { KINDS } from './kinds.ts'

// Lengths are bounds against abuse, wider than anything real. The worker sends at most 50 at once.

export const MOST_AT_ONCE = 100

const interaction = z
  .strictObject({
    notification: z.string().min(1).max(64).optional().describe('The id of the notification, from its `data.belfry`.'),
    kind: z
      .enum(KINDS)
      .optional()
      .describe('`relevant` takes back `irrelevant`: the topic that it muted is turned on again.'),
    action: z.string().min(1).max(64).optional().describe('Of the kind `action`: which one was pressed.'),
    token: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .describe('In place of these: `belfry` of the address that a notification has opened by itself.'),
    at: z.int().min(0).describe('When, in milliseconds since 1970, by the browser’s clock.'),
  })
  .refine(({ notification, kind, token }) => (token === undefined ? notification && kind : !notification && !kind), {
    message: 'give notification and kind, or a token',
    params: { code: 'field-invalid' },
  })

export const reportSchema = z.strictObject({
  handle: z.string().min(1).max(200).describe('The handle of the browser’s subscription.'),
  interactions: z.array(interaction).min(1).max(MOST_AT_ONCE),
})

export type Report = z.output<typeof reportSchema>
export type Interaction = z.output<typeof interaction>
