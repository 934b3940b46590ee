import { createHmac } from 'node:crypto'
import type { Queries } from '../database/database.ts'
import { FURTHEST_S } from './identity.ts'

/** A person by the site's own id, and the server's key for marks. */
export interface Marked {
  siteId: string
  externalId: string
  key: Uint8Array
}

const BYTES = 16

/**
 * What stays of an erased person until no identity token from before can be valid: a mark by which the token of a page
 * that is still open is recognised. Without the server's key, nobody finds the id that it is of, nor checks a guess.
 */
export async function rememberErased(tx: Queries, person: Marked, now: number): Promise<void> {
  const since = Math.ceil(now / 1000) * 1000
  await tx
    .insertInto('belfry_erased_people')
    .values({ site_id: person.siteId, mark: markOf(person), tokens_since: since })
    .onConflict((conflict) => conflict.columns(['site_id', 'mark']).doUpdateSet({ tokens_since: since }))
    .execute()
  await tx
    .deleteFrom('belfry_erased_people')
    .where('tokens_since', '<', now - FURTHEST_S * 1000)
    .execute()
}

/** When a person was erased, where a token from before may still be about; otherwise undefined. */
export async function erasedSince(db: Queries, person: Marked): Promise<number | undefined> {
  const row = await db
    .selectFrom('belfry_erased_people')
    .select('tokens_since')
    .where('site_id', '=', person.siteId)
    .where('mark', '=', markOf(person))
    .executeTakeFirst()
  return row?.tokens_since
}

function markOf({ siteId, externalId, key }: Marked): Buffer {
  const mac = createHmac('sha256', key).update(JSON.stringify(['belfry erased person', siteId, externalId]))
  return mac.digest().subarray(0, BYTES)
}
