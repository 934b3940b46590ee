import { z } from 'zod'
import { NOT_STORABLE, STORABLE_TEXT } from '../storable-text.ts'

// 28 days: what FCM keeps at most; the others keep 30 or shorten it themselves.
const MAX_TTL = 2_419_200
const DEFAULT_TTL = 86_400
const MAX_SUBSCRIBERS = 1000

const storable = z.string().regex(STORABLE_TEXT, NOT_STORABLE)
const externalId = storable.min(1).max(255)
const link = z.string().min(1).max(2048)

const AUDIENCES = ['topic', 'subscriber', 'subscribers', 'all'] as const

const audience = z
  .strictObject({
    topic: storable.min(1).max(100).optional(),
    subscriber: externalId.optional(),
    subscribers: z.array(externalId).min(1).max(MAX_SUBSCRIBERS).optional(),
    all: z.literal(true).optional(),
  })
  .refine((to) => AUDIENCES.filter((key) => to[key] !== undefined).length === 1, {
    message: 'give exactly one of topic, subscriber, subscribers and all',
    params: { code: 'audience-invalid' },
  })

const action = z.strictObject({
  action: z.string().min(1).max(64),
  title: z.string().trim().min(1).max(200),
  url: link.optional(),
  icon: link.optional(),
})

/**
 * What may be asked to be sent. Texts are longer here than they are shown: they are cut for the screen, so that
 * whatever a visitor wrote can be passed on as it is.
 */
export const notificationSchema = z.strictObject({
  to: audience,
  title: z.string().trim().min(1).max(10_000),
  body: z.string().max(50_000).optional(),
  /** Where a click leads: a path, or an absolute URL of the site itself. The site's first page unless told. */
  url: link.optional(),
  icon: link.optional(),
  image: link.optional(),
  badge: link.optional(),
  /** Browsers show the first two. */
  actions: z.array(action).max(4).optional(),
  /** On the screen, a notification replaces the one with the same tag. */
  tag: z.string().min(1).max(200).optional(),
  /** At the push service, a waiting notification is replaced by the next one with the same key. */
  collapseKey: storable.min(1).max(200).optional(),
  lang: z
    .string()
    .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, 'is not a language tag like de or pt-BR')
    .optional(),
  requireInteraction: z.boolean().optional(),
  silent: z.boolean().optional(),
  /** The number on the app's icon; 0 takes it away. */
  appBadge: z.int().min(0).max(1_000_000).optional(),
  /** Seconds that a switched-off browser may take to come back; 0: now or never. */
  ttl: z.int().min(0).max(MAX_TTL).default(DEFAULT_TTL),
  urgency: z.enum(['very-low', 'low', 'normal', 'high']).default('normal'),
  /** `generic` shows no content on the screen, only that there is something to read. */
  privacy: z.enum(['full', 'generic']).default('full'),
})

/** A notification as a caller writes it. */
export type NotificationInput = z.input<typeof notificationSchema>
/** A notification with its defaults filled in. */
export type NotificationRequest = z.output<typeof notificationSchema>
export type AudienceRequest = NotificationRequest['to']

export const idempotencyKeySchema = z
  .string()
  .regex(/^[\x21-\x7e]{1,255}$/, 'is 1 to 255 visible ASCII characters')
