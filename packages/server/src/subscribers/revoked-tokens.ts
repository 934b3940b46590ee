import type { Queries } from '../database/database.ts'
import { Refusal } from '../refusals/refusal.ts'
import { erasedSince } from './erased-people.ts'
import type { Identity } from './identity.ts'

/**
 * Refuses a token from before its person was signed out everywhere, or erased; one that does not say when it was made
 * is from before. `key` is that of the marks of erased people. Resolves to the row of the person, if there is one.
 * Throws Refusal `identity-revoked`.
 */
export async function refuseRevoked(
  db: Queries,
  siteId: string,
  identity: Identity,
  key: Uint8Array,
): Promise<number | undefined> {
  const row = await db
    .selectFrom('belfry_subscribers')
    .select(['id', 'tokens_since'])
    .where('site_id', '=', siteId)
    .where('external_id', '=', identity.subscriber)
    .executeTakeFirst()
  const erased = await erasedSince(db, { siteId, externalId: identity.subscriber, key })
  const since = Math.max(row?.tokens_since ?? 0, erased ?? 0)
  if (since === 0 || (identity.iat ?? 0) * 1000 >= since) return row?.id
  const message = 'the identity token is from before this person was signed out everywhere, or erased'
  throw new Refusal('identity-revoked', message, { field: 'identity' })
}

/** Refuses the person's tokens from before `now`, to the whole second that tokens know. */
export async function revokeTokens(tx: Queries, subscriberId: number, now: number): Promise<void> {
  const since = Math.ceil(now / 1000) * 1000
  await tx.updateTable('belfry_subscribers').set({ tokens_since: since }).where('id', '=', subscriberId).execute()
}
