import { noticeIn, type Notice, type SiteNotices } from '../forms/notice.ts'
import { isOpaque, opaquePayload } from '../forms/opaque-payload.ts'
import type { Privacy } from '../forms/privacy.ts'
import { HIDDEN_WHEN_GENERIC } from './payload-limits.ts'

/** Whose it is, and what they want kept from the screen. */
export interface PrivateFor {
  /** The notification's id. */
  id: string
  level: Exclude<Privacy, 'full'>
  locale: string | null
  site: SiteNotices | undefined
}

/**
 * The payload without its content, for one who does not want it on the screen: in that person's language where there
 * are words in it, else in the notification's. What is opaque stays so. Pure.
 */
export function privatePayload(payload: string, { id, level, locale, site }: PrivateFor): Uint8Array {
  const message = JSON.parse(payload) as { notification: Record<string, unknown> & { navigate: string } }
  const { notification } = message
  const { lang } = notification
  const notice = noticeIn(site?.texts, [locale, typeof lang === 'string' ? lang : null])
  if (level === 'opaque' || isOpaque(notification)) {
    const page = site?.page ?? new URL('/', notification.navigate).href
    return Buffer.from(opaquePayload(id, { notice, page }))
  }
  return Buffer.from(JSON.stringify({ ...message, notification: withoutContent(notification, notice) }))
}

/** Title and body are replaced, and what shows more is left out. */
export function withoutContent<Shown extends object>(shown: Shown, { title, body, lang }: Notice): Shown {
  const left: Record<string, unknown> = { ...shown, title, body, lang }
  for (const name of HIDDEN_WHEN_GENERIC) delete left[name]
  return left as Shown
}
