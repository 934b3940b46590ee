import { measureBroadcast } from './broadcast.ts'
import { measurePostgresBroadcast } from './broadcast-postgres.ts'
import { openPostgresForLatency, openSqliteForLatency } from './latency-database.ts'
import { measureLatency } from './latency.ts'
import { measurePace, paceTable } from './pace.ts'
import { postgresBroadcastTable } from './postgres-broadcast-table.ts'
import { broadcastTable, latencyTable } from './whole-belfry-table.ts'
import type { Settings } from './settings.ts'
import type { WholeBelfrySettings } from './whole-belfry-settings.ts'

type Benchmark = (settings: WholeBelfrySettings) => Promise<[object, string]>

const benchmarks: Record<string, Benchmark> = {
  async broadcast(settings) {
    const report = await measureBroadcast(settings)
    return [report, broadcastTable(report)]
  },
  async latency(settings) {
    const report = await measureLatency(settings, openSqliteForLatency)
    return [report, latencyTable(report)]
  },
  async pace(settings) {
    const report = await measurePace(settings, 'sqlite')
    return [report, paceTable(report)]
  },
}

const onPostgres: Record<string, Benchmark> = {
  async broadcast(settings) {
    const report = await measurePostgresBroadcast(settings)
    return [report, postgresBroadcastTable(report)]
  },
  async latency(settings) {
    const report = await measureLatency(settings, openPostgresForLatency)
    return [report, latencyTable(report)]
  },
  async pace(settings) {
    const report = await measurePace(settings, 'postgres')
    return [report, paceTable(report)]
  },
}

export const wholeBelfryNames = Object.keys(benchmarks)

/**
 * Measures, and returns the text to print. Without `--rounds`, three up to 100,000 subscribers and one beyond. Throws a
 * RangeError that names the wrong option.
 */
export async function measureWholeBelfry(
  name: string,
  settings: Settings,
  given: {
    database?: string | undefined
    subscribers?: string | undefined
    rounds?: string | undefined
    interactions?: string | undefined
    json: boolean
  },
): Promise<string> {
  const { subscribers, database } = parseAudience(given)
  const usual = subscribers > 100_000 ? 1 : 3
  const rounds = given.rounds === undefined ? usual : settings.rounds
  const workers = Math.max(1, settings.workers)
  const measure = (database === 'sqlite' ? benchmarks : onPostgres)[name]
  if (measure === undefined) throw new RangeError(`${name} is not measured on PostgreSQL`)
  const interactions = wholeNumber(given.interactions ?? '0')
  const messages = settings.messages ?? 1000
  const [report, table] = await measure({
    engine: settings.engine,
    workers,
    rounds,
    subscribers,
    interactions,
    messages,
  })
  return given.json ? JSON.stringify(report) : table
}

function wholeNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  throw new RangeError(`--interactions is a whole number from 0, not ${text}`)
}

/** The number of subscribers, and the database. Throws a RangeError that names the wrong option. */
export function parseAudience(given: { database?: string | undefined; subscribers?: string | undefined }): {
  subscribers: number
  database: 'sqlite' | 'postgres'
} {
  const { database = 'sqlite' } = given
  const subscribers = Number(given.subscribers ?? 100_000)
  if (!Number.isInteger(subscribers) || subscribers < 1) {
    throw new RangeError(`--subscribers is a whole number from 1, not ${given.subscribers}`)
  }
  if (database !== 'sqlite' && database !== 'postgres') {
    throw new RangeError(`--database is sqlite or postgres, not ${database}`)
  }
  return { subscribers, database }
}
