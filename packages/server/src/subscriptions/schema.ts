import { z } from 'zod'
import { NOT_STORABLE, STORABLE_TEXT } from '../storable-text.ts'

// `PushSubscription.toJSON()` and what the SDK knows besides. Lengths are bounds against abuse, wider than anything real.

const endpoint = z.string().min(1).max(4096)
// A browser that cannot say what it is or speaks must still be able to subscribe.
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
  identity: z.string().max(8192).nullish(),
  topics: z.array(storable.min(1).max(64)).max(100).optional(),
  previous: z.strictObject({ endpoint, handle: z.string().max(200).optional() }).optional(),
})

export const unsubscribeSchema = z.strictObject({ endpoint })

export type SubscribeInput = z.infer<typeof subscribeSchema>
