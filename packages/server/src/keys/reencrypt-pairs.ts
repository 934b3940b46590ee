import type { Queries } from '../database/database.ts'
import type { MasterKeys } from './master-keys.ts'
import { openPair, sealPair } from './vapid-pair.ts'
import { listVapidKeyRows, replaceSealed, type VapidKeyRow } from './vapid-key-store.ts'

/** A private key in the database, and its previous master key. */
export interface ReencryptedPair {
  id: string
  siteId: string
  before: string | null
}

export interface Reencryption {
  /** Encrypted under the present master key now. */
  reencrypted: ReencryptedPair[]
  /** The number of keys already under it. */
  current: number
  /** Keys that no master key of this process opens, left unchanged. */
  unreadable: ReencryptedPair[]
}

/**
 * Encrypts all private keys, those of retired pairs included, under the master key that seals. One statement per key,
 * each whole or not at all: ended in the middle it has lost nothing, and run again it does the rest.
 */
export async function reencryptPairs(
  db: Queries,
  masterKeys: MasterKeys,
  done: (pair: ReencryptedPair) => void = () => undefined,
): Promise<Reencryption> {
  const result: Reencryption = { reencrypted: [], current: 0, unreadable: [] }
  for (const row of await listVapidKeyRows(db)) {
    if (row.private_key === null) continue
    const pair = { id: row.id, siteId: row.site_id, before: row.master_key_id }
    const outcome = await reencrypt(db, row, masterKeys)
    if (outcome === 'current') {
      result.current += 1
    } else {
      result[outcome].push(pair)
      if (outcome === 'reencrypted') done(pair)
    }
  }
  return result
}

async function reencrypt(
  db: Queries,
  row: VapidKeyRow,
  masterKeys: MasterKeys,
): Promise<'reencrypted' | 'unreadable' | 'current'> {
  const privateKey = openPair(row, masterKeys)
  if (privateKey === undefined) return 'unreadable'
  if (row.master_key_id === masterKeys.id) return 'current'
  const sealed = sealPair({ publicKey: row.public_key, privateKey }, masterKeys)
  // Another process that does the same was faster: there is nothing left to do.
  return (await replaceSealed(db, row, sealed)) ? 'reencrypted' : 'current'
}
