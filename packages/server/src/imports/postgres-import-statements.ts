import { CompiledQuery } from 'kysely'
import type { Queries } from '../database/database.ts'
import type { ImportStatements } from './import-store.ts'

// Arrays through unnest: one statement for a thousand rows, whose text is the same for any number.
const PRESENT = `
  select endpoint_hash from belfry.subscriptions where site_id = $1 and endpoint_hash = any($2::bytea[])`
const FOUND = `
  select id, external_id as "externalId", (
    select count(*) from belfry.subscriptions own
    where own.site_id = $1 and own.status = 'active' and own.subscriber_id = s.id) as active
  from belfry.subscribers s where site_id = $1 and external_id = any($2::text[])`
const RESERVE = `
  select string_agg(nextval(pg_get_serial_sequence('belfry.subscribers', 'id'))::text, ' ') as ids
  from generate_series(1, $1)`
const SUBSCRIBERS = `
  insert into belfry.subscribers (id, site_id, external_id, locale, time_zone, created_at, last_seen_at)
  select *, $7::bigint from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[])`
const SUBSCRIPTIONS = `
  insert into belfry.subscriptions (site_id, subscriber_id, endpoint_hash, endpoint, p256dh, auth, vapid_key_id,
    push_service, locale, time_zone, expiration_time, created_at, status, updated_at, last_seen_at)
  select *, 'active', $13::bigint, $13::bigint
  from unnest($1::text[], $2::bigint[], $3::bytea[], $4::text[], $5::bytea[], $6::bytea[], $7::text[], $8::text[],
    $9::text[], $10::text[], $11::bigint[], $12::bigint[])`
const PREFERENCES = `
  insert into belfry.preferences (site_id, topic_id, subscriber_id, enabled, changed_at)
  select *, 1, $4::bigint from unnest($1::text[], $2::text[], $3::bigint[]) as i (site_id, topic_id, subscriber_id)
  on conflict do nothing`

export const postgresImportStatements: ImportStatements = {
  async findPresent(tx, siteId, hashes) {
    const rows = await run<{ endpoint_hash: Buffer }>(tx, PRESENT, [siteId, byteArrays(hashes)])
    return rows.map((row) => row.endpoint_hash)
  },
  findSubscribers: (tx, siteId, externalIds) => run(tx, FOUND, [siteId, externalIds]),
  async reserveSubscribers(tx, count) {
    const [reserved] = await run<{ ids: string }>(tx, RESERVE, [count])
    return (reserved?.ids ?? '').split(' ').map(Number)
  },
  async insertSubscribers(tx, subscribers, now) {
    await run(tx, SUBSCRIBERS, [
      subscribers.map(({ id }) => id),
      subscribers.map(({ siteId }) => siteId),
      subscribers.map(({ externalId }) => externalId),
      subscribers.map(({ locale }) => locale),
      subscribers.map(({ timeZone }) => timeZone),
      subscribers.map(({ createdAt }) => createdAt),
      now,
    ])
  },
  async insertSubscriptions(tx, subscriptions, now) {
    const rows = subscriptions.map(({ row }) => row)
    await run(tx, SUBSCRIPTIONS, [
      rows.map(({ siteId }) => siteId),
      subscriptions.map(({ subscriberId }) => subscriberId),
      byteArrays(rows.map(({ endpointHash }) => endpointHash)),
      rows.map(({ endpoint }) => endpoint),
      byteArrays(rows.map(({ p256dh }) => p256dh)),
      byteArrays(rows.map(({ auth }) => auth)),
      rows.map(({ vapidKeyId }) => vapidKeyId),
      rows.map(({ service }) => service),
      rows.map(({ locale }) => locale),
      rows.map(({ timeZone }) => timeZone),
      rows.map(({ expirationTime }) => expirationTime),
      rows.map(({ createdAt }) => createdAt),
      now,
    ])
  },
  async insertPreferences(tx, subscriptions, now) {
    const wanted = subscriptions.flatMap(({ row: { siteId, topics }, subscriberId }) =>
      topics.map((topic) => ({ siteId, topic, subscriberId })),
    )
    if (wanted.length === 0) return
    await run(tx, PREFERENCES, [
      wanted.map(({ siteId }) => siteId),
      wanted.map(({ topic }) => topic),
      wanted.map(({ subscriberId }) => subscriberId),
      now,
    ])
  },
  async hurry(tx) {
    await run(tx, 'set local synchronous_commit = off', [])
  },
  async analyze(db) {
    await run(db, 'analyze belfry.subscribers, belfry.subscriptions, belfry.preferences', [])
  },
}

async function run<Row>(db: Queries, text: string, values: unknown[]): Promise<Row[]> {
  return (await db.executeQuery<Row>(CompiledQuery.raw(text, values))).rows
}

// As PostgreSQL reads it. What pg makes of a Buffer in an array costs several times as much.
function byteArrays(values: readonly Uint8Array[]): string {
  return `{${values.map((value) => `"\\\\x${Buffer.from(value).toString('hex')}"`).join()}}`
}
