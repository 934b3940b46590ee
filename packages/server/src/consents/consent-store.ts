import type { Queries } from '../database/database.ts'

/** A person's yes to notifications, as the page says it. */
export interface GivenConsent {
  siteId: string
  subscriberId: number
  subscription: number
  /** Of the page. */
  origin: string | null
  path: string | null
  /** The site's name for the words that the person read. */
  wording: string
  topics: readonly string[]
}

/** Of each person, the newest: whoever turns the bell on and off for ever must not fill the table. */
const KEPT = 50

export async function recordConsent(tx: Queries, given: GivenConsent, now: number): Promise<void> {
  await tx
    .insertInto('belfry_consents')
    .values({
      site_id: given.siteId,
      subscriber_id: given.subscriberId,
      subscription: given.subscription,
      kind: 'given',
      origin: given.origin,
      path: given.path,
      wording: given.wording,
      topics: JSON.stringify(given.topics),
      at: now,
    })
    .execute()
  await dropOldest(tx, given.subscriberId)
}

/** The end of a consent that was recorded; without one there is nothing to withdraw from. */
export async function recordWithdrawal(
  tx: Queries,
  { id, siteId, subscriberId }: { id: number; siteId: string; subscriberId: number },
  now: number,
): Promise<void> {
  const given = await tx
    .selectFrom('belfry_consents')
    .select(['kind', 'wording'])
    .where('subscriber_id', '=', subscriberId)
    .where('subscription', '=', id)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (given?.kind !== 'given') return
  const about = { site_id: siteId, subscriber_id: subscriberId, subscription: id, wording: given.wording }
  const nowhere = { origin: null, path: null, topics: '[]' }
  await tx
    .insertInto('belfry_consents')
    .values({ ...about, ...nowhere, kind: 'withdrawn', at: now })
    .execute()
  await dropOldest(tx, subscriberId)
}

/** A visitor's consents pass to the person who signs in on their browser. */
export async function inheritConsents(tx: Queries, from: number, to: number): Promise<void> {
  await tx.updateTable('belfry_consents').set({ subscriber_id: to }).where('subscriber_id', '=', from).execute()
}

async function dropOldest(tx: Queries, subscriberId: number): Promise<void> {
  const oldest = await tx
    .selectFrom('belfry_consents')
    .select('id')
    .where('subscriber_id', '=', subscriberId)
    .orderBy('id', 'desc')
    .limit(1)
    .offset(KEPT)
    .executeTakeFirst()
  if (oldest === undefined) return
  await tx
    .deleteFrom('belfry_consents')
    .where('subscriber_id', '=', subscriberId)
    .where('id', '<=', oldest.id)
    .execute()
}
