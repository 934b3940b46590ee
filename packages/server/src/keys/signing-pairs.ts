import type { Queries } from '../database/database.ts'
import { DatabaseError } from '../database/database-error.ts'
import type { MasterKeys } from './master-keys.ts'
import { openPair } from './vapid-pair.ts'
import { listVapidKeyRows } from './vapid-key-store.ts'

/** A pair that messages are signed with, its private half in plain. */
export interface SigningPair {
  id: string
  siteId: string
  publicKey: string
  privateKey: string
}

export interface SigningPairs {
  pairs: SigningPair[]
  /** In use, encrypted, and not opened by the master keys of this process. */
  unreadable: { id: string; siteId: string; masterKeyId: string | null }[]
  /** In use, without a private half: nothing can be sent to their subscriptions. */
  missing: { id: string; siteId: string }[]
}

/** The pairs of all sites that are active or retiring. */
export async function loadSigningPairs(db: Queries, masterKeys: MasterKeys): Promise<SigningPairs> {
  const found: SigningPairs = { pairs: [], unreadable: [], missing: [] }
  for (const row of await listVapidKeyRows(db)) {
    if (row.status === 'retired') continue
    const { id, site_id: siteId, public_key: publicKey, master_key_id: masterKeyId } = row
    const privateKey = openPair(row, masterKeys)
    if (privateKey !== undefined) found.pairs.push({ id, siteId, publicKey, privateKey })
    else if (row.private_key === null) found.missing.push({ id, siteId })
    else found.unreadable.push({ id, siteId, masterKeyId })
  }
  return found
}

/** Throws DatabaseError `master-key-wrong` when a pair that is in use cannot be opened. */
export async function refuseWrongMasterKey(db: Queries, masterKeys: MasterKeys): Promise<void> {
  const [first] = (await loadSigningPairs(db, masterKeys)).unreadable
  if (first === undefined) return
  const { id, siteId, masterKeyId } = first
  const what = `the private VAPID key ${id} of the site ${siteId}`
  throw new DatabaseError(
    'master-key-wrong',
    masterKeyId !== null && masterKeys.has(masterKeyId)
      ? `${what} is damaged: it was changed in the database. Restore the row from a backup`
      : `${what} is encrypted under the master key ${masterKeyId}, and this process has ${masterKeys.id}: give it ` +
          'the same BELFRY_MASTER_KEY, or the secrets.json (or BELFRY_SECRET) that the others have; ' +
          'BELFRY_OLD_MASTER_KEYS takes former ones',
  )
}
