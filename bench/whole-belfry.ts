import { measureBroadcast } from './broadcast.ts'
import { measureLatency } from './latency.ts'
import { broadcastTable, latencyTable } from './whole-belfry-table.ts'
import type { Settings } from './settings.ts'

/** Of the whole pipeline, on the embedded store. */
export interface WholeBelfrySettings {
  engine: Settings['engine']
  /** engine threads */
  workers: number
  rounds: number
  subscribers: number
}

const benchmarks: Record<string, (settings: WholeBelfrySettings) => Promise<[object, string]>> = {
  async broadcast(settings) {
    const report = await measureBroadcast(settings)
    return [report, broadcastTable(report)]
  },
  async latency(settings) {
    const report = await measureLatency(settings)
    return [report, latencyTable(report)]
  },
}

export const wholeBelfryNames = Object.keys(benchmarks)

/** What to print. Without `--rounds`, three up to 100,000 subscribers and one beyond. */
export async function measureWholeBelfry(
  name: string,
  settings: Settings,
  given: { subscribers?: string | undefined; rounds?: string | undefined; json: boolean },
): Promise<string> {
  const subscribers = Number(given.subscribers ?? 100_000)
  if (!Number.isInteger(subscribers) || subscribers < 1) {
    throw new RangeError(`--subscribers is a whole number from 1, not ${given.subscribers}`)
  }
  const usual = subscribers > 100_000 ? 1 : 3
  const rounds = given.rounds === undefined ? usual : settings.rounds
  const workers = Math.max(1, settings.workers)
  const measure = benchmarks[name]
  if (measure === undefined) throw new RangeError(`there is no benchmark ${name}`)
  const [report, table] = await measure({ engine: settings.engine, workers, rounds, subscribers })
  return given.json ? JSON.stringify(report) : table
}
