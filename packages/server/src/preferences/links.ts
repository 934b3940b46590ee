import type { Database } from '../database/database.ts'
import type { Site } from '../sites/site.ts'
import { subscriberUnknown } from '../subscribers/show-subscriber.ts'
import { isProved, makeLinkToken, readLinkToken } from './link-token.ts'
import type { PreferencesOf } from './preferences.ts'

/** A link to a page where a person chooses, without signing in. */
export interface PreferencesLink {
  /** Absolute where the site's URL is known. */
  url: string
  /** From Belfry's host on, for a site whose Belfry has a host of its own. */
  path: string
  expiresAt: number
}

export interface LinkWish {
  subscriber: string
  /** Granted topics that the person may turn on by it. */
  topics: readonly string[]
  expiresInMs: number
}

export interface PreferencesLinks {
  /** Throws Refusal `subscriber-unknown`. */
  make(siteId: string, wish: LinkWish): Promise<PreferencesLink>
  /** Whose preferences a link opens; undefined where it opens none, or none any more. */
  open(siteId: string, token: string): Promise<OpenedLink | undefined>
}

export interface OpenedLink extends PreferencesOf {
  /** Of the browser that was seen last. */
  locale: string | null
}

export interface PreferencesLinksNeeds {
  database: Pick<Database, 'kysely'>
  directory: { site(id: string): Promise<Pick<Site, 'url' | 'basePath'> | undefined> }
  key: Buffer
  /** Of a site that has no path of its own. */
  basePath: string
  now: () => number
}

export const LINK_LIFETIME_MS = 90 * 24 * 3600 * 1000

export function createPreferencesLinks(needs: PreferencesLinksNeeds): PreferencesLinks {
  const { database, directory, key, basePath, now } = needs
  const people = () => database.kysely.selectFrom('belfry_subscribers').select(['id', 'created_at', 'locale'])

  return {
    async make(siteId, { subscriber, topics, expiresInMs }) {
      const row = await people().where('site_id', '=', siteId).where('external_id', '=', subscriber).executeTakeFirst()
      if (row === undefined) throw subscriberUnknown(subscriber)
      const exp = Math.floor((now() + expiresInMs) / 1000)
      const person = { siteId, subscriber: row.id, createdAt: row.created_at }
      const site = await directory.site(siteId)
      const path = `${site?.basePath || basePath}/b/${siteId}/preferences/${makeLinkToken(key, person, topics, exp)}`
      return { url: site?.url ? new URL(path, site.url).href : path, path, expiresAt: exp * 1000 }
    },
    async open(siteId, token) {
      const claim = readLinkToken(token)
      const row =
        claim && (await people().where('id', '=', claim.subscriber).where('site_id', '=', siteId).executeTakeFirst())
      if (!row || !isProved(key, claim, { siteId, subscriber: row.id, createdAt: row.created_at })) return undefined
      if (claim.exp * 1000 <= now()) return undefined
      return { siteId, subscriber: row.id, granted: claim.topics, locale: row.locale }
    },
  }
}
