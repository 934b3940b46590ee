import { z } from 'zod'
import { RETIREMENT_REASONS } from '../database/schema.ts'

const time = z.iso.datetime()

/** A subscription as the API shows it. Times are ISO 8601. */
export const subscriptionAnswer = z
  .object({
    id: z
      .string()
      .describe('The first 16 bytes of the SHA-256 of its endpoint, in base64url; its browser knows it, too.'),
    subscriber: z
      .string()
      .nullable()
      .describe('Its subscriber, by the site’s own id; null: nobody that the site knows.'),
    endpoint: z.string().describe('Its first 60 characters: the whole of it is enough to push to the browser.'),
    service: z.string().describe('The push service: fcm, mozilla, apple, wns or other.'),
    status: z.enum(['active', 'key-mismatch', 'retired']),
    reason: z.enum(RETIREMENT_REASONS).nullable().describe('Why it is retired.'),
    browser: z.object({
      name: z.string().nullable(),
      version: z.string().nullable(),
      os: z.string().nullable(),
      mobile: z.boolean().nullable(),
    }),
    locale: z.string().nullable(),
    timeZone: z.string().nullable(),
    keyId: z.string().describe('The VAPID key that it was made with.'),
    createdAt: time,
    updatedAt: time,
    lastSeenAt: time,
    lastAcceptedAt: time
      .nullable()
      .describe('When its push service last took something; on PostgreSQL as of the last full week.'),
  })
  .meta({ id: 'Subscription' })

export type SubscriptionDetails = z.output<typeof subscriptionAnswer>
