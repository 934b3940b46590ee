import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { Queries } from '../database/database.ts'
import type { OperatorPasskeysTable } from '../database/operator-tables.ts'
import { parseStored } from '../database/stored-json.ts'

export interface StoredPasskey {
  id: string
  operatorId: string
  name: string
  origin: string
  publicKey: Uint8Array
  counter: number
  transports: readonly string[] | undefined
  isSynced: boolean
  createdAt: number
  lastUsedAt: number | null
}

export async function hasPasskeys(db: Queries): Promise<boolean> {
  return (await db.selectFrom('belfry_operator_passkeys').select('id').limit(1).executeTakeFirst()) !== undefined
}

export async function findPasskey(db: Queries, id: string): Promise<StoredPasskey | undefined> {
  const row = await db.selectFrom('belfry_operator_passkeys').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toPasskey(row)
}

export async function listPasskeys(db: Queries, operatorId: string): Promise<StoredPasskey[]> {
  const rows = await db
    .selectFrom('belfry_operator_passkeys')
    .selectAll()
    .where('operator_id', '=', operatorId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(toPasskey)
}

/** False when there is one of that id. */
export async function insertPasskey(db: Queries, passkey: Omit<StoredPasskey, 'lastUsedAt'>): Promise<boolean> {
  const { id, operatorId, name, origin, publicKey, counter, transports, isSynced, createdAt } = passkey
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('belfry_operator_passkeys')
    .values({
      id,
      operator_id: operatorId,
      name,
      origin,
      public_key: publicKey,
      counter,
      transports: transports === undefined ? null : JSON.stringify(transports),
      is_synced: isSynced ? 1 : 0,
      created_at: createdAt,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** False when another sign-in has moved its counter on meanwhile. */
export async function usePasskey(
  db: Queries,
  { id, counter }: StoredPasskey,
  next: number,
  now: number,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('belfry_operator_passkeys')
    .set({ counter: next, last_used_at: now })
    .where('id', '=', id)
    .where('counter', '=', counter)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** False when there is none. */
export async function dropPasskey(db: Queries, operatorId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('belfry_operator_passkeys')
    .where('operator_id', '=', operatorId)
    .where('id', '=', id)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

const transportsSchema = z.array(z.string())

function toPasskey(row: Selectable<OperatorPasskeysTable>): StoredPasskey {
  const { id, operator_id, name, origin, public_key, counter, transports, is_synced, created_at, last_used_at } = row
  const where = 'operator_passkeys.transports'
  return {
    id,
    operatorId: operator_id,
    name,
    origin,
    publicKey: public_key,
    counter,
    transports: transports === null ? undefined : parseStored(transportsSchema, transports, where),
    isSynced: is_synced === 1,
    createdAt: created_at,
    lastUsedAt: last_used_at,
  }
}
