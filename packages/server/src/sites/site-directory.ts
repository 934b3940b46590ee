import type { Queries } from '../database/database.ts'
import { apiKeyHash, findApiKeyByHash, type ApiKey } from '../keys/api-key-store.ts'
import { listVapidKeys, type VapidKey } from '../keys/vapid-key-store.ts'
import { listTopics, type Topic } from '../topics/topic-store.ts'
import { findSite } from './site-store.ts'
import type { Site } from './site.ts'

/** The present set-up, for checking requests. Never older than a second. */
export interface SiteDirectory {
  site(id: string): Promise<Site | undefined>
  topics(siteId: string): Promise<readonly Topic[]>
  vapidKeys(siteId: string): Promise<readonly VapidKey[]>
  /** The record of the key with this text, valid or not. */
  apiKey(text: string): Promise<ApiKey | undefined>
  /** Checks for changes committed before the call, and returns the set-up's version. */
  refresh(): Promise<number>
}

export interface SiteDirectoryOptions {
  /** Monotonic milliseconds. */
  elapsed?: () => number
}

interface SiteEntry {
  site: Promise<Site | undefined>
  topics?: Promise<readonly Topic[]>
  vapidKeys?: Promise<readonly VapidKey[]>
}

// Cached values stay until the set-up changes; this is the least interval between checks for changes.
const TRUSTED_MS = 500
const SITES_KEPT = 500
const API_KEYS_KEPT = 2000

/**
 * Caches sites, topics and keys until the set-up's version changes, by any process. While the database does not answer,
 * neither does the directory: a revoked key must not go on working.
 */
export function createSiteDirectory(db: Queries, options: SiteDirectoryOptions = {}): SiteDirectory {
  const { elapsed = () => performance.now() } = options
  let version = -1
  let confirmedAt = Number.NEGATIVE_INFINITY
  let confirming: Promise<number> | undefined
  let sites = new Map<string, SiteEntry>()
  let apiKeys = new Map<string, Promise<ApiKey | undefined>>()

  // Reads that began before a change stay with their callers, in maps that are no longer used.
  async function confirm(): Promise<number> {
    const startedAt = elapsed()
    const row = await db.selectFrom('belfry_setup').select('version').executeTakeFirstOrThrow()
    confirmedAt = startedAt
    if (row.version !== version) {
      version = row.version
      sites = new Map()
      apiKeys = new Map()
    }
    return version
  }

  function begin(first: Promise<unknown> | undefined): Promise<number> {
    const begun = first === undefined ? confirm() : first.then(confirm, confirm)
    const ended = begun.finally(() => confirming === ended && (confirming = undefined))
    confirming = ended
    return ended
  }

  async function beFresh(): Promise<void> {
    if (elapsed() - confirmedAt > TRUSTED_MS) await (confirming ?? begin(undefined))
  }

  function entryOf(id: string): SiteEntry {
    return remembered(sites, id, SITES_KEPT, () => ({ site: keep(sites, id, findSite(db, id)) }))
  }

  /** Failed reads and missing ids are not cached: invented ids must not evict the real ones. */
  function keep<T>(map: Map<string, unknown>, id: string, reading: Promise<T>): Promise<T> {
    const forget = () => map.delete(id)
    reading.then((found) => found === undefined && forget(), forget)
    return reading
  }

  return {
    // A check under way may have begun before the change.
    refresh: () => begin(confirming),
    async site(id) {
      await beFresh()
      return entryOf(id).site
    },
    async topics(siteId) {
      await beFresh()
      const entry = entryOf(siteId)
      return (entry.topics ??= keep(sites, siteId, listTopics(db, siteId)))
    },
    async vapidKeys(siteId) {
      await beFresh()
      const entry = entryOf(siteId)
      return (entry.vapidKeys ??= keep(sites, siteId, listVapidKeys(db, siteId)))
    },
    async apiKey(text) {
      await beFresh()
      const hash = apiKeyHash(text)
      const name = hash.toString('base64')
      return remembered(apiKeys, name, API_KEYS_KEPT, () => keep(apiKeys, name, findApiKeyByHash(db, hash)))
    },
  }
}

/** Evicts the least recently used one. */
function remembered<T>(map: Map<string, T>, id: string, limit: number, make: () => T): T {
  const value = map.get(id) ?? make()
  map.delete(id)
  map.set(id, value)
  if (map.size > limit) {
    const [oldest] = map.keys()
    if (oldest !== undefined) map.delete(oldest)
  }
  return value
}
