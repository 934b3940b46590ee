import type { SiteNotices } from '../forms/notice.ts'
import type { SitePrivacy } from '../forms/privacy.ts'
import { resolveLink, type LinkSite } from './resolve-link.ts'

/** What a site shows in place of a content, as an engine needs it. One without an address has no page. */
export function siteNotices(site: LinkSite & { privacy: SitePrivacy }): SiteNotices {
  const hasAddress = site.url !== null || site.origins.length > 0
  const { texts, page = '/' } = site.privacy
  return { ...(texts && { texts }), ...(hasAddress && { page: resolveLink(page, site, 'privacy.page') }) }
}
