import { z } from 'zod'
import { NOT_STORABLE, STORABLE_TEXT } from '../database/storable-text.ts'

// `PushSubscription.toJSON()` and further fields of the SDK. Lengths are bounds against abuse, wider than anything
// real.

const endpoint = z.string().min(1).max(4096)
// A browser without a readable User-Agent or language must still be able to subscribe.
const storable = z.string().regex(STORABLE_TEXT, NOT_STORABLE)
const label = storable.max(64)

export const subscribeSchema = z.strictObject({
  endpoint,
  expirationTime: z.number().int().nonnegative().nullish(),
  keys: z.strictObject({ p256dh: z.string().max(200), auth: z.string().max(200) }),
  keyId: storable.max(64).optional(),
  locale: label.optional(),
  timeZone: label.optional(),
  browser: z
    .strictObject({
      name: label.optional(),
      version: label.optional(),
      os: label.optional(),
      mobile: z.boolean().optional(),
    })
    .optional(),
  userAgent: z.string().max(4096).optional().describe('navigator.userAgent, of which name and version are kept.'),
  identity: z.string().max(8192).nullish(),
  topics: z.array(storable.min(1).max(64)).max(100).optional(),
  consent: z
    .strictObject({ wording: storable.min(1).max(200), path: storable.max(2000).optional() })
    .optional()
    .describe('The person has just said yes: to which words, by the site’s own name for them, and on which page.'),
  previous: z.strictObject({ endpoint, handle: z.string().max(200).optional() }).optional(),
})

/** What a page sends to say who asks. */
export const callerFields = { identity: z.string().max(8192), endpoint, handle: z.string().max(200) }

export const unsubscribeSchema = z.strictObject({
  endpoint,
  reason: z.literal('signed-out').optional().describe('Absent: its owner wants no more.'),
})

export type SubscribeInput = z.infer<typeof subscribeSchema>
