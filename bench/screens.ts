import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '#test/databases/postgres'
import { DEMO_SITE } from './demo-data/demo-site.ts'
import { fillDemo } from './demo-data/fill-demo.ts'
import { openStore } from './demo-data/open-store.ts'
import { startBelfryProcess, type MeasuredBelfry } from './measured-belfry.ts'
import { median, round2 } from './rounding.ts'
import { askedOf, type Asked } from './screen-requests.ts'

/** What the dashboard's requests take, as the server answers them, in milliseconds. */
export interface ScreensReport {
  name: 'screens'
  node: string
  database: 'sqlite' | 'postgres'
  subscribers: number
  days: number
  answers: {
    what: string
    path: string
    first: number
    median: number
    least: number
    cpu: number
    kilobytes: number
  }[]
}

export interface ScreensSettings {
  database: ScreensReport['database']
  subscribers: number
  days: number
  rounds: number
  /** A data folder that `npm run demo-data` has filled, its PostgreSQL in DATABASE_URL; else one is made. */
  store: string | undefined
}

/** None may take longer. */
export const LONGEST_MS = 200

/** Asks a Belfry with the large sample for everything that the dashboard shows. */
export async function measureScreens(settings: ScreensSettings): Promise<ScreensReport> {
  const { database, subscribers, days, rounds, store } = settings
  const folder = mkdtempSync(join(tmpdir(), 'belfry-bench-screens-'))
  const memory = { shared_buffers: '512MB', max_wal_size: '4GB' }
  const isNew = database === 'postgres' && store === undefined
  const postgres = isNew ? await startPostgres({ settings: memory }) : undefined
  try {
    const place = await postgres?.createDatabase()
    const url = place?.url ?? (database === 'postgres' ? process.env['DATABASE_URL'] : undefined)
    const data = store ?? join(folder, 'data')
    if (store === undefined) await fill({ data, databaseUrl: url }, { subscribers, days })
    await using belfry = await startBelfryProcess({
      data,
      ...(url !== undefined && { database: url }),
      url: 'https://example.com',
      contact: 'ops@example.com',
      log: 'error',
    })
    const answers: ScreensReport['answers'] = []
    for (const asked of await askedOf((path) => belfry.api('GET', withSite(path)))) {
      answers.push(await time(belfry, asked, rounds))
    }
    return { name: 'screens', node: process.version, database, subscribers, days, answers }
  } finally {
    await postgres?.[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true })
  }
}

/** For people: the slowest first. */
export function screensTable({ database, subscribers, days, node, answers }: ScreensReport): string {
  const rows = answers
    .toSorted((a, b) => b.median - a.median)
    .map((one) => {
      const times = [one.median, one.least, one.first, one.cpu].map((ms) => ms.toFixed(1).padStart(8)).join('')
      return `${one.median > LONGEST_MS ? '!' : ' '}${times}${one.kilobytes.toFixed(1).padStart(8)}  ${one.what}`
    })
  return [
    `screens: ${database}, ${subscribers.toLocaleString('en')} subscribers, ${days} days, Node ${node}`,
    '   median   least   first     cpu      kB  in ms, at the server; ! is above 200',
    ...rows,
  ].join('\n')
}

async function fill(
  store: { data: string; databaseUrl: string | undefined },
  of: { subscribers: number; days: number },
) {
  const { database: opened, masterKeys } = await openStore({}, store)
  await using database = opened
  const plan = { ...of, seed: 1, deliveries: 4_000_000, now: Date.now() }
  await fillDemo(database, { masterKeys, plan, signal: new AbortController().signal, progress: () => undefined })
}

async function time(belfry: MeasuredBelfry, { what, method, path, body }: Asked, rounds: number) {
  const times: number[] = []
  let size = 0
  const { cpuMicros } = await belfry.usage()
  for (let round = 0; round <= rounds; round += 1) {
    const before = performance.now()
    const answer = await belfry.api<unknown>(method, withSite(path), body)
    times.push(performance.now() - before)
    size = JSON.stringify(answer).length
  }
  const cpu = round2(((await belfry.usage()).cpuMicros - cpuMicros) / 1000 / times.length)
  const [first = 0, ...again] = times
  const least = round2(Math.min(...again))
  return { what, path, first: round2(first), median: round2(median(again)), least, cpu, kilobytes: round2(size / 1024) }
}

function withSite(path: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}site=${DEMO_SITE}`
}
