import { refused } from './refusal-words.ts'

/** The data by which a link is judged. */
export interface LinkSite {
  /** Absolute, and perhaps below a path, `https://example.com/app`; relative links are resolved against it. */
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
  const own = [...new Set([...(site.url === null ? [] : [new URL(site.url).origin]), ...site.origins])]
  if (!own.includes(url.origin)) {
    throw refused('link-elsewhere', field, url.origin.slice(0, 100), own.slice(0, 3).join(', '))
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
    throw refused('picture-plain', field)
  }
  return url.href
}

function absolute(link: string, site: LinkSite, field: string): URL {
  const home = site.url ?? site.origins[0]
  if (home === undefined && !URL.canParse(link)) {
    throw refused('site-url-missing', field)
  }
  const url = home === undefined ? URL.parse(link) : below(home, link)
  if (url === null) throw refused('link-malformed', field)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw refused('link-scheme', field, url.protocol)
  }
  if (url.username !== '' || url.password !== '') {
    throw refused('link-with-password', field)
  }
  return url
}

/**
 * A path of the site: apps write it with the path that the site is below, `/app/cart`, or without, `/cart`. Both mean
 * the same page; what is beside the site needs a full URL.
 */
function below(home: string, link: string): URL | null {
  if (link === '/') return new URL(home)
  const folder = new URL(home).pathname.replace(/\/?$/, '/')
  const isPath = link.startsWith('/') && !/^\/[/\\]/.test(link)
  const isBelow = `${link.replace(/[?#].*/s, '')}/`.startsWith(folder)
  return URL.parse(isPath && !isBelow ? folder + link.slice(1) : link, new URL(folder, home).href)
}
