import { vapidKeyId } from '@belfry/web-push'
import { DatabaseError } from '../database/database-error.ts'
import type { Database, Queries } from '../database/database.ts'
import { saveApiKey } from './api-key.ts'
import { findSite, saveSite } from './site-store.ts'
import type { Site } from './site.ts'
import {
  countSubscriptionsByKey,
  findActiveVapidKey,
  findVapidKey,
  insertVapidKey,
  listOtherKeys,
  setVapidKeyStatus,
  type VapidKey,
} from './vapid-key-store.ts'

export interface SiteSettings {
  id: string
  url: string | null
  origins: readonly string[]
  contact: string | null
  /** Public keys whose private halves are at hand, the active one first. */
  publicKeys: readonly string[]
  apiKey: string
  /** Refuses to replace an active key whose private half is not at hand: another machine has it. Default false. */
  keepsKeys?: boolean
}

export interface EstablishedSite {
  site: Site
  /** Active subscriptions whose private key is not at hand: nothing can be sent to them. */
  orphaned: { keyId: string; subscriptions: number }[]
}

/**
 * Makes the site's rows at the first start and brings them in line with the settings at every later one.
 * Throws DatabaseError `secrets-elsewhere` when `keepsKeys` and the keys of another machine meet.
 */
export async function establishSite(
  database: Database,
  settings: SiteSettings,
  now: number,
): Promise<EstablishedSite> {
  const site = await database.transaction(async (tx) => {
    const known = await findSite(tx, settings.id)
    const site: Site = {
      id: settings.id,
      name: known?.name ?? settings.id,
      url: settings.url ?? known?.url ?? null,
      origins: settings.origins.length > 0 ? settings.origins : (known?.origins ?? []),
      contact: settings.contact ?? known?.contact ?? null,
    }
    await saveSite(tx, site, now)
    await activateKeys(tx, settings, now)
    await saveApiKey(tx, settings.apiKey, { siteId: site.id, name: 'first' }, now)
    return site
  })
  // Not in the transaction: with a key that is lost it reads all subscriptions, and others could not write meanwhile.
  return { site, orphaned: await findOrphans(database.kysely, settings) }
}

// A key that was replaced is retiring, not gone: subscriptions made with it are sent to with it until they are made anew.
async function activateKeys(tx: Queries, settings: SiteSettings, now: number): Promise<void> {
  const [active, ...others] = settings.publicKeys
  if (active === undefined) return
  const current = await findActiveVapidKey(tx, settings.id)
  const activeId = vapidKeyId(active)
  if (settings.keepsKeys === true) refuseStrangeKeys(current, settings)
  if (current && current.id !== activeId) await setVapidKeyStatus(tx, current.id, 'retiring')
  const row = { id: activeId, site_id: settings.id, public_key: active, status: 'active' } as const
  await insertVapidKey(tx, row, now)
  await setVapidKeyStatus(tx, activeId, 'active')
  for (const publicKey of others) {
    const id = vapidKeyId(publicKey)
    if ((await findVapidKey(tx, settings.id, id)) === undefined) {
      const row = { id, site_id: settings.id, public_key: publicKey, status: 'retiring' } as const
      await insertVapidKey(tx, row, now)
    }
  }
}

// A second machine that makes keys of its own would cut every browser off that has subscribed with the first one's.
function refuseStrangeKeys(current: VapidKey | undefined, { publicKeys }: SiteSettings): void {
  if (current === undefined || publicKeys.includes(current.public_key)) return
  const message =
    "the database belongs to a Belfry whose secrets are not here: copy the first one's secrets.json into this data folder, or set BELFRY_SECRET, BELFRY_VAPID_PRIVATE_KEY and BELFRY_API_KEY alike everywhere"
  throw new DatabaseError('secrets-elsewhere', message)
}

async function findOrphans(db: Queries, { id, publicKeys }: SiteSettings) {
  const lost = await listOtherKeys(db, id, publicKeys.map(vapidKeyId))
  if (lost.length === 0) return []
  const counts = await countSubscriptionsByKey(db, id, lost)
  return counts.map(({ id: keyId, subscriptions }) => ({ keyId, subscriptions }))
}
