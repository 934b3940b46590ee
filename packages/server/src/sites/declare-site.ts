import type { Queries } from '../database/database.ts'
import { clockOf, USUAL_DIGEST_AT } from '../digests/time-of-day.ts'
import { ownOrigins } from './own-origins.ts'
import { isLocal } from './schema.ts'
import { SITE_FIELDS, type Site, type SiteField } from './site.ts'
import { findSite, saveSite } from './site-store.ts'

/** A start's declaration of a site; omitted fields stay as in the database. */
export type SiteDeclaration = Pick<Site, 'id'> &
  Partial<Pick<Site, SiteField>> & {
    /** A URL that counts only while none was given. */
    fallbackUrl?: string | undefined
  }

export interface Declaring {
  /** Where a field is declared: `BELFRY_URL`, `createBelfry`. */
  sourceOf: (field: SiteField) => string
  /** True for a source that this start reads completely: fields that it no longer declares are free again. */
  releases: (source: string) => boolean
}

/**
 * Makes the site, or brings it in line with its declaration, in the transaction `tx`. Values that are no longer
 * declared stay, except the base path.
 */
export async function declareSite(
  tx: Queries,
  declaration: SiteDeclaration,
  { sourceOf, releases }: Declaring,
  now: number,
): Promise<Site> {
  const known = await findSite(tx, declaration.id)
  const before = known ?? blankSite(declaration.id, now)
  const declared: Partial<Record<SiteField, string>> = {}
  for (const field of SITE_FIELDS) {
    const source = before.declared[field]
    if (declaration[field] !== undefined) declared[field] = sourceOf(field)
    else if (source !== undefined && !releases(source)) declared[field] = source
  }
  const site: Site = { ...before, ...definedFields(declaration), declared }
  // The mount path is a fact about a server: a path that is no longer declared is no longer true.
  if (before.declared.basePath !== undefined && declared.basePath === undefined) site.basePath = ''
  const { fallbackUrl } = declaration
  if (fallbackUrl !== undefined && declared.url === undefined && (site.url === null || isLocal(site.url))) {
    site.url = fallbackUrl
  }
  if (site.url !== before.url && declared.origins === undefined && followsUrl(before)) {
    site.origins = ownOrigins(site.url)
  }
  if (known === undefined || JSON.stringify(known) !== JSON.stringify(site)) await saveSite(tx, site)
  return site
}

/** True when the site's origins come from its URL, and were not chosen. */
export function followsUrl({ url, origins }: Pick<Site, 'url' | 'origins'>): boolean {
  return JSON.stringify(origins) === JSON.stringify(ownOrigins(url))
}

/** A new site without any declaration. */
export function blankSite(id: string, now: number): Site {
  const limits = { maxPerMinute: null, maxSubscriptions: null }
  return {
    id,
    name: id,
    url: null,
    origins: [],
    contact: null,
    basePath: '',
    limits,
    pace: null,
    silence: null,
    quietHours: null,
    inbox: true,
    notRelevant: false,
    digestAt: clockOf(USUAL_DIGEST_AT),
    payloadForms: {},
    privacy: {},
    declared: {},
    createdAt: now,
  }
}

function definedFields(declaration: SiteDeclaration): Partial<Site> {
  return Object.fromEntries(
    SITE_FIELDS.filter((field) => declaration[field] !== undefined).map((field) => [field, declaration[field]]),
  )
}
