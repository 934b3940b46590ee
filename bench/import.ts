import { spawn } from 'node:child_process'
import { createECDH, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generateVapidKeys } from '@belfry/web-push'
import { readTree } from './process-tree.ts'
import { startPostgres } from '#test/databases/postgres'

const MAIN = fileURLToPath(new URL('../packages/server/src/main.ts', import.meta.url))
const KEY_PAIRS = 500
const EVERY_MS = 500

export interface ImportReport {
  name: 'import'
  node: string
  database: 'postgres' | 'sqlite'
  subscriptions: number
  seconds: number
  linesPerSecond: number
  /** Peak of its private memory, in the first quarter of the time and in all of it. */
  memoryMiB: { firstQuarter: number; all: number }
}

/** `belfry import` of a file with so many subscribers, into a PostgreSQL that flushes to disk, or into SQLite. */
export async function measureImport(subscriptions: number, database: ImportReport['database']): Promise<ImportReport> {
  const folder = mkdtempSync(join(tmpdir(), 'belfry-bench-import-'))
  const settings = { fsync: 'on', full_page_writes: 'on', max_wal_size: '4GB', shared_buffers: '512MB' }
  const postgres = database === 'postgres' ? await startPostgres({ settings }) : undefined
  try {
    const place = await postgres?.createDatabase()
    const file = join(folder, 'subscriptions.ndjson')
    await writeSubscriptions(file, subscriptions)
    const started = performance.now()
    const child = spawn(process.execPath, ['--conditions=@belfry/source', MAIN, 'import', file], {
      env: {
        PATH: process.env['PATH'],
        BELFRY_DATA: join(folder, 'data'),
        BELFRY_VAPID_PRIVATE_KEY: generateVapidKeys().privateKey,
        ...(place && { DATABASE_URL: place.url }),
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    const samples: number[] = []
    const watch = setInterval(() => child.pid && samples.push(readTree(child.pid).privateBytes / 2 ** 20), EVERY_MS)
    const [code] = (await once(child, 'close')) as [number | null]
    clearInterval(watch)
    if (code !== 0) throw new Error(`the import ended with ${code}`)
    const seconds = (performance.now() - started) / 1000
    const linesPerSecond = Math.round(subscriptions / seconds)
    const most = (of: readonly number[]) => Math.round(Math.max(0, ...of))
    const memoryMiB = { firstQuarter: most(samples.slice(0, samples.length / 4)), all: most(samples) }
    return { name: 'import', node: process.version, database, subscriptions, seconds, linesPerSecond, memoryMiB }
  } finally {
    await postgres?.[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true })
  }
}

async function writeSubscriptions(file: string, count: number): Promise<void> {
  const keys = Array.from({ length: KEY_PAIRS }, () => createECDH('prime256v1').generateKeys('base64url'))
  const out = createWriteStream(file)
  for (let n = 1; n <= count; n += 1) {
    const endpoint = `https://fcm.googleapis.com/fcm/send/${randomBytes(120).toString('base64url')}`
    const auth = randomBytes(16).toString('base64url')
    const line = {
      endpoint,
      expirationTime: null,
      keys: { p256dh: keys[n % KEY_PAIRS], auth },
      subscriber: `s${n}`,
      locale: 'de',
      createdAt: n,
    }
    if (!out.write(`${JSON.stringify(line)}\n`)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
}
