import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgresStore } from '#test/databases/postgres-store'
import { openPostgres } from '../packages/server/src/database/open-postgres.ts'
import { openSqlite } from '../packages/server/src/database/open-sqlite.ts'
import type { Database } from '../packages/server/src/database/database.ts'
import type { StatementDatabase } from '../packages/server/src/database/statement.ts'
import { appendRows } from '../packages/server/src/interactions/append-rows.ts'
import type { LogRow } from '../packages/server/src/interactions/read-report.ts'
import { sortInteractions } from '../packages/server/src/interactions/sort-interactions.ts'
import { readTree } from './process-tree.ts'
import { round2 } from './rounding.ts'

/** CPU of the database for each interaction, in µs: on SQLite that of this thread, with what prepares the rows. */
export interface InteractionsReport {
  name: 'interactions'
  node: string
  interactions: number
  micros: Record<'sqlite' | 'postgres', { append: number; sort: number; sum: number }>
}

type Place = StatementDatabase<never> & Pick<Database, 'dialect' | 'kysely'>

const GROUP = 500
const SORTED = 50_000
const WARM_UP = 50_000
const AT = Date.now()
const REPEATS = 10 // one of so many is told twice

/** Takes in so many interactions of one broadcast, as the intake does, and sorts them. */
export async function measureInteractions(interactions: number): Promise<InteractionsReport> {
  const folder = mkdtempSync(join(tmpdir(), 'belfry-bench-interactions-'))
  try {
    await using sqlite = await openSqlite(join(folder, 'belfry.db'))
    const own = () => {
      const { user, system } = process.cpuUsage()
      return user + system
    }
    const onSqlite = await measure(sqlite as unknown as Place, interactions, own)
    await using postgres = await startPostgresStore({ settings: { shared_buffers: '512MB', max_wal_size: '4GB' } })
    await using place = await postgres.createDatabase()
    await using database = await openPostgres(place.url, { migrate: false, connections: 1 })
    const { rows } = await database.pool.query('select pg_backend_pid() as pid')
    const [{ pid }] = rows as [{ pid: number }]
    const onPostgres = await measure(database as unknown as Place, interactions, () => readTree(pid).cpuMicros)
    return {
      name: 'interactions',
      node: process.version,
      interactions,
      micros: { sqlite: onSqlite, postgres: onPostgres },
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** For people. */
export function interactionsTable({ interactions, micros, node }: InteractionsReport): string {
  const line = ([name, { append, sort, sum }]: [string, InteractionsReport['micros']['sqlite']]) =>
    `${name.padEnd(9)} append ${append}, sort ${sort}, together ${sum}`
  return [
    `interactions: ${interactions}, ${GROUP} at once, one of ${REPEATS} told twice, Node ${node}`,
    'CPU of the database for each, in µs',
    ...Object.entries(micros).map(line),
  ].join('\n')
}

async function measure(database: Place, interactions: number, cpu: () => number) {
  const { kysely } = database
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
      state: 'done',
      created_at: 0,
      expires_at: 0,
    })
    .returning('number')
    .executeTakeFirstOrThrow()
  const notification = { number, createdAt: 0, expiresAt: 0, topic: 'news', actions: [], lang: undefined }
  const take = async (from: number, count: number) => {
    let [append, sort] = [0, 0]
    for (let next = from; next < from + count; next += SORTED) {
      const groups = Array.from({ length: SORTED / GROUP }, (_, group) => rowsFrom(next + group * GROUP, notification))
      const before = cpu()
      for (const rows of groups) await appendRows(database, rows)
      const appended = cpu()
      await sortInteractions(database).run(new AbortController().signal)
      append += appended - before
      sort += cpu() - appended
    }
    const each = (micros: number) => round2(micros / count)
    return { append: each(append), sort: each(sort), sum: each(append + sort) }
  }
  await take(0, WARM_UP)
  return take(WARM_UP, interactions)
}

function rowsFrom(first: number, notification: LogRow['notification']): LogRow[] {
  return Array.from({ length: GROUP }, (_, index) => {
    const place = first + index
    // In no order, as browsers come.
    const id = 1 + (((place % REPEATS === 0 ? Math.max(0, place - 1) : place) * 7919) % 1_000_003)
    return { notification, reporter: { id, subscriber: id, device: place % 60 }, kind: 1, at: AT }
  })
}
