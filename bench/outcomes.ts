import { openPostgres } from '../packages/server/src/database/open-postgres.ts'
import type { OutcomeRecord } from '../packages/server/src/deliveries/delivery-store.ts'
import { createDeliveryStore } from '../packages/server/src/deliveries/store/create-delivery-store.ts'
import { postgresOutcomeRows } from '../packages/server/src/deliveries/store/postgres-outcome-rows.ts'
import { startPostgresStore } from '#test/databases/postgres-store'
import { secondsSince } from './rounding.ts'

/** The output of `npm run bench -- outcomes --json`: rows a second over one connection, each round's. */
export interface OutcomesReport {
  name: 'outcomes'
  node: string
  rows: number
  rowsInATransaction: number
  rowsPerSecond: { durable: number[]; withoutFsync: number[] }
}

const ROWS_IN_A_TRANSACTION = 1000
const ROUNDS = 3

/** Writes outcomes as a worker does, over one connection to its own PostgreSQL: with fsync, and without. */
export async function measureOutcomes(rows: number): Promise<OutcomesReport> {
  return {
    name: 'outcomes',
    node: process.version,
    rows,
    rowsInATransaction: ROWS_IN_A_TRANSACTION,
    rowsPerSecond: {
      durable: await writeRounds(rows, 'on'),
      withoutFsync: await writeRounds(rows, 'off'),
    },
  }
}

/** For people. */
export function outcomesTable({ rows, rowsPerSecond, node }: OutcomesReport): string {
  return [
    `outcomes: ${rows} rows a round, ${ROWS_IN_A_TRANSACTION} in a transaction, one connection, Node ${node}`,
    `rows a second, every commit on the disk  ${rowsPerSecond.durable.join(' ')}`,
    `rows a second, without fsync             ${rowsPerSecond.withoutFsync.join(' ')}`,
  ].join('\n')
}

async function writeRounds(rows: number, fsync: 'on' | 'off'): Promise<number[]> {
  await using postgres = await startPostgresStore({
    settings: { fsync, full_page_writes: fsync, shared_buffers: '512MB', max_wal_size: '4GB' },
  })
  await using place = await postgres.createDatabase()
  await using database = await openPostgres(place.url, { migrate: false, connections: 1 })
  await database.pool.query(
    "insert into belfry.sites (id, name, origins, created_at) values ('default', 'Default', '[]', 0)",
  )
  const found = await database.pool.query(
    `insert into belfry.notifications (id, site_id, request_hash, audience, content, payload, urgency, privacy, lane,
       state, created_at, expires_at)
     values ('one', 'default', '', '{"all":true}', '{}', '{}', 'normal', 'full', 'bulk', 'sending', 0, 0)
     returning number`,
  )
  const [{ number }] = found.rows as [{ number: number }]
  const store = createDeliveryStore({
    database,
    rows: postgresOutcomeRows,
    jobs: { enqueue: () => undefined, complete: () => true, become: () => undefined, turn: () => 1 },
  })
  let next = 1
  const write = async (count: number) => {
    const until = next + count
    for (; next < until; next += ROWS_IN_A_TRANSACTION) {
      await store.record(outcomes(number, next), [])
    }
  }
  await write(Math.min(rows, 50_000)) // warms up
  const rates: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const startedAt = performance.now()
    await write(rows)
    rates.push(Math.round(rows / secondsSince(startedAt)))
  }
  return rates
}

function outcomes(notification: number, first: number): OutcomeRecord[] {
  return Array.from({ length: ROWS_IN_A_TRANSACTION }, (_, n) => ({
    notification,
    lane: 'bulk',
    subscription: first + n,
    vapidKeyId: 'key',
    service: 'fcm',
    device: n % 8,
    outcome: n % 100 === 0 ? 'rejected' : 'accepted',
    reason: null,
    status: 201,
    attempts: 1,
    previous: null,
    at: 1_800_000_000_000,
  }))
}
