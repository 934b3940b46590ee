import { noticeIn, type Notice, type SiteNotices } from './notice.ts'
import { openingPage } from './opaque-payload.ts'
import type { SitePrivacy } from './privacy.ts'

/** What the worker of a browser shows in place of a content; it is kept there until the next registration. */
export interface BrowserNotice extends Notice {
  /** Empty: none. */
  body: string
  /** A path of the site; the id of the notification follows. */
  open: string
  /** Whether the worker may fetch the content before it shows. */
  ask: boolean
}

/** The words in this language, and a path for any of the site's origins. Pure. */
export function browserNotice(
  { texts, page }: SiteNotices,
  { details }: SitePrivacy,
  locale: string | null,
): BrowserNotice {
  const { pathname, search } = new URL(openingPage(page ?? 'https://site.example/', ''))
  const { title, body = '', lang } = noticeIn(texts, [locale])
  return { title, body, lang, open: pathname + search, ask: details === 'browser' }
}
