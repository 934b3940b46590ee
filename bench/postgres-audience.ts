import { createECDH } from 'node:crypto'
import type pg from 'pg'

const KEY_PAIRS = 500

/**
 * Fills the site `default` of a database with Belfry's schema up to `count` subscribers of one subscription each, as
 * `makeAudience` does for the embedded store. Leaves it analyzed and vacuumed, like a database that has been in use for
 * a while.
 */
export async function makePostgresAudience(
  client: pg.Client,
  { count, origin }: { count: number; origin: string },
): Promise<void> {
  const keys = Array.from({ length: KEY_PAIRS }, () => createECDH('prime256v1').generateKeys())
  await client.query('begin')
  const { rows } = await client.query<{ last: string; own: string }>(
    `select coalesce(max(id), 0) as last, count(*) filter (where site_id = 'default') as own from belfry.subscribers`,
  )
  const [last, own] = [Number(rows[0]?.last), Number(rows[0]?.own)]
  const ids = [last + 1, last + count - own]
  await client.query(
    `update belfry.subscriptions set endpoint = $1 || substr(endpoint, strpos(endpoint, '/wpush'))
     where site_id = 'default' and endpoint not like $1 || '/%'`,
    [origin],
  )
  await client.query(
    `insert into belfry.subscribers (id, site_id, external_id, created_at, last_seen_at) overriding system value
     select n, 'default', 's' || n, 0, 0 from generate_series($1::bigint, $2::bigint) as n`,
    ids,
  )
  await client.query(
    `insert into belfry.preferences (site_id, topic_id, subscriber_id, enabled, changed_at)
     select 'default', 'news', n, 1, 0 from generate_series($1::bigint, $2::bigint) as n`,
    ids,
  )
  await client.query(
    `insert into belfry.subscriptions (site_id, subscriber_id, endpoint_hash, endpoint, p256dh, auth, vapid_key_id,
       push_service, status, created_at, updated_at, last_seen_at)
     select 'default', n, substring(sha256(convert_to(endpoint, 'UTF8')) for 16), endpoint,
       ($3::bytea[])[1 + n % array_length($3::bytea[], 1)], decode(md5('auth' || n), 'hex'),
       (select id from belfry.vapid_keys where site_id = 'default'), 'other', 'active', 0, 0, 0
     from (select n, $4 || '/wpush/v2/' || left(translate(encode(
         sha512(int8send(n)) || sha512(int8send(-n)), 'base64'), E'+/\n', '-_'), 134) as endpoint
       from generate_series($1::bigint, $2::bigint) as n) as made`,
    [...ids, keys, origin],
  )
  await client.query('commit')
  await client.query('vacuum analyze')
}
