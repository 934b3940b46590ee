import { Refusal } from '../refusal.ts'

/** What a link is judged by. */
export interface LinkSite {
  /** Absolute; relative links are resolved against it. */
  url: string | null
  origins: readonly string[]
}

/**
 * Makes a click's target absolute, and refuses one that is not the site's own: a notification carries the site's
 * name, so it must not lead a subscriber elsewhere. Throws Refusal `url-invalid`, `url-not-same-origin`
 * or `site-url-missing`, naming `field`.
 *
 * @example
 * resolveLink('/admin/feedback/42', { url: 'https://example.com', origins: [] }, 'url')
 */
export function resolveLink(link: string, site: LinkSite, field: string): string {
  const url = absolute(link, site, field)
  const own = [
    ...new Set([...(site.url === null ? [] : [new URL(site.url).origin]), ...site.origins]),
  ]
  if (!own.includes(url.origin)) {
    throw new Refusal(
      'url-not-same-origin',
      `leads to ${url.origin.slice(0, 100)}, a notification may only lead to ${own.slice(0, 3).join(', ')}: link to a page of the site, which may redirect`,
      { field },
    )
  }
  return url.href
}

/**
 * Makes the address of a picture absolute. It may be anywhere on https, and on http where the site itself is.
 * Throws Refusal `url-invalid` or `site-url-missing`.
 */
export function resolvePicture(link: string, site: LinkSite, field: string): string {
  const url = absolute(link, site, field)
  if (url.protocol === 'http:' && !site.origins.includes(url.origin)) {
    throw new Refusal('url-invalid', 'browsers load the pictures of a page from https only', {
      field,
    })
  }
  return url.href
}

function absolute(link: string, site: LinkSite, field: string): URL {
  const base = site.url ?? site.origins[0]
  if (base === undefined && !URL.canParse(link)) {
    throw new Refusal(
      'site-url-missing',
      "a path needs the site's URL: set it, or give a full URL",
      {
        field,
      },
    )
  }
  if (!URL.canParse(link, base)) {
    throw new Refusal('url-invalid', 'is neither a path nor a URL', { field })
  }
  const url = new URL(link, base)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new Refusal('url-invalid', `${url.protocol} is not https:`, { field })
  }
  if (url.username !== '' || url.password !== '') {
    throw new Refusal('url-invalid', 'has a user name or password in it', { field })
  }
  return url
}
