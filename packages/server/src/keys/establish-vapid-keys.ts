import { vapidKeyId, type VapidKeys } from '@belfry/web-push'
import { noteRotation } from '../annotations/note-rotation.ts'
import { DatabaseError } from '../database/database-error.ts'
import type { Queries } from '../database/database.ts'
import { Refusal } from '../refusals/refusal.ts'
import type { MasterKeys } from './master-keys.ts'
import { sealPair } from './vapid-pair.ts'
import {
  findVapidKeyRow,
  insertVapidKey,
  listVapidKeyRows,
  saveSealed,
  setVapidKeyDeclared,
  setVapidKeyStatus,
  type VapidKeyRow,
} from './vapid-key-store.ts'

export interface VapidKeysOfStart {
  siteId: string
  masterKeys: MasterKeys
  /** The pair that is declared as the active one, and where. */
  declared?: { pair: VapidKeys; source: string } | undefined
  /** Pairs that are still in secrets.json, where earlier versions kept them, the active one first. */
  kept?: readonly VapidKeys[]
  /** Makes the first pair of a site that has none. */
  generate: () => VapidKeys
  /** Refuses to replace an active pair whose private half is not at hand: another machine has it. */
  keepsKeys: boolean
}

/**
 * Brings a site's pairs in line with a start's secrets and declarations, in the transaction `tx`: private halves move
 * into the database, a declared pair becomes the active one, and a site without any gets one. May be repeated after a
 * crash. Throws DatabaseError `secrets-elsewhere`, or Refusal `vapid-key-taken`.
 */
export async function establishVapidKeys(tx: Queries, start: VapidKeysOfStart, now: number): Promise<void> {
  const { siteId, declared, kept = [] } = start
  const known = await listVapidKeyRows(tx, siteId)
  const before = known.find(({ status }) => status === 'active')
  const pairs = declared === undefined ? kept : [declared.pair, ...kept]
  for (const pair of pairs) await keepPair(tx, start, pair, now)
  const next = await chooseActive(tx, start, before, now)
  if (before?.id !== next) {
    // A replaced pair is retiring, not gone: it signs for subscriptions made with it until they are made anew.
    if (before !== undefined) {
      await setVapidKeyStatus(tx, before.id, 'retiring', now)
      await noteRotation(tx, siteId, next, now)
    }
    await setVapidKeyStatus(tx, next, 'active', now)
  }
  if (declared === undefined) return
  for (const row of known) {
    if (row.id !== next && row.declared !== null) await setVapidKeyDeclared(tx, row.id, null)
  }
  if (known.find(({ id }) => id === next)?.declared !== declared.source) {
    await setVapidKeyDeclared(tx, next, declared.source)
  }
}

/** The pair is in the database afterwards, with its private half. */
async function keepPair(
  tx: Queries,
  { siteId, masterKeys }: VapidKeysOfStart,
  pair: VapidKeys,
  now: number,
): Promise<void> {
  const id = vapidKeyId(pair.publicKey)
  const row = await findVapidKeyRow(tx, id)
  if (row === undefined) {
    const sealed = sealPair(pair, masterKeys)
    await insertVapidKey(tx, { id, siteId, publicKey: pair.publicKey, status: 'retiring', sealed }, now)
  } else if (row.site_id !== siteId) {
    const message = `the VAPID pair ${id} belongs to the site ${row.site_id}: each site has pairs of its own`
    throw new Refusal('vapid-key-taken', message)
  } else if (row.private_key === null) {
    await saveSealed(tx, id, sealPair(pair, masterKeys))
  }
}

async function chooseActive(
  tx: Queries,
  { siteId, masterKeys, declared, kept = [], generate, keepsKeys }: VapidKeysOfStart,
  before: VapidKeyRow | undefined,
  now: number,
): Promise<string> {
  const atHand = [...(declared === undefined ? [] : [declared.pair]), ...kept]
  const isLost =
    before !== undefined &&
    before.private_key === null &&
    !atHand.some(({ publicKey }) => vapidKeyId(publicKey) === before.id)
  // A second machine with its own pairs would cut off every browser that has subscribed with the first one's.
  if (isLost && (keepsKeys || atHand.length === 0)) throw elsewhere(keepsKeys)
  const [first] = isLost || before === undefined || declared !== undefined ? atHand : []
  if (first !== undefined) return vapidKeyId(first.publicKey)
  if (before !== undefined) return before.id
  const pair = generate()
  const id = vapidKeyId(pair.publicKey)
  const sealed = sealPair(pair, masterKeys)
  await insertVapidKey(tx, { id, siteId, publicKey: pair.publicKey, status: 'retiring', sealed }, now)
  return id
}

function elsewhere(isShared: boolean): DatabaseError {
  const message = isShared
    ? "the database belongs to a Belfry whose secrets are not here: copy the first one's secrets.json into this " +
      'data folder, or set BELFRY_SECRET, BELFRY_VAPID_PRIVATE_KEY and BELFRY_API_KEY alike everywhere'
    : 'the private VAPID key of this database is not here, so nobody in it can be reached: restore secrets.json ' +
      'from a backup into the data folder. If it is lost for good, set BELFRY_VAPID_PRIVATE_KEY to a new one ' +
      '(belfry vapid generate): browsers subscribe anew at their next visit'
  return new DatabaseError('secrets-elsewhere', message)
}
