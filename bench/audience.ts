import { createECDH, createHash, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createBelfry } from '../packages/server/src/index.ts'
import type { BelfryOptions } from '../packages/server/src/index.ts'

const KEY_PAIRS = 500
const ROWS_IN_A_TRANSACTION = 20_000

const COUNT = `
  select coalesce(max(id), 0) as last, coalesce(sum(site_id = 'default'), 0) as own from belfry_subscribers`
const LEAD = `update belfry_subscriptions set endpoint = :origin || substr(endpoint, instr(endpoint, '/wpush'))
  where site_id = 'default' and endpoint not like :origin || '/%'`

/** Every subscriber has the topic `news`, which is bulk; a reply to one of them is transactional. */
export const TOPICS = { news: { name: 'News' } }

/**
 * Fills the site `default` of a data folder up to `count` subscribers of one subscription each, in the topic `news`;
 * they are `s1`, `s2`, … where nobody else is there. Those of an earlier run are led to the new `origin`. Endpoints and
 * auth secrets are all different; 500 real P-256 keys are used in turn, because making one takes longer than storing
 * it. Belfry caches nothing of a subscriber's key, so the cost is the same.
 */
export async function makeAudience(
  options: BelfryOptions,
  { count, origin }: { count: number; origin: string },
): Promise<void> {
  await (await createBelfry(options)).close() // makes site, keys and tables
  const db = new DatabaseSync(join(options.data, 'belfry.db'))
  try {
    db.exec('pragma synchronous = off')
    const { last, own } = db.prepare(COUNT).get() as { last: number; own: number }
    const { id: keyId } = db.prepare("select id from belfry_vapid_keys where site_id = 'default'").get() as {
      id: string
    }
    db.prepare(LEAD).run({ origin })
    const end = last + count - own
    const keys = Array.from({ length: KEY_PAIRS }, () => createECDH('prime256v1').generateKeys())
    for (let from = last; from < end; from += ROWS_IN_A_TRANSACTION) {
      db.exec('begin immediate')
      insert(db, { keyId, keys, origin, from, to: Math.min(end, from + ROWS_IN_A_TRANSACTION) })
      db.exec('commit')
    }
    db.exec('analyze; pragma wal_checkpoint(truncate)')
  } finally {
    db.close()
  }
}

function insert(
  db: DatabaseSync,
  part: { keyId: string; keys: readonly Buffer[]; origin: string; from: number; to: number },
): void {
  const subscriber = db.prepare(
    "insert into belfry_subscribers (id, site_id, external_id, created_at, last_seen_at) values (?, 'default', " +
      '?, 0, 0)',
  )
  const preference = db.prepare(
    `insert into belfry_preferences (site_id, topic_id, subscriber_id, enabled, changed_at)
     values ('default', 'news', ?, 1, 0)`,
  )
  const subscription = db.prepare(
    `insert into belfry_subscriptions (site_id, subscriber_id, endpoint_hash, endpoint, p256dh, auth, vapid_key_id,
       push_service, status, created_at, updated_at, last_seen_at)
     values ('default', ?, ?, ?, ?, ?, ?, 'other', 'active', 0, 0, 0)`,
  )
  for (let id = part.from + 1; id <= part.to; id += 1) {
    const endpoint = `${part.origin}/wpush/v2/${randomBytes(100).toString('base64url')}`
    const hash = createHash('sha256').update(endpoint).digest().subarray(0, 16)
    const p256dh = part.keys[id % part.keys.length] as Buffer
    subscriber.run(id, `s${id}`)
    preference.run(id)
    subscription.run(id, hash, endpoint, p256dh, randomBytes(16), part.keyId)
  }
}
