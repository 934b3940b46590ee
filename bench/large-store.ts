import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startPostgres } from '#test/databases/postgres'
import { fillDemo } from './demo-data/fill-demo.ts'
import { openStore } from './demo-data/open-store.ts'
import { findPostmaster } from './postgres-meter.ts'
import { readTree } from './process-tree.ts'

export interface LargeStoreSettings {
  database: 'sqlite' | 'postgres'
  subscribers: number
  days: number
  /** A data folder that `npm run demo-data` has filled, its PostgreSQL in DATABASE_URL; else one is made. */
  store: string | undefined
}

/** A Belfry's store with the sample, and what its PostgreSQL has used. */
export interface LargeStore extends AsyncDisposable {
  options: { data: string; database?: string }
  /** CPU of PostgreSQL so far, in microseconds; 0 for SQLite, which runs in Belfry's own process. */
  serverCpuMicros(): number
}

const MEMORY = { shared_buffers: '512MB', max_wal_size: '4GB' }
const DELIVERIES = 4_000_000

/** Opens the store that the settings name, or fills a new one, which ends with the measurement. */
export async function openLargeStore(settings: LargeStoreSettings): Promise<LargeStore> {
  await using opened = new AsyncDisposableStack()
  const { subscribers, days, store } = settings
  const url = settings.database === 'sqlite' ? undefined : await databaseOf(settings, opened)
  let data = store
  if (data === undefined) {
    const folder = mkdtempSync(join(tmpdir(), 'belfry-bench-large-'))
    opened.defer(() => rmSync(folder, { recursive: true }))
    data = join(folder, 'data')
    await fill({ data, databaseUrl: url }, { subscribers, days })
  }
  const postmaster = url === undefined ? undefined : await postmasterOf(url)
  const kept = opened.move()
  return {
    options: { data, ...(url !== undefined && { database: url }) },
    serverCpuMicros: () => (postmaster === undefined ? 0 : readTree(postmaster).cpuMicros),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

async function databaseOf({ store }: LargeStoreSettings, opened: AsyncDisposableStack): Promise<string> {
  if (store === undefined) {
    const postgres = opened.use(await startPostgres({ settings: MEMORY }))
    return (await postgres.createDatabase()).url
  }
  const url = process.env['DATABASE_URL']
  if (url === undefined) throw new RangeError('--store with --database postgres needs DATABASE_URL')
  return url
}

async function postmasterOf(connectionString: string): Promise<number> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return await findPostmaster(client)
  } finally {
    await client.end()
  }
}

async function fill(
  store: { data: string; databaseUrl: string | undefined },
  of: { subscribers: number; days: number },
): Promise<void> {
  const { database: opened, masterKeys } = await openStore({}, store)
  await using database = opened
  const plan = { ...of, seed: 1, deliveries: DELIVERIES, now: Date.now() }
  await fillDemo(database, { masterKeys, plan, signal: new AbortController().signal, progress: () => undefined })
}
