import type { Notice } from './notice.ts'

/** The name of the parameter by which a page is told which opaque notification has led to it. */
const OPENED_PARAMETER = 'belfry-message'

/** What a site shows in place of a content, and the page where that is found, in full. */
export interface Withheld {
  notice: Notice
  page: string
}

/**
 * A payload with nothing but an id in it, and the words that every opaque notification of the site has: Apple's
 * browsers show nothing without a title. The classic form has not even these. Pure.
 */
export function opaquePayload(id: string, { notice, page }: Withheld): string {
  const { title, body, lang } = notice
  const navigate = openingPage(page, id)
  const notification = { title, navigate, ...(body ? { body } : {}), lang, data: { belfry: { id, opaque: true } } }
  return JSON.stringify({ web_push: 8030, notification })
}

/** The page that a click on an opaque notification opens. */
export function openingPage(page: string, id: string): string {
  const url = new URL(page)
  url.searchParams.set(OPENED_PARAMETER, id)
  return url.href
}

/** Whether a notification of a payload is opaque. */
export function isOpaque(notification: object): boolean {
  const { data } = notification as { data?: unknown }
  const belfry = (data as { belfry?: { opaque?: unknown } } | undefined)?.belfry
  return belfry?.opaque === true
}
