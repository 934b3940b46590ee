import type { Queries } from '../database/database.ts'

export interface Subscriber {
  id: number
  /** As the site knows the person; null: anonymous. */
  external_id: string | null
}

export async function findSubscriber(db: Queries, id: number): Promise<Subscriber | undefined> {
  return db.selectFrom('belfry_subscribers').select(['id', 'external_id']).where('id', '=', id).executeTakeFirst()
}

/** The language of the browser that was seen last. */
export async function findLocale(db: Queries, id: number): Promise<string | null> {
  const row = await db.selectFrom('belfry_subscribers').select('locale').where('id', '=', id).executeTakeFirst()
  return row?.locale ?? null
}

/** Finds or makes the subscriber that the site knows by this id. */
export async function establishSubscriber(
  db: Queries,
  siteId: string,
  externalId: string,
  now: number,
): Promise<Subscriber> {
  const { id } = await db
    .insertInto('belfry_subscribers')
    .values({ ...blank(siteId, now), external_id: externalId })
    .onConflict((conflict) => conflict.columns(['site_id', 'external_id']).doUpdateSet({ last_seen_at: now }))
    .returning('id')
    .executeTakeFirstOrThrow()
  return { id, external_id: externalId }
}

export async function insertAnonymous(db: Queries, siteId: string, now: number): Promise<Subscriber> {
  const { id } = await db
    .insertInto('belfry_subscribers')
    .values(blank(siteId, now))
    .returning('id')
    .executeTakeFirstOrThrow()
  return { id, external_id: null }
}

export async function noteSeen(
  db: Queries,
  id: number,
  seen: { locale: string | undefined; timeZone: string | undefined; now: number },
): Promise<void> {
  await db
    .updateTable('belfry_subscribers')
    .set({
      last_seen_at: seen.now,
      ...(seen.locale === undefined ? {} : { locale: seen.locale }),
      ...(seen.timeZone === undefined ? {} : { time_zone: seen.timeZone }),
    })
    .where('id', '=', id)
    .execute()
}

/** Removes an anonymous subscriber without subscriptions, with its preferences. */
export async function removeIfAbandoned(db: Queries, id: number): Promise<void> {
  await db
    .deleteFrom('belfry_subscribers')
    .where('id', '=', id)
    .where('external_id', 'is', null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom('belfry_subscriptions').select('id').whereRef('subscriber_id', '=', 'belfry_subscribers.id'),
        ),
      ),
    )
    .execute()
}

function blank(siteId: string, now: number) {
  return {
    site_id: siteId,
    external_id: null,
    locale: null,
    time_zone: null,
    created_at: now,
    last_seen_at: now,
    tokens_since: null,
  }
}
