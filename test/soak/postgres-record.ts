import { createHash } from 'node:crypto'
import pg from 'pg'
import { COUNTED_OUTCOME, type BelfrysRecord, type SoakDatabase, type SoakSubscription } from './soak-database.ts'

/** The store of many machines. */
export function postgresRecord(url: string): SoakDatabase {
  async function on<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      return await work(client)
    } finally {
      await client.end()
    }
  }
  return {
    publicKey: () =>
      on(async (client) => {
        const { rows } = await client.query<{ key: string }>('select public_key as key from belfry.vapid_keys')
        return rows[0]?.key ?? ''
      }),
    insertSubscriptions: (subscriptions) => on((client) => insert(client, subscriptions)),
    record: () => on(read),
  }
}

async function insert(client: pg.Client, subscriptions: readonly SoakSubscription[]) {
  const column = <T>(of: (one: SoakSubscription) => T) => subscriptions.map(of)
  const hash = (endpoint: string) => createHash('sha256').update(endpoint).digest().subarray(0, 16)
  await client.query(
    `with made as (
       insert into belfry.subscribers (site_id, external_id, created_at, last_seen_at)
       select 'default', n, 0, 0 from generate_series(1, $6::integer) as n returning id, external_id::integer as n)
     insert into belfry.subscriptions (site_id, subscriber_id, endpoint_hash, endpoint, p256dh, auth, vapid_key_id,
       push_service, status, created_at, updated_at, last_seen_at)
     select 'default', made.id, given.hash, given.endpoint, given.p256dh, given.auth,
       (select id from belfry.vapid_keys), given.service, 'active', 0, 0, 0
     from unnest($1::bytea[], $2::text[], $3::bytea[], $4::bytea[], $5::text[]) with ordinality
       as given (hash, endpoint, p256dh, auth, service, n)
     join made on made.n = given.n order by made.n`,
    [
      column(({ subscription }) => hash(subscription.endpoint)),
      column(({ subscription }) => subscription.endpoint),
      column(({ subscription }) => Buffer.from(subscription.keys.p256dh, 'base64url')),
      column(({ subscription }) => Buffer.from(subscription.keys.auth, 'base64url')),
      column(({ profile }) => profile),
      subscriptions.length,
    ],
  )
  await client.query('analyze belfry.subscribers, belfry.subscriptions')
}

// The API's progress is a stored sum; it has to agree with the deliveries.
const WRONG_SUMS = `
  select count(*) from (
    select notification, outcome, count(*) from belfry.deliveries group by 1, 2) d
  full join (select * from belfry.delivery_counts where count <> 0) c using (notification, outcome)
  where d.count is distinct from c.count`

async function read(client: pg.Client): Promise<BelfrysRecord> {
  const all = async <Row extends object>(sql: string) => (await client.query<Row>(sql)).rows
  const one = async (sql: string) => Number((await all<{ count: string }>(sql))[0]?.count)
  const outcomes = await all<{ outcome: string; count: string }>(
    `select ${COUNTED_OUTCOME} as outcome, count(*) from belfry.deliveries group by 1`,
  )
  const wrongSums = await one(WRONG_SUMS)
  return {
    integrity: wrongSums === 0 ? 'ok' : `${wrongSums} sums are wrong`,
    notifications: await all('select id, state from belfry.notifications'),
    outcomes: Object.fromEntries(outcomes.map(({ outcome, count }) => [outcome, Number(count)])),
    subscriptions: await all('select endpoint, status, reason from belfry.subscriptions'),
    jobs: await one('select count(*) from belfry_queue.job'),
    deadJobs: await one("select count(*) from belfry_queue.job where state = 'failed'"),
    left: await all('select name, state, data, retry_count, start_after, output from belfry_queue.job limit 3'),
    parkedJobs: await one('select count(*) from belfry.parked_jobs'),
  }
}
