import type { Queries } from '../database/database.ts'
import type { EngineKey, EngineSetUp } from '../deliveries/engine/engine-messages.ts'
import type { MasterKeys } from '../keys/master-keys.ts'
import { loadSigningPairs } from '../keys/signing-pairs.ts'
import { contactSubject } from '../sites/contact-subject.ts'
import type { SiteForms } from '../forms/form-of-service.ts'
import type { SiteNotices } from '../forms/notice.ts'
import { siteNotices } from '../notifications/site-notices.ts'
import type { Pace, SitePaces } from '../pace/pace.ts'
import { silenceOf } from '../sites/site-silence.ts'
import { listSites } from '../sites/site-store.ts'
import type { Site } from '../sites/site.ts'
import { listTopicPaces } from '../topics/topic-store.ts'
import type { Log } from '../telemetry/logger.ts'

/** The part of the set-up that a process holds in memory: read anew after each change by any process. */
export interface LiveSetUp {
  /** Reads it, and returns the engine's part. */
  read(): Promise<EngineSetUp>
  /** The path before /b/ in the addresses of a site's pages, as it was read last. */
  basePathOf(siteId: string): string | undefined
  /** The caps of a site and its topics; undefined where there are none. */
  pacesOf(siteId: string): SitePaces | undefined
  /** What a site shows in place of content that is kept back. */
  noticesOf(siteId: string): SiteNotices | undefined
}

export function createLiveSetUp(db: Queries, masterKeys: MasterKeys, log: Log): LiveSetUp {
  let sites: ReadonlyMap<string, Site> = new Map()
  let known: readonly EngineKey[] = []
  let notices: Readonly<Record<string, SiteNotices>> = {}
  let paces: Readonly<Record<string, SitePaces>> = {}

  /**
   * A key that was re-encrypted meanwhile, under a master key that this process does not have, stays in use until a
   * restart.
   */
  async function readKeys(): Promise<EngineKey[]> {
    const { pairs, unreadable } = await loadSigningPairs(db, masterKeys)
    const subjectOf = (siteId: string) => contactSubject(sites.get(siteId) ?? { contact: null, url: null })
    const found = pairs.map(({ siteId, ...pair }) => ({ ...pair, subject: subjectOf(siteId) }))
    for (const { id, siteId, masterKeyId } of unreadable) {
      const before = known.find((key) => key.id === id)
      if (before !== undefined) found.push({ ...before, subject: subjectOf(siteId) })
      const fields = { vapidKeyId: id, site: siteId, masterKeyId, isUsed: before !== undefined }
      log.error(fields, 'a private VAPID key is encrypted under a master key that this process does not have')
    }
    return found
  }

  return {
    async read() {
      sites = new Map((await listSites(db)).map((site) => [site.id, site]))
      known = await readKeys()
      paces = pacesOf(sites.values(), await listTopicPaces(db))
      notices = Object.fromEntries(Array.from(sites.values(), (site) => [site.id, siteNotices(site)]))
      return { keys: known, ceilings: ceilingsOf(sites.values()), paces, forms: formsOf(sites.values()), notices }
    },
    basePathOf: (siteId) => sites.get(siteId)?.basePath,
    pacesOf: (siteId) => paces[siteId],
    noticesOf: (siteId) => notices[siteId],
  }
}

function ceilingsOf(sites: Iterable<Site>): Record<string, number> {
  const ceilings: Record<string, number> = {}
  for (const { id, limits } of sites) if (limits.maxPerMinute !== null) ceilings[id] = limits.maxPerMinute
  return ceilings
}

function formsOf(sites: Iterable<Site>): Record<string, SiteForms> {
  return Object.fromEntries(Array.from(sites, ({ id, payloadForms }) => [id, payloadForms]))
}

function pacesOf(
  sites: Iterable<Site>,
  ofTopics: Awaited<ReturnType<typeof listTopicPaces>>,
): Record<string, SitePaces> {
  const paces: Record<string, SitePaces & { topics: Record<string, Pace> }> = {}
  for (const site of sites) {
    const silence = silenceOf(site)
    const { id, pace, quietHours } = site
    if (pace === null && silence === undefined && quietHours === null) continue
    paces[id] = {
      site: pace,
      topics: {},
      ...(silence === undefined ? {} : { silence }),
      ...(quietHours === null ? {} : { quietHours }),
    }
  }
  for (const { siteId, topicId, pace } of ofTopics) {
    const own = (paces[siteId] ??= { site: null, topics: {} })
    own.topics[topicId] = pace
  }
  return paces
}
