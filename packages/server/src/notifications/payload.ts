import { Refusal } from '../refusal.ts'
import { cutText, jsonBytes } from './cut-text.ts'
import { genericTexts } from './generic-texts.ts'
import { resolveLink, resolvePicture, type LinkSite } from './resolve-link.ts'
import type { NotificationRequest } from './schema.ts'

// Firefox for Android is bridged through FCM, which takes about 3070 bytes of body: 103 of encryption, and padding
// is capped at 2820 bytes of plaintext, so every payload of this size arrives everywhere.
const MAX_PAYLOAD_BYTES = 2800
// 120 is the length that every system shows; what is longer is cut by the system, somewhere.
const BODY = { graphemes: 120, bytes: 2400 }
const TITLE = { graphemes: 80, bytes: 400 }
const ACTION_TITLE = { graphemes: 40, bytes: 160 }
// A body that must shrink below this to make room for the rest is no body any more: then the rest is too large.
const MIN_BODY_BYTES = 120

export interface PayloadContext {
  id: string
  site: LinkSite & { id: string }
  createdAt: number
}

/**
 * The JSON that the service worker gets: a valid declarative message (https://www.w3.org/TR/push-api/, "web_push":
 * 8030), so that browsers which know those show it without any script. Pure.
 * Throws Refusal `url-not-same-origin`, `url-invalid`, `site-url-missing` or `payload-too-large`.
 *
 * @example
 * buildPayload({ to: { all: true }, title: 'Ada:', body: 'The form does not …', url: '/admin/feedback/42', … },
 *   { id, site: { id: 'default', url: 'https://example.com', origins: ['https://example.com'] }, createdAt: Date.now() })
 */
export function buildPayload(request: NotificationRequest, context: PayloadContext): string {
  const { site } = context
  const shown = request.privacy === 'generic' ? withoutContent(request) : request
  const notification = {
    title: cutText(shown.title, TITLE),
    navigate: resolveLink(shown.url ?? '/', site, 'url'),
    body: undefined as string | undefined,
    lang: shown.lang,
    dir: 'auto',
    tag: shown.tag,
    icon: picture(shown.icon, site, 'icon'),
    badge: picture(shown.badge, site, 'badge'),
    image: picture(shown.image, site, 'image'),
    requireInteraction: shown.requireInteraction,
    silent: shown.silent,
    timestamp: context.createdAt,
    actions: shown.actions?.map((action, index) => ({
      action: action.action,
      title: cutText(action.title, ACTION_TITLE),
      navigate: resolveLink(action.url ?? shown.url ?? '/', site, `actions.${index}.url`),
      icon: picture(action.icon, site, `actions.${index}.icon`),
    })),
    // Safari before May 2025 reads the badge in here, later ones at the top level.
    app_badge: shown.appBadge,
    data: { belfry: { id: context.id, site: site.id } },
  }
  const message = { web_push: 8030, notification, app_badge: shown.appBadge }
  if (shown.body) {
    notification.body = ''
    const room = MAX_PAYLOAD_BYTES - Buffer.byteLength(JSON.stringify(message))
    if (room < Math.min(MIN_BODY_BYTES, jsonBytes(shown.body))) throw tooLarge(notification)
    notification.body = cutText(shown.body, { ...BODY, bytes: Math.min(BODY.bytes, room) })
  }
  const payload = JSON.stringify(message)
  if (Buffer.byteLength(payload) > MAX_PAYLOAD_BYTES) throw tooLarge(notification)
  return payload
}

// What is encrypted on the way is plain on the screen, beside which somebody else may stand. The click still leads
// to the right place: its address is not shown.
function withoutContent(request: NotificationRequest): NotificationRequest {
  const { image: _image, actions: _actions, ...rest } = request
  return { ...rest, ...genericTexts(request.lang) }
}

function picture(link: string | undefined, site: LinkSite, field: string): string | undefined {
  return link === undefined ? undefined : resolvePicture(link, site, field)
}

function tooLarge(notification: Record<string, unknown>): Refusal {
  const fields = { ...notification, url: notification['navigate'] }
  const [field = 'body'] =
    ['actions', 'url', 'image', 'icon', 'badge', 'tag']
      .map(
        (name) => [name, JSON.stringify(fields[name as keyof typeof fields])?.length ?? 0] as const,
      )
      .toSorted((a, b) => b[1] - a[1])[0] ?? []
  return new Refusal(
    'payload-too-large',
    `the notification is larger than ${MAX_PAYLOAD_BYTES} bytes, which not every push service takes; ${field} is its largest part: shorten it`,
    { field },
  )
}
