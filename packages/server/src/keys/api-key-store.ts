import { createHash } from 'node:crypto'
import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { Queries } from '../database/database.ts'
import type { ApiKeyReach, ApiKeysTable } from '../database/schema.ts'
import { parseStored } from '../database/stored-json.ts'
import { readScopes, writeScopes, type KeyScopes } from './stored-scopes.ts'

/** The stored facts of an API key; the key itself is not stored. */
export interface ApiKey extends KeyScopes {
  id: string
  siteId: string
  name: string
  /** Its first characters, so that a person can recognise it. */
  prefix: string
  /** `server`: it acts for every site, and makes new ones. */
  reach: ApiKeyReach
  /** Addresses and networks from which it works; none: from all. */
  addresses: readonly string[]
  /** The only topics that it sends to; none: all. */
  topics: readonly string[]
  createdAt: number
  expiresAt: number | null
  /** To the minute. */
  lastUsedAt: number | null
  revokedAt: number | null
  revokedBecause: 'asked' | 'replaced' | null
  /** Where it is declared, `secrets.json` or `BELFRY_API_KEY`; null: it was made over the API. */
  declared: string | null
}

const PREFIX_LENGTH = 12
const addressesSchema = z.array(z.string())
const topicsSchema = z.array(z.string())

/** The id of a key. */
export function apiKeyId(text: string): string {
  return apiKeyHash(text).toString('hex').slice(0, 16)
}

/** A key has 256 random bits, so no salt is needed. */
export function apiKeyHash(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

/**
 * The key with this hash, revoked or not. It is found through the index on the hash: the time of a look-up depends on
 * the hash of a guess, which does not help with the next guess.
 */
export async function findApiKeyByHash(db: Queries, hash: Uint8Array): Promise<ApiKey | undefined> {
  const row = await db.selectFrom('belfry_api_keys').selectAll().where('hash', '=', hash).executeTakeFirst()
  return row && toApiKey(row)
}

export async function findApiKey(db: Queries, siteId: string, id: string): Promise<ApiKey | undefined> {
  const query = db.selectFrom('belfry_api_keys').selectAll().where('site_id', '=', siteId).where('id', '=', id)
  const row = await query.executeTakeFirst()
  return row && toApiKey(row)
}

/** Of a site, the newest first, those that were revoked included. */
export async function listApiKeys(db: Queries, siteId: string): Promise<ApiKey[]> {
  const rows = await db
    .selectFrom('belfry_api_keys')
    .selectAll()
    .where('site_id', '=', siteId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map(toApiKey)
}

/** The keys that a start has declared, of all sites. */
export async function listDeclaredApiKeys(db: Queries): Promise<ApiKey[]> {
  const rows = await db.selectFrom('belfry_api_keys').selectAll().where('declared', 'is not', null).execute()
  return rows.map(toApiKey)
}

export interface NewApiKey extends KeyScopes {
  siteId: string
  name: string
  reach: ApiKeyReach
  addresses: readonly string[]
  topics: readonly string[]
  expiresAt: number | null
  declared: string | null
}

export async function insertApiKey(db: Queries, text: string, key: NewApiKey, now: number): Promise<void> {
  const { siteId, name, reach, scopes, dates, addresses, topics, expiresAt, declared } = key
  await db
    .insertInto('belfry_api_keys')
    .values({
      id: apiKeyId(text),
      site_id: siteId,
      name,
      prefix: text.slice(0, PREFIX_LENGTH),
      hash: apiKeyHash(text),
      reach,
      scopes: writeScopes({ scopes, dates }),
      addresses: addresses.length === 0 ? null : JSON.stringify(addresses),
      topics: topics.length === 0 ? null : JSON.stringify(topics),
      created_at: now,
      expires_at: expiresAt,
      declared,
    })
    .execute()
}

export async function updateApiKey(
  db: Queries,
  id: string,
  columns: Partial<Pick<ApiKeysTable, 'revoked_at' | 'revoked_because' | 'declared' | 'expires_at'>>,
): Promise<void> {
  await db.updateTable('belfry_api_keys').set(columns).where('id', '=', id).execute()
}

/** Records the last use of keys; a later recorded time stays. */
export async function saveLastUsed(db: Queries, uses: ReadonlyMap<string, number>): Promise<void> {
  for (const [id, at] of uses) {
    await db
      .updateTable('belfry_api_keys')
      .set({ last_used_at: at })
      .where('id', '=', id)
      .where((eb) => eb.or([eb('last_used_at', 'is', null), eb('last_used_at', '<', at)]))
      .execute()
  }
}

function toApiKey(row: Selectable<ApiKeysTable>): ApiKey {
  return {
    id: row.id,
    siteId: row.site_id,
    name: row.name,
    prefix: row.prefix,
    reach: row.reach,
    ...readScopes(row.scopes),
    addresses: row.addresses === null ? [] : parseStored(addressesSchema, row.addresses, 'api_keys.addresses'),
    topics: row.topics === null ? [] : parseStored(topicsSchema, row.topics, 'api_keys.topics'),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
    revokedBecause: row.revoked_because,
    declared: row.declared,
  }
}
