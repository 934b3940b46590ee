import { createHash } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { COUNTED_OUTCOME, type BelfrysRecord, type SoakDatabase, type SoakSubscription } from './soak-database.ts'

/** The embedded store. */
export function sqliteRecord(file: string): SoakDatabase {
  return {
    publicKey() {
      using db = new DatabaseSync(file, { readOnly: true })
      const row = db.prepare('select public_key as publicKey from belfry_vapid_keys').get()
      return Promise.resolve((row as { publicKey: string }).publicKey)
    },
    insertSubscriptions: (subscriptions) => Promise.resolve(insert(file, subscriptions)),
    record: () => Promise.resolve(read(file)),
  }
}

function insert(file: string, subscriptions: readonly SoakSubscription[]): void {
  using db = new DatabaseSync(file)
  const { id: keyId } = db.prepare('select id from belfry_vapid_keys').get() as { id: string }
  const subscriber = db.prepare(
    "insert into belfry_subscribers (site_id, created_at, last_seen_at) values ('default', 0, 0) returning id",
  )
  const insert = db.prepare(
    `insert into belfry_subscriptions (site_id, subscriber_id, endpoint_hash, endpoint, p256dh, auth, vapid_key_id,
       push_service, status, created_at, updated_at, last_seen_at)
     values ('default', ?, ?, ?, ?, ?, ?, ?, 'active', 0, 0, 0)`,
  )
  db.exec('begin immediate')
  for (const { profile, subscription } of subscriptions) {
    const { endpoint, keys } = subscription
    const { id } = subscriber.get() as { id: number }
    const hash = createHash('sha256').update(endpoint).digest().subarray(0, 16)
    const p256dh = Buffer.from(keys.p256dh, 'base64url')
    insert.run(id, hash, endpoint, p256dh, Buffer.from(keys.auth, 'base64url'), keyId, profile)
  }
  db.exec('commit')
}

function read(file: string): BelfrysRecord {
  using db = new DatabaseSync(file, { readOnly: true })
  const all = <Row>(sql: string) => db.prepare(sql).all() as unknown as Row[]
  const one = (sql: string) => Number(Object.values(db.prepare(sql).get() ?? {})[0])
  const outcomes = all<{ outcome: string; count: number }>(
    `select ${COUNTED_OUTCOME} as outcome, count(*) as count from belfry_deliveries group by 1`,
  )
  return {
    integrity: all<{ integrity_check: string }>('pragma integrity_check')
      .map((row) => row.integrity_check)
      .join('; '),
    notifications: all('select id, state from belfry_notifications'),
    outcomes: Object.fromEntries(outcomes.map(({ outcome, count }) => [outcome, count])),
    subscriptions: all('select endpoint, status, reason from belfry_subscriptions'),
    jobs: one('select count(*) from belfry_jobs'),
    deadJobs: one('select count(*) from belfry_jobs where dead_at is not null'),
    left: all(
      'select kind, run_at, created_at, attempts, lease_owner, lease_until, error, payload from belfry_jobs limit 3',
    ),
    parkedJobs: one('select count(*) from belfry_parked_jobs'),
  }
}
