import { z } from 'zod'
import { privacySchema } from '../forms/privacy.ts'
import { consentAnswer } from '../consents/answer-schema.ts'
import { subscriptionAnswer } from '../subscriptions/answer-schema.ts'

const time = z.iso.datetime()

const exportedSubscription = subscriptionAnswer
  .extend({
    endpoint: z.string().describe('The whole address at the push service. It names the device there.'),
    p256dh: z.string().describe('The browser’s public key. Its secret, `auth`, is not exported.'),
    expiresAt: time.nullable().describe('What the browser said; nearly always null.'),
  })
  .meta({ id: 'ExportedSubscription' })

const exportedTopic = z
  .object({
    topic: z.string(),
    on: z.boolean(),
    granted: z.boolean().describe('The site’s token named it.'),
    changedAt: time,
    mutedAt: time.nullable().describe('When two reports as irrelevant turned it off.'),
  })
  .meta({ id: 'ExportedTopic' })

const exportedNotification = z
  .object({
    id: z.string(),
    alone: z.boolean().describe('False: it named others too, who are not here.'),
    createdAt: time,
    content: z.record(z.string(), z.unknown()).nullable().describe('Null: erased by age.'),
  })
  .meta({ id: 'ExportedNotification' })

const exportedDelivery = z
  .object({
    notification: z.string(),
    subscription: z.string(),
    outcome: z.string(),
    reason: z.string().nullable(),
    status: z.int().nullable(),
    attempts: z.int(),
    at: time,
  })
  .meta({ id: 'ExportedDelivery' })

const exportedInteraction = z
  .object({
    notification: z.string(),
    subscription: z.string(),
    kind: z.string().describe('displayed, clicked, closed, irrelevant, relevant, or action and its place.'),
    at: time,
  })
  .meta({ id: 'ExportedInteraction' })

/** Everything that is stored about a person. */
export const subscriberExport = z
  .object({
    format: z.literal('belfry-subscriber/1').describe('A change that takes something away raises the number.'),
    site: z.string(),
    exportedAt: time,
    complete: z.boolean().describe('False: a list is longer than 100,000, and only its newest are here.'),
    subscriber: z.object({
      id: z.string(),
      locale: z.string().nullable(),
      timeZone: z.string().nullable(),
      createdAt: time,
      lastSeenAt: time,
      signedOutAt: time.nullable().describe('Identity tokens from before are refused.'),
    }),
    topics: z.array(exportedTopic),
    pastTopics: z
      .array(z.object({ topic: z.string(), from: time, until: time }))
      .describe('When topics were on before.'),
    consents: z.array(consentAnswer),
    deliveryPreferences: z
      .object({
        paused: z.union([z.boolean(), z.object({ until: time })]).describe('True: until the person says otherwise.'),
        quietHours: z.object({ from: z.string(), to: z.string() }).nullable(),
        noQuietHours: z.boolean().describe('The person wants none, whatever the site says.'),
        timeZone: z.string().nullable(),
        content: privacySchema,
        digest: z
          .object({ at: z.string().nullable() })
          .nullable()
          .describe('One message a day; without a time, when the site says.'),
        pace: z.object({ perDay: z.int().nullable(), perWeek: z.int().nullable() }).nullable(),
        changedAt: time,
      })
      .nullable(),
    irrelevant: z
      .array(z.object({ topic: z.string(), notification: z.string(), at: time }))
      .describe('Notifications that the person called irrelevant.'),
    inbox: z
      .object({ readUntil: time, read: z.array(z.string()), dismissed: z.array(z.string()) })
      .nullable()
      .describe('What was read and dismissed in the inbox, by the ids of notifications.'),
    digests: z
      .array(z.object({ notification: z.string(), dueAt: time, digest: z.string().nullable() }))
      .describe('Messages that wait for a digest, or came in one, whose id that is.'),
    subscriptions: z.array(exportedSubscription),
    notifications: z.array(exportedNotification).describe('Those that name the person.'),
    deliveries: z.array(exportedDelivery),
    interactions: z.array(exportedInteraction),
    counted: z
      .array(z.object({ topic: z.string().nullable().describe('Null: of the whole site.'), at: z.array(time) }))
      .describe('When messages were counted against the caps of the site or a topic.'),
    reactions: z
      .object({
        since: time.describe('Of the last reaction, or of the first display before any; to the day.'),
        shownDays: z.int().describe('Days since then on which something was displayed.'),
      })
      .nullable()
      .describe('Whether the person reacts to messages, as the site’s rule for those who never do counts it.'),
  })
  .meta({ id: 'SubscriberExport' })

export type SubscriberExport = z.output<typeof subscriberExport>
