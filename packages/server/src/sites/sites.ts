import { generateVapidKeys } from '@belfry/web-push'
import type { Database } from '../database/database.ts'
import { establishVapidKeys } from '../keys/establish-vapid-keys.ts'
import type { MasterKeys } from '../keys/master-keys.ts'
import { changedPrivacy } from '../forms/privacy.ts'
import { changedPace, changedSilence } from '../pace/schema.ts'
import { Refusal } from '../refusals/refusal.ts'
import { blankSite, followsUrl } from './declare-site.ts'
import { ownOrigins } from './own-origins.ts'
import { countSubscriptions, removeSite } from './remove-site.ts'
import type { NewSite, SiteChange } from './schema.ts'
import { DEFAULT_SITE, type Site, type SiteField } from './site.ts'
import { countSites, findSite, listSites, saveSite } from './site-store.ts'

/** Sites as they are set up while the server runs. Each function throws a Refusal. */
export interface Sites {
  list(): Promise<Site[]>
  show(id: string): Promise<Site>
  create(site: NewSite): Promise<Site>
  change(id: string, change: SiteChange): Promise<Site>
  /** `losing`: how many active subscriptions it may have, at most. Returns how many it had. */
  remove(id: string, losing: number): Promise<number>
}

export interface SitesNeeds {
  database: Database
  masterKeys: MasterKeys
  /** A change was committed that every process has to know. */
  changed: () => Promise<void>
  now: () => number
}

const MOST = 1000

export function createSites({ database, masterKeys, changed, now }: SitesNeeds): Sites {
  const show = async (id: string) => {
    const site = await findSite(database.kysely, id)
    if (site === undefined) throw siteUnknown(id)
    return site
  }
  return {
    list: () => listSites(database.kysely),
    show,
    async create({ id, ...fields }) {
      const at = now()
      const site = withFields(blankSite(id, at), fields)
      await database.transaction(async (tx) => {
        if (await findSite(tx, id)) {
          throw new Refusal('site-taken', `there is a site ${JSON.stringify(id)} already`, { field: 'id' })
        }
        if ((await countSites(tx)) >= MOST) {
          throw new Refusal('limit-reached', `the server has ${MOST} sites, the most there can be`)
        }
        await saveSite(tx, site)
        const start = { siteId: id, masterKeys, generate: generateVapidKeys, keepsKeys: false }
        await establishVapidKeys(tx, start, at)
      })
      await changed()
      return site
    },
    async change(id, { declared, ...fields }) {
      const site = await database.transaction(async (tx) => {
        const before = await findSite(tx, id)
        if (before === undefined) throw siteUnknown(id)
        const freed: Site = declared === null ? { ...before, declared: {} } : before
        refuseDeclared(freed, fields)
        const after = withFields(freed, fields)
        await saveSite(tx, after)
        return after
      })
      await changed()
      return site
    },
    async remove(id, losing) {
      const site = await show(id)
      if (id === DEFAULT_SITE) throw new Refusal('site-default', 'the site default cannot be removed')
      refuseDeclared(site, site.declared)
      const subscriptions = await countSubscriptions(database.kysely, id)
      if (subscriptions > losing) {
        const message =
          `the site ${JSON.stringify(id)} has ${subscriptions} active subscriptions, and all of them would be ` +
          `lost: remove it with losing=${subscriptions}`
        throw new Refusal('site-in-use', message)
      }
      await removeSite(database, id)
      await changed()
      return subscriptions
    },
  }
}

function withFields(site: Site, fields: Omit<NewSite, 'id'> | Omit<SiteChange, 'declared'>): Site {
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
  const limits = { ...site.limits, ...definedOnly(fields.limits) }
  const changed: Site = { ...site, ...given, limits, privacy: changedPrivacy(site.privacy, fields.privacy) }
  if (fields.pace !== undefined) changed.pace = changedPace(site.pace, fields.pace)
  if (fields.silence !== undefined) changed.silence = changedSilence(site.silence, fields.silence)
  if (fields.origins === undefined && site.declared.origins === undefined && followsUrl(site)) {
    changed.origins = ownOrigins(changed.url)
  }
  return changed
}

function definedOnly(limits: SiteChange['limits']): Partial<Site['limits']> {
  return Object.fromEntries(Object.entries(limits ?? {}).filter(([, value]) => value !== undefined))
}

function refuseDeclared({ id, declared }: Site, fields: object): void {
  const field = (Object.keys(fields) as SiteField[]).find((name) => declared[name] !== undefined)
  if (field === undefined) return
  const message =
    `${field} of the site ${JSON.stringify(id)} is declared in ${declared[field]}: change it there, or free it ` +
    'with {"declared": null} where that is gone'
  throw new Refusal('declared-elsewhere', message, { field })
}

function siteUnknown(id: string): Refusal {
  return new Refusal('site-unknown', `there is no site ${JSON.stringify(id.slice(0, 100))}`)
}
