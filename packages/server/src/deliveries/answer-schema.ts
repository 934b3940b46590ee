import { z } from 'zod'

export const DELIVERY_OUTCOMES = [
  'accepted',
  'gone',
  'key-mismatch',
  'throttled',
  'retry-later',
  'rejected',
  'too-large',
  'unreachable',
  'expired',
  'skipped',
  'held',
] as const

/** A delivery as the API shows it. Times are ISO 8601. */
export const deliveryAnswer = z
  .object({
    notification: z.string().describe('The id of the notification.'),
    subscription: z.string().nullable().describe('The id of the subscription; null: it was deleted.'),
    subscriber: z
      .string()
      .nullable()
      .describe('Its subscriber now, by the site’s own id; null: nobody that the site knows.'),
    outcome: z
      .enum(DELIVERY_OUTCOMES)
      .describe(
        '`throttled`, `retry-later` and `unreachable` are tried again until the notification expires; `held` comes ' +
          'back when its reason is over.',
      ),
    reason: z.string().nullable().describe('The reason, when it is not accepted.'),
    digest: z
      .string()
      .nullable()
      .describe('Of the reason `digest`: the id of the notification that it came in; null: in none, or not yet.'),
    status: z.int().nullable().describe('Of the HTTP answer of the push service; null: there was none.'),
    attempts: z.int(),
    at: z.iso.datetime().describe('Of the last attempt.'),
  })
  .meta({ id: 'Delivery' })

export type DeliveryDetails = z.output<typeof deliveryAnswer>
