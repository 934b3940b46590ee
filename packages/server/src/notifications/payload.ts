import { noticeIn } from '../forms/notice.ts'
import { opaquePayload } from '../forms/opaque-payload.ts'
import { IRRELEVANT_ACTION } from '../forms/payload-forms.ts'
import type { SitePrivacy } from '../forms/privacy.ts'
import { irrelevantTexts } from '../interactions/irrelevant-texts.ts'
import type { Refusal } from '../refusals/refusal.ts'
import { cutText, jsonBytes } from './cut-text.ts'
import { ACTION_TITLE, BODY, MAX_PAYLOAD_BYTES, MIN_BODY_BYTES, TITLE } from './payload-limits.ts'
import { withoutContent } from './private-payload.ts'
import { refused } from './refusal-words.ts'
import { resolveLink, resolvePicture, type LinkSite } from './resolve-link.ts'
import type { NotificationRequest } from './schema.ts'

const ACTIONS_SHOWN = 2

export interface PayloadContext {
  id: string
  site: LinkSite & { id: string; privacy?: SitePrivacy }
  createdAt: number
  /** What the topic or site says where the notification says nothing. */
  notRelevant?: boolean
}

/**
 * The JSON that the service worker gets: a valid declarative message (https://www.w3.org/TR/push-api/, "web_push":
 * 8030), so that browsers which know those show it without any script. Pure.
 * Throws Refusal `url-not-same-origin`, `url-invalid`, `site-url-missing` or `payload-too-large`.
 *
 * @example
 * buildPayload({ to: { all: true }, title: 'Ada:', body: 'The form does not …', url: '/admin/feedback/42', … },
 *   { id, site: { id: 'default', url, origins: [url] }, createdAt: Date.now() })
 */
export function buildPayload(request: NotificationRequest, context: PayloadContext): string {
  const { id, site } = context
  const notice = noticeIn(site.privacy?.texts, [request.lang])
  if (request.privacy !== 'opaque') {
    return messageOf(request.privacy === 'generic' ? withoutContent(request, notice) : request, context)
  }
  messageOf(request, context) // Its owner fetches this one: it is refused now, not then.
  return opaquePayload(id, { notice, page: resolveLink(site.privacy?.page ?? '/', site, 'url') })
}

function messageOf(shown: NotificationRequest, context: PayloadContext): string {
  const { site } = context
  const notification = {
    title: cutText(shown.title, TITLE),
    navigate: resolveLink(shown.url ?? '/', site, 'url'),
    body: undefined as string | undefined,
    lang: shown.lang,
    dir: 'auto',
    tag: shown.tag,
    icon: picture(shown.icon, site, 'icon'),
    image: picture(shown.image, site, 'image'),
    badge: picture(shown.badge, site, 'badge'),
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
  return (shown.notRelevant ?? context.notRelevant) ? withNotRelevant(payload, shown.lang) : payload
}

// Its own actions, and its text, come first: browsers show two, and the same is offered on the page that it leads to.
function withNotRelevant(payload: string, lang: string | undefined): string {
  const message = JSON.parse(payload) as { notification: { navigate: string; actions?: object[] } }
  const { navigate, actions = [] } = message.notification
  if (actions.length >= ACTIONS_SHOWN) return payload
  const offer = { action: IRRELEVANT_ACTION, title: irrelevantTexts(lang).action, navigate }
  message.notification.actions = [...actions, offer]
  const offering = JSON.stringify(message)
  return Buffer.byteLength(offering) > MAX_PAYLOAD_BYTES ? payload : offering
}

function picture(link: string | undefined, site: LinkSite, field: string): string | undefined {
  return link === undefined ? undefined : resolvePicture(link, site, field)
}

function tooLarge(notification: Record<string, unknown>): Refusal {
  const fields = { ...notification, url: notification['navigate'] }
  const [field = 'body'] =
    ['actions', 'url', 'image', 'icon', 'badge', 'tag']
      .map((name) => [name, JSON.stringify(fields[name as keyof typeof fields])?.length ?? 0] as const)
      .toSorted((a, b) => b[1] - a[1])[0] ?? []
  return refused('payload-too-large', field, MAX_PAYLOAD_BYTES, field)
}
