import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgresStore } from '#test/databases/postgres-store'
import { openPostgres } from '../packages/server/src/database/open-postgres.ts'
import { openSqlite } from '../packages/server/src/database/open-sqlite.ts'
import type { Database } from '../packages/server/src/database/database.ts'
import type { Statement, StatementDatabase } from '../packages/server/src/database/statement.ts'
import type { OutcomeRecord } from '../packages/server/src/deliveries/delivery-store.ts'
import { createDeliveryStore } from '../packages/server/src/deliveries/store/create-delivery-store.ts'
import type { OutcomeRows } from '../packages/server/src/deliveries/store/outcome-rows.ts'
import { postgresOutcomeRows } from '../packages/server/src/deliveries/store/postgres-outcome-rows.ts'
import { sqliteOutcomeRows } from '../packages/server/src/deliveries/store/sqlite-outcome-rows.ts'
import { deliveryStatistic } from '../packages/server/src/statistics/deliveries.ts'
import { engagementStatistic } from '../packages/server/src/statistics/engagement.ts'
import { periodOf } from '../packages/server/src/statistics/period.ts'
import { fillYear, type FilledYear } from './statistics-year.ts'
import { readTree } from './process-tree.ts'
import { round2 } from './rounding.ts'

/** What the sums of the statistics cost a message, and how long the charts of a year take. */
export interface StatisticsReport {
  name: 'statistics'
  node: string
  messages: number
  /** CPU of recording an outcome in µs, medians of the rounds: on SQLite that of this thread, else the server's. */
  micros: Record<'sqlite' | 'postgres', { without: number; with: number; added: number; ratio: number }>
  year: FilledYear
  /** CPU of a year's chart with the year before and all breakdowns, in ms, this process and the server's together. */
  charts: Record<'sqlite' | 'postgres', { deliveries: number; engagement: number }>
}

type Place = StatementDatabase<never> & Pick<Database, 'dialect' | 'kysely' | 'read'>

const IN_A_TRANSACTION = 500
const ROUNDS = 9
const CHARTS = 7
const NOW = Date.UTC(2026, 10, 30, 12)
const jobs = { enqueue: () => undefined, complete: () => true, become: () => undefined, turn: () => 1 }

export async function measureStatistics(messages: number): Promise<StatisticsReport> {
  const folder = mkdtempSync(join(tmpdir(), 'belfry-bench-statistics-'))
  try {
    await using sqlite = await openSqlite(join(folder, 'belfry.db'))
    const own = () => {
      const { user, system } = process.cpuUsage()
      return user + system
    }
    const onSqlite = sqlite as unknown as Place
    const embedded = await measureRecording(onSqlite, sqliteOutcomeRows(sqlite.raw), messages, own)
    const year = await fillYear(onSqlite, NOW)
    const sqliteCharts = await timeCharts(onSqlite, own)
    await using postgres = await startPostgresStore({ settings: { shared_buffers: '512MB', max_wal_size: '4GB' } })
    await using place = await postgres.createDatabase()
    await using database = await openPostgres(place.url, { migrate: false, connections: 1 })
    const { rows } = await database.pool.query('select pg_backend_pid() as pid')
    const [{ pid }] = rows as [{ pid: number }]
    const onPostgres = database as unknown as Place
    const cpu = () => readTree(pid).cpuMicros
    const server = await measureRecording(onPostgres, postgresOutcomeRows, messages, cpu)
    await fillYear(onPostgres, NOW)
    await database.pool.query('analyze')
    return {
      name: 'statistics',
      node: process.version,
      messages,
      micros: { sqlite: embedded, postgres: server },
      year,
      charts: { sqlite: sqliteCharts, postgres: await timeCharts(onPostgres, () => cpu() + own()) },
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** For people. */
export function statisticsTable({ messages, micros, year, charts, node }: StatisticsReport): string {
  const costs = Object.entries(micros).map(
    ([name, cost]) => `${name.padEnd(9)} without ${cost.without}, with ${cost.with}, ratio ${cost.ratio}`,
  )
  const times = Object.entries(charts).map(
    ([name, { deliveries, engagement }]) => `${name.padEnd(9)} deliveries ${deliveries}, engagement ${engagement}`,
  )
  return [
    `statistics: ${messages} messages a round, ${IN_A_TRANSACTION} in a transaction, ${ROUNDS} rounds, Node ${node}`,
    'CPU of recording one, in µs',
    ...costs,
    `charts of a year with the one before (${year.days} rows by day, ${year.hours} by hour), CPU in ms`,
    ...times,
  ].join('\n')
}

/** In turns, so that what else the machine does meets both. `without` drops the statements of the sums alone. */
async function measureRecording(
  database: Place,
  rows: OutcomeRows<never>,
  messages: number,
  cpu: () => number,
): Promise<StatisticsReport['micros']['sqlite']> {
  const notification = await addNotification(database)
  const { run, ...others } = database.statements
  const statements = {
    ...others,
    run: (tx: never, text: Statement, values: Parameters<typeof run>[2]) =>
      /insert into belfry.stats_/.test(text.postgres) ? { rows: [], rowCount: 0 } : run(tx, text, values),
  }
  const stores = {
    without: createDeliveryStore({ database: { ...boundTo(database), statements }, rows, jobs, now: () => NOW }),
    with: createDeliveryStore({ database, rows, jobs, now: () => NOW }),
  }
  let next = 1
  const record = async (name: keyof typeof stores) => {
    const until = next + messages
    const before = cpu()
    for (; next < until; next += IN_A_TRANSACTION) await stores[name].record(outcomes(notification, next), [])
    return (cpu() - before) / messages
  }
  await record('with')
  await record('without')
  const found = { without: [] as number[], with: [] as number[], ratio: [] as number[] }
  for (let round = 0; round < ROUNDS; round += 1) {
    const order = round % 2 === 0 ? (['without', 'with'] as const) : (['with', 'without'] as const)
    const micros = { without: 0, with: 0 }
    for (const name of order) micros[name] = await record(name)
    found.without.push(micros.without)
    found.with.push(micros.with)
    found.ratio.push(micros.with / micros.without)
  }
  const [without, withSums] = [median(found.without), median(found.with)]
  return { without, with: withSums, added: round2(withSums - without), ratio: median(found.ratio) }
}

// A store has its methods on the object itself, and needs these three.
function boundTo(database: Place): StatementDatabase<never> {
  return {
    statements: database.statements,
    connection: database.connection,
    atomically: (work) => database.atomically(work),
    flush: () => database.flush(),
  }
}

async function timeCharts(database: Place, cpu: () => number): Promise<StatisticsReport['charts']['sqlite']> {
  const needs = { database, now: () => NOW, formsOf: () => Promise.resolve(undefined) }
  const selection = { siteId: 'default', topic: undefined, devices: undefined, notification: undefined }
  const periods = () => periodOf({ from: '2025-12-01', to: '2026-11-30', zone: 'Europe/Berlin' }, NOW)
  const time = async (answer: (of: typeof selection, at: ReturnType<typeof periods>) => Promise<object>) => {
    const times: number[] = []
    for (let time = 0; time < CHARTS; time += 1) {
      const before = cpu()
      await answer(selection, periods())
      times.push((cpu() - before) / 1000)
    }
    return median(times)
  }
  return {
    deliveries: await time(deliveryStatistic(needs).answer),
    engagement: await time(engagementStatistic(needs).answer),
  }
}

async function addNotification({ kysely }: Place): Promise<number> {
  await kysely
    .insertInto('belfry_sites')
    .values({ id: 'default', name: 'Default', url: null, origins: '[]', contact: null, created_at: 0 })
    .execute()
  const { number } = await kysely
    .insertInto('belfry_notifications')
    .values({
      id: 'one',
      site_id: 'default',
      request_hash: Buffer.alloc(32),
      audience: '{"topic":"news"}',
      content: '{}',
      payload: '{}',
      urgency: 'normal',
      privacy: 'full',
      lane: 'bulk',
      state: 'sending',
      created_at: NOW - 60_000,
      expires_at: NOW,
    })
    .returning('number')
    .executeTakeFirstOrThrow()
  return number
}

function outcomes(notification: number, first: number): OutcomeRecord[] {
  return Array.from({ length: IN_A_TRANSACTION }, (_, n) => ({
    notification,
    lane: 'bulk',
    subscription: first + n,
    vapidKeyId: 'key',
    service: 'fcm',
    device: (n * 7) % 40,
    outcome: n % 100 === 0 ? 'rejected' : 'accepted',
    reason: null,
    status: 201,
    attempts: 1,
    previous: null,
    at: NOW - 50_000 + ((first + n) % 40_000),
  }))
}

function median(numbers: readonly number[]): number {
  return round2(numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0)
}
