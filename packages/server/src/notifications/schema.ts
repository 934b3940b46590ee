import { z } from 'zod'
import { audienceRequestSchema } from '../audiences/audience.ts'
import { NOT_STORABLE, STORABLE_TEXT } from '../database/storable-text.ts'
import { privacySchema } from '../forms/privacy.ts'
import { ACTION_TITLE, inPayload, MIN_BODY_BYTES, TITLE } from './payload-limits.ts'

// 28 days: FCM's maximum; the others keep 30 or shorten it themselves.
const MAX_TTL = 2_419_200
const DEFAULT_TTL = 86_400

const storable = z.string().regex(STORABLE_TEXT, NOT_STORABLE)
const page = z.string().min(1).max(2048).register(inPayload, { link: 'page' })
const picture = z.string().min(1).max(2048).register(inPayload, { link: 'picture' })
const outside = { counts: false } as const

const action = z.strictObject({
  action: z.string().min(1).max(64),
  title: z.string().trim().min(1).max(200).register(inPayload, { cutAt: ACTION_TITLE.bytes }),
  url: page.optional(),
  icon: picture.optional(),
})

/**
 * A request to send. Texts may be longer here than on the screen, for which they are cut, so that a visitor's text can
 * be passed on unchanged.
 */
export const notificationSchema = z.strictObject({
  to: audienceRequestSchema.register(inPayload, outside),
  title: z.string().trim().min(1).max(10_000).register(inPayload, { cutAt: TITLE.bytes }),
  body: z.string().max(50_000).register(inPayload, { cutAt: MIN_BODY_BYTES }).optional(),
  /** The target of a click: a path, or an absolute URL of the site itself. By default the site's first page. */
  url: page.optional(),
  icon: picture.optional(),
  image: picture.optional(),
  badge: picture.optional(),
  /** Browsers show the first two. */
  actions: z.array(action).max(4).optional(),
  /** On the screen, a notification replaces the one with the same tag. */
  tag: z.string().min(1).max(200).optional(),
  /** At the push service, a waiting notification is replaced by the next one with the same key. */
  collapseKey: storable.min(1).max(200).register(inPayload, outside).optional(),
  lang: z
    .string()
    .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, 'is not a language tag like de or pt-BR')
    .register(inPayload, outside) // so short that the frame has room for it
    .optional(),
  requireInteraction: z.boolean().optional(),
  silent: z.boolean().optional(),
  /** Whether it has an action "Not relevant", where there is room; absent: as its topic or site says. */
  notRelevant: z.boolean().register(inPayload, outside).optional(),
  /** The number on the app's icon; 0 removes it. */
  appBadge: z.int().min(0).max(1_000_000).optional(),
  /** Seconds that a switched-off browser may take to come back; 0: now or never. */
  ttl: z.int().min(0).max(MAX_TTL).default(DEFAULT_TTL),
  urgency: z.enum(['very-low', 'low', 'normal', 'high']).register(inPayload, outside).default('normal'),
  /**
   * `generic` shows no content on the screen, only that there is something to read. `opaque`: the push has only an id,
   * by which its owner fetches the rest.
   */
  privacy: privacySchema.register(inPayload, outside).default('full'),
})

/** A notification as a caller writes it. */
export type NotificationInput = z.input<typeof notificationSchema>
/** A notification with its defaults filled in. */
export type NotificationRequest = z.output<typeof notificationSchema>

export const idempotencyKeySchema = z.string().regex(/^[!-~]{1,255}$/, 'is 1 to 255 visible ASCII characters')
