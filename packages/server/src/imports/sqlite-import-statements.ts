import { CompiledQuery } from 'kysely'
import type { Queries } from '../database/database.ts'
import type { ImportStatements } from './import-store.ts'

// JSON through json_each, the last parameter of each: one statement for a thousand rows, whose text is the same for any
// number. No numbered parameters: node:sqlite does not bind them before Node 24.8.
const PRESENT = `
  select endpoint_hash from belfry_subscriptions
  where site_id = ? and endpoint_hash in (select unhex(value) from json_each(?))`
const FOUND = `
  select id, external_id as externalId, (
    select count(*) from belfry_subscriptions own
    where own.site_id = ? and own.status = 'active' and own.subscriber_id = s.id) as active
  from belfry_subscribers s where site_id = ? and external_id in (select value from json_each(?))`
const LAST = 'select coalesce(max(id), 0) as last from belfry_subscribers'
const SUBSCRIBERS = `
  insert into belfry_subscribers (id, site_id, external_id, locale, time_zone, created_at, last_seen_at)
  select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, ? from json_each(?)`
const SUBSCRIPTIONS = `
  insert into belfry_subscriptions (site_id, subscriber_id, endpoint_hash, endpoint, p256dh, auth, vapid_key_id,
    push_service, locale, time_zone, expiration_time, created_at, status, updated_at, last_seen_at)
  select value ->> 0, value ->> 1, unhex(value ->> 2), value ->> 3, unhex(value ->> 4), unhex(value ->> 5),
    value ->> 6, value ->> 7, value ->> 8, value ->> 9, value ->> 10, value ->> 11, 'active', ?, ?
  from json_each(?)`
// "where true" tells "on conflict" from a join's "on" (https://sqlite.org/lang_upsert.html, section 2.2).
const PREFERENCES = `
  insert into belfry_preferences (site_id, topic_id, subscriber_id, enabled, granted, changed_at)
  select value ->> 0, value ->> 1, value ->> 2, 1, exists (
      select 1 from belfry_topics t where t.site_id = value ->> 0 and t.id = value ->> 1 and t.access = 'granted'), ?
  from json_each(?) where true
  on conflict do nothing`

export const sqliteImportStatements: ImportStatements = {
  async findPresent(tx, siteId, hashes) {
    const hex = hashes.map((hash) => hash.toString('hex'))
    const rows = await run<{ endpoint_hash: Uint8Array }>(tx, PRESENT, [siteId], hex)
    return rows.map((row) => row.endpoint_hash)
  },
  findSubscribers: (tx, siteId, externalIds) => run(tx, FOUND, [siteId, siteId], externalIds),
  // Nobody else writes while the transaction lasts.
  async reserveSubscribers(tx, count) {
    const { rows } = await tx.executeQuery<{ last: number }>(CompiledQuery.raw(LAST))
    const last = rows[0]?.last ?? 0
    return Array.from({ length: count }, (_, index) => last + 1 + index)
  },
  async insertSubscribers(tx, subscribers, now) {
    const rows = subscribers.map(({ id, siteId, externalId, locale, timeZone, createdAt }) => [
      id,
      siteId,
      externalId,
      locale,
      timeZone,
      createdAt,
    ])
    await run(tx, SUBSCRIBERS, [now], rows)
  },
  async insertSubscriptions(tx, subscriptions, now) {
    const rows = subscriptions.map(({ row, subscriberId }) => [
      row.siteId,
      subscriberId,
      row.endpointHash.toString('hex'),
      row.endpoint,
      Buffer.from(row.p256dh).toString('hex'),
      Buffer.from(row.auth).toString('hex'),
      row.vapidKeyId,
      row.service,
      row.locale,
      row.timeZone,
      row.expirationTime,
      row.createdAt,
    ])
    await run(tx, SUBSCRIPTIONS, [now, now], rows)
  },
  async insertPreferences(tx, subscriptions, now) {
    const rows = subscriptions.flatMap(({ row: { siteId, topics }, subscriberId }) =>
      topics.map((topic) => [siteId, topic, subscriberId]),
    )
    if (rows.length > 0) await run(tx, PREFERENCES, [now], rows)
  },
  hurry: () => Promise.resolve(), // there is no setting of one transaction
  async analyze(db) {
    // Reads a sample of each index: all of a million rows would block other writers for seconds.
    await db.executeQuery(CompiledQuery.raw('pragma analysis_limit = 1000'))
    await db.executeQuery(CompiledQuery.raw('analyze'))
  },
}

async function run<Row>(
  tx: Queries,
  text: string,
  values: readonly (string | number)[],
  rows: readonly unknown[],
): Promise<Row[]> {
  return (await tx.executeQuery<Row>(CompiledQuery.raw(text, [...values, JSON.stringify(rows)]))).rows
}
