import { describeAddress } from '../database/address.ts'
import type { Readiness } from '../http/routes/health.ts'
import type { ServerReport } from '../http/routes/server.ts'
import { VERSION } from '../version.ts'
import type { Pipeline } from './pipeline.ts'

export interface ServerReportNeeds {
  /** The database's address, which may hold a password. */
  address: string
  readiness: Readiness
  /** That send in this process. */
  threads: number
  stats: Pipeline['stats']
  /** When the process was started: milliseconds since the epoch. */
  startedAt: number
}

/** What this process says of itself. */
export function createServerReport({ address, readiness, threads, stats, startedAt }: ServerReportNeeds): ServerReport {
  return async () => {
    // Each thread meets the same push services.
    const alarms = new Map(stats().flatMap(({ alarms }) => alarms.map((alarm) => [alarm.cause, alarm])))
    return {
      version: VERSION,
      node: process.versions.node,
      startedAt: new Date(startedAt).toISOString(),
      database: describeAddress(address),
      threads,
      checks: await readiness(),
      alarms: [...alarms.values()].map(({ cause, details }) => ({ cause, details: { ...details } })),
    }
  }
}
