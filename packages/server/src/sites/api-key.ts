import { createHash } from 'node:crypto'
import type { Queries } from '../database/database.ts'

const PREFIX_LENGTH = 12

/** Makes an API key known to the site; only its hash and its first characters are kept. */
export async function saveApiKey(
  db: Queries,
  apiKey: string,
  owner: { siteId: string; name: string },
  now: number,
): Promise<void> {
  const hash = hashOf(apiKey)
  await db
    .insertInto('belfry_api_keys')
    .values({
      id: hash.toString('hex').slice(0, 16),
      site_id: owner.siteId,
      name: owner.name,
      prefix: apiKey.slice(0, PREFIX_LENGTH),
      hash,
      created_at: now,
      revoked_at: null,
    })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .execute()
}

/**
 * The site that an API key may act for. The key is compared through the index on its hash: how long a look-up takes
 * tells about the hash of a guess, which does not lead to the next guess.
 */
export async function findSiteOfApiKey(db: Queries, apiKey: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('belfry_api_keys')
    .select('site_id')
    .where('hash', '=', hashOf(apiKey))
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return row?.site_id
}

function hashOf(apiKey: string): Buffer {
  return createHash('sha256').update(apiKey).digest()
}
