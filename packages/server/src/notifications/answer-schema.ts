import { z } from 'zod'
import { storedAudienceSchema } from '../audiences/audience.ts'
import { interactionCounts } from '../interactions/interaction-counts.ts'
import { notificationSchema } from './schema.ts'

const time = z.iso.datetime()
const { to: _, ttl, urgency, privacy, collapseKey, ...content } = notificationSchema.shape

const progressSchema = z
  .object({
    audience: z.int().describe('Subscriptions that it goes to; grows while it is planned.'),
    sent: z.int().describe('Accepted by the push services.'),
    outcomes: z
      .record(z.string(), z.int())
      .describe(
        'Deliveries by how they ended; `throttled`, `retry-later` and `unreachable` are tried again, and `held` ' +
          'ones come back later.',
      ),
    remaining: z.int().describe('Without a final outcome yet.'),
    ratePerSecond: z.number().describe('Of the last five to ten seconds.'),
  })
  .meta({ id: 'NotificationProgress', description: 'The progress of a notification.' })

const problemSchema = z
  .object({
    outcome: z.string(),
    reason: z.string(),
    service: z.string(),
    host: z.string().optional().describe('Of a push service that is not one of the browsers’ own.'),
    count: z.int().describe('0: none of its own was tried, all wait for the push service to answer others.'),
    lastAt: time,
    summary: z.string(),
    help: z.string(),
  })
  .meta({
    id: 'NotificationProblem',
    description: 'Deliveries that have not arrived, for one cause, and the remedy.',
  })

/** A notification as the API shows it. Times are ISO 8601. */
export const notificationAnswer = z
  .object({
    id: z.string(),
    state: z.enum(['planning', 'sending', 'paused', 'cancelled', 'done']),
    lane: z.enum(['transactional', 'bulk']),
    to: z.object(storedAudienceSchema.shape),
    ...content,
    title: z.string().describe('Empty after its erasure.'),
    contentForgotten: z
      .literal(true)
      .optional()
      .describe('The content was erased by age (BELFRY_KEEP_CONTENT_DAYS); its outcomes are kept.'),
    ttl,
    urgency,
    privacy,
    collapseKey,
    createdAt: time,
    expiresAt: time,
    finishedAt: time.nullable(),
    progress: progressSchema,
    interactions: interactionCounts,
    note: z.string().optional().describe('A note that its sender may not expect.'),
    problems: z
      .array(problemSchema)
      .optional()
      .describe(
        'Why it has not arrived everywhere, the most frequent first; only when it is shown ' +
          'by its id. Of the first 20,000 deliveries.',
      ),
  })
  .meta({ id: 'Notification' })

export type NotificationDetails = z.output<typeof notificationAnswer>

/** What is said while one listens to a notification. */
export const notificationEvent = notificationAnswer
  .pick({ id: true, state: true, finishedAt: true, progress: true, interactions: true })
  .meta({ id: 'NotificationEvent', description: 'The data of an event `progress`: where a notification stands.' })

export type NotificationEvent = z.output<typeof notificationEvent>
