import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { openPostgres, type PostgresDatabase } from '../../packages/server/src/database/open-postgres.ts'
import type { OutcomeRecord } from '../../packages/server/src/deliveries/delivery-store.ts'
import { AUDIENCE_KINDS, type AudienceKindName } from '../../packages/server/src/audiences/audience.ts'
import { PAGES } from '../../packages/server/src/audiences/audience-batch.ts'
import type { Statement, StatementValues } from '../../packages/server/src/database/statement.ts'
import { createDeliveryStore } from '../../packages/server/src/deliveries/store/create-delivery-store.ts'
import { DUE } from '../../packages/server/src/deliveries/store/due-deliveries.ts'
import { MEANING } from '../../packages/server/src/deliveries/store/write-outcomes.ts'
import {
  OUTCOME_ROWS,
  postgresOutcomeRows as rows,
} from '../../packages/server/src/deliveries/store/postgres-outcome-rows.ts'
import { outcomeRecord } from '../support/deliveries/outcome-record.ts'
import { startPostgresStore } from '../support/databases/postgres-store.ts'
import { whyNoPostgres, type Postgres, type TestDatabase } from '../support/databases/postgres.ts'

const MILLION = 1_000_000

describe('a million subscriptions on PostgreSQL', { skip: await whyNoPostgres(), timeout: 300_000 }, () => {
  let postgres: Postgres
  let place: TestDatabase
  let database: PostgresDatabase
  let number = 0
  before(async () => {
    postgres = await startPostgresStore({
      // The tests decide when statistics are updated.
      settings: { shared_buffers: '512MB', max_wal_size: '4GB', autovacuum: 'off' },
    })
    place = await postgres.createDatabase()
    number = await fill(place.url)
    database = await openPostgres(place.url, { migrate: false, connections: 1 })
  })
  after(async () => {
    await database.close()
    await place[Symbol.asyncDispose]()
    await postgres[Symbol.asyncDispose]()
  })

  test('no statement on the hot path scans a table', async () => {
    const ids = Array.from({ length: 500 }, (_, n) => n * 7 + 1)
    const of = <Value>(value: Value) => ids.map(() => value)
    const columns = [of(number), ids, of('accepted'), of(null), of(201), of(1), of(5000)]
    const page = { notification: number, site: 'default', subscriber: 300_000, subscription: 0, limit: 500, ids }
    const statements: Explained[] = [
      ...AUDIENCE_KINDS.flatMap((kind) => [
        given(`plan ${kind}`, PAGES[kind], { site: 'default', after: 300_000, limit: 500, value: VALUES[kind] }),
        given(`due ${kind}`, DUE.inRange[kind], { ...page, to: 300_500, value: VALUES[kind] }),
        given(`due retries ${kind}`, DUE.toRetry[kind], { ...page, subscriber: 0, attempts: 1, value: VALUES[kind] }),
      ]),
      given('due subscribers', DUE.ofSubscribers, { ...page, subscriber: 0 }),
      ['insert outcomes', OUTCOME_ROWS.insert, columns],
      given('retire', MEANING.retire, { ids, at: 5000 }),
      given('mismatch', MEANING.mismatch, { ids, at: 5000, key: 'key' }),
    ]
    for (const [name, text, values] of statements) {
      const plan = await explain(database, text, values)
      assert.doesNotMatch(plan, /Seq Scan on (subscriptions|subscribers|preferences|deliveries)/, `${name}:\n${plan}`)
    }
  })

  test('a notification without statistics costs no more', async () => {
    const [{ young }] = (await database.pool.query('select belfry.next_notification_number() as young')).rows as [
      { young: number },
    ]
    await database.pool.query(
      `insert into belfry.deliveries select $1, n, 'throttled', null, 429, 1, 0 from generate_series(1, 100000) as n`,
      [young],
    )
    const ids = Array.from({ length: 500 }, (_, n) => n * 7 + 1)
    const of = <Value>(value: Value) => ids.map(() => value)
    const columns = [of(young), ids, of('accepted'), of(null), of(201), of(2), of(5000)]
    const page = { notification: young, site: 'default', subscriber: 99_800, subscription: 0, limit: 500, ids }
    const statements: Explained[] = [
      ...AUDIENCE_KINDS.flatMap((kind) => [
        given(`due ${kind}`, DUE.inRange[kind], { ...page, to: 100_300, value: VALUES[kind] }),
        given(`due retries ${kind}`, DUE.toRetry[kind], { ...page, subscriber: 0, attempts: 1, value: VALUES[kind] }),
      ]),
      given('due subscribers', DUE.ofSubscribers, { ...page, subscriber: 0 }),
      ['insert outcomes', OUTCOME_ROWS.insert, columns],
      ['replace outcomes', OUTCOME_ROWS.replace, [...columns, of('throttled'), of(1)]],
    ]
    for (const [name, text, values] of statements) {
      const { plan, deliveries } = await explainAnalyze(database, text, values)
      assert.ok(deliveries <= 1000, `${name} read ${deliveries} deliveries:\n${plan}`)
    }
  })

  test('one connection writes tens of thousands of outcomes a second', async (t) => {
    const jobs = { enqueue: () => undefined, complete: () => true, become: () => undefined, turn: () => 1 }
    const store = createDeliveryStore({ database, rows, jobs })
    const write = async (from: number, rows: number, notification: number) => {
      const started = performance.now()
      for (let first = from; first < from + rows; first += 1000) {
        await store.record(records(notification, first, 1000), [])
      }
      return Math.round(rows / ((performance.now() - started) / 1000))
    }
    await write(1, 50_000, number)
    const rate = await write(50_001, 200_000, number)
    t.diagnostic(`${rate} rows/s`)
    assert.ok(rate > LEAST_PER_SECOND, `${rate} rows/s`)
  })

  test('a week of deliveries is dropped whole, and its acceptances are remembered', async () => {
    const [{ relname }] = (
      await database.pool.query(
        'select min(relname) as relname from pg_inherits join pg_class on pg_class.oid = inhrelid where ' +
          "inhparent = 'belfry.deliveries'::regclass",
      )
    ).rows as [{ relname: string }]
    const day = Number(/\d+$/.exec(relname)?.[0])
    await database.pool.query(
      "insert into belfry.deliveries values ($1, 7, 'accepted', null, 201, 1, 4711), ($1, 8, 'gone', null, 410, " +
        '1, 4712)',
      [day * 1e10 + 1],
    )
    const today = Math.floor(Date.now() / 86_400_000)
    const drop = async (days: number) =>
      (await database.pool.query('select belfry.drop_old_deliveries($1) as dropped', [days])).rows[0]
    assert.deepEqual(await drop(today - day), { dropped: 0 })
    assert.deepEqual(await drop(today - day - 7), { dropped: 1 })
    const { rows } = await database.pool.query(
      'select id, last_accepted_at from belfry.subscriptions where id in (7, 8) order by id',
    )
    assert.deepEqual(rows, [
      { id: 7, last_accepted_at: 4711 },
      { id: 8, last_accepted_at: null },
    ])
  })
})

type Explained = [name: string, text: string, values: unknown[]]

const VALUES: Record<AudienceKindName, string | string[] | Buffer | undefined> = {
  topic: 'blog',
  subscriber: ['ada'],
  subscribers: ['ada', 'ben'],
  digest: '9c2b8f0e-5a39-4d5f-8a43-3f1f6f0a7b11',
  subscription: Buffer.alloc(16),
  all: undefined,
}

function given(name: string, statement: Statement | undefined, values: StatementValues): Explained {
  return statement === undefined
    ? [`${name}: none`, 'select 1', []]
    : [name, statement.postgres, statement.names.map((one) => values[one])]
}

// An idle machine writes 100,000 (bench outcomes), 106,755 were measured at a load of 8, and row by row it would be
// some thousands.
const LEAST_PER_SECOND = 15_000

function records(notification: number, first: number, count: number): OutcomeRecord[] {
  return Array.from({ length: count }, (_, n) =>
    outcomeRecord({
      notification,
      subscription: first + n,
      outcome: n % 100 === 0 ? 'rejected' : 'accepted',
    }),
  )
}

async function fill(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  // References that nobody checks and indexes that are made at the end: a third of the work.
  await client.query('set session_replication_role = replica')
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(INDEXES)
  for (const { name } of indexes) await client.query(`drop index ${name}`)
  await client.query(`
    insert into belfry.sites values ('default', 'Default', null, '[]', null, 0);
    insert into belfry.vapid_keys values ('key', 'default', 'x', 'active', 0);
    insert into belfry.topics values ('default', 'blog', 'Blog', 'open', 0, 0);
    insert into belfry.subscribers (site_id, created_at, last_seen_at) select 'default', 0, 0
      from generate_series(1, ${MILLION});
    insert into belfry.preferences select 'default', 'blog', id, 1, 0 from belfry.subscribers where id % 2 = 0;
    insert into belfry.subscriptions (site_id, subscriber_id, endpoint_hash, endpoint, p256dh, auth, vapid_key_id,
      push_service,
      status, created_at, updated_at, last_seen_at)
    select 'default', n, decode(md5(n::text), 'hex'), 'https://fcm.googleapis.com/fcm/send/' || repeat(md5(n::text), 4),
      decode(repeat('04', 65), 'hex'), decode(md5(n::text), 'hex'), 'key', 'fcm', 'active', 0, 0, 0
    from generate_series(1, ${MILLION}) as n`)
  const { rows } = await client.query<{ number: string }>(
    `insert into belfry.notifications (id, site_id, request_hash, audience, content, payload, urgency,
      privacy, lane, state,
       created_at, expires_at)
     values ('one', 'default', '', '{"all":true}', '{}', '{}', 'normal', 'full', 'bulk', 'sending', 0, 0)
       returning number`,
  )
  for (const { definition } of indexes) await client.query(definition)
  const number = Number(rows[0]?.number)
  await client.query(
    `insert into belfry.deliveries select $1, n, 'throttled', null, 429, 1, 0
      from generate_series(500001, ${MILLION}) as n`,
    [number],
  )
  await client.query('vacuum analyze')
  await client.end()
  return number
}

// Those of the large tables, but for the ones that keep a constraint.
const INDEXES = `
  select indexrelid::regclass as name, pg_get_indexdef(indexrelid) as definition from pg_index
  where indrelid in ('belfry.subscribers'::regclass, 'belfry.preferences'::regclass, 'belfry.subscriptions'::regclass)
    and not exists (select from pg_constraint where conindid = indexrelid)`

async function explain({ pool }: PostgresDatabase, text: string, values: unknown[]): Promise<string> {
  const { rows } = await pool.query(`explain ${text}`, values)
  return (rows as { 'QUERY PLAN': string }[]).map((row) => row['QUERY PLAN']).join('\n')
}

interface PlanNode {
  'Relation Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Rows Removed by Index Recheck'?: number
  Plans?: PlanNode[]
}

/** Runs a statement and rolls it back; returns how many deliveries it read. */
async function explainAnalyze(database: PostgresDatabase, text: string, values: unknown[]) {
  let found: PlanNode | undefined
  const undone = new Error('rolled back on purpose')
  await database
    .atomically(async (client) => {
      if (text === OUTCOME_ROWS.replace) await client.query(OUTCOME_ROWS.joinByIndex)
      const { rows } = await client.query(`explain (analyze, format json) ${text}`, values)
      found = (rows as { 'QUERY PLAN': { Plan: PlanNode }[] }[])[0]?.['QUERY PLAN'][0]?.Plan
      throw undone
    })
    .catch((error: unknown) => assert.equal(error, undone))
  assert.ok(found)
  return { plan: JSON.stringify(found, undefined, 1), deliveries: deliveriesRead(found) }
}

function deliveriesRead(node: PlanNode): number {
  const isScan = (node['Relation Name'] ?? '').startsWith('deliveries') && node.Plans === undefined
  const rows =
    node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)
  const own = isScan ? rows * node['Actual Loops'] : 0
  return (node.Plans ?? []).reduce((sum, inner) => sum + deliveriesRead(inner), own)
}
