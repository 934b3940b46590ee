import type { Queries } from '../database/database.ts'
import {
  apiKeyHash,
  apiKeyId,
  findApiKeyByHash,
  insertApiKey,
  listDeclaredApiKeys,
  updateApiKey,
  type ApiKey,
} from './api-key-store.ts'
import { API_KEY_SCOPES } from './stored-scopes.ts'

export interface DeclaredApiKey {
  siteId: string
  apiKey: string
  /** Where it is declared: `BELFRY_API_KEY`, or `secrets.json` with the id of the file. */
  source: string
  /** Keys that other starts have declared elsewhere stay valid: other machines may use them. */
  isShared: boolean
}

export interface EstablishedApiKey {
  /** Keys that this start replaced: they no longer work. */
  replaced: ApiKey[]
  /** The declared key was revoked by somebody: it does not work though it is declared. */
  revoked: boolean
}

// The value in a store whose keys were made by a version that did not record the place.
const SOURCE_UNKNOWN = 'secrets.json'

/**
 * Makes the declared API key known, and ends those that it replaced in the same place, in the transaction `tx`. A key
 * that a person has revoked stays revoked, even if declared.
 */
export async function establishApiKey(tx: Queries, given: DeclaredApiKey, now: number): Promise<EstablishedApiKey> {
  const { apiKey, siteId, source, isShared } = given
  const known = await findApiKeyByHash(tx, apiKeyHash(apiKey))
  if (known === undefined) {
    const first = {
      siteId,
      name: 'first',
      reach: 'server',
      scopes: API_KEY_SCOPES,
      dates: null,
      addresses: [],
      topics: [],
      expiresAt: null,
    } as const
    await insertApiKey(tx, apiKey, { ...first, declared: source }, now)
  } else {
    if (known.declared !== source) await updateApiKey(tx, known.id, { declared: source })
    if (known.revokedBecause === 'replaced') {
      await updateApiKey(tx, known.id, { revoked_at: null, revoked_because: null })
    }
  }
  const replaced: ApiKey[] = []
  for (const key of await listDeclaredApiKeys(tx)) {
    if (key.id === apiKeyId(apiKey) || key.revokedAt !== null) continue
    if (isShared && key.declared !== source && key.declared !== SOURCE_UNKNOWN) continue
    await updateApiKey(tx, key.id, { revoked_at: now, revoked_because: 'replaced' })
    replaced.push(key)
  }
  const isRevoked = (known?.revokedAt ?? null) !== null && known?.revokedBecause !== 'replaced'
  return { replaced, revoked: isRevoked }
}
