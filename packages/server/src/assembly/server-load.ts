import { databaseSize } from '../database/database-size.ts'
import type { OpenedDatabase } from '../database/open-database.ts'
import type { EngineStats } from '../deliveries/sending/delivery-engine.ts'
import { SEND_TIME_BOUNDS_S } from '../deliveries/sending/send-times.ts'
import type { ServerLoad } from '../http/routes/server.ts'
import { queueFigures } from '../queue/queue-figures.ts'

export interface ServerLoadNeeds {
  database: OpenedDatabase
  stats: () => readonly EngineStats[]
  now: () => number
}

type Load = Awaited<ReturnType<ServerLoad>>

// The queue is read as a whole, and a dashboard has many eyes.
const KEPT_MS = 2000

/** The work of this process, and the queue of all. */
export function createServerLoad({ database, stats, now }: ServerLoadNeeds): ServerLoad {
  let kept: { at: number; load: Promise<Load> } | undefined
  return () => {
    if (kept === undefined || now() - kept.at >= KEPT_MS || now() < kept.at) {
      const load = readLoad(database, stats(), now())
      kept = { at: now(), load }
      load.catch(() => (kept = undefined))
    }
    return kept.load
  }
}

async function readLoad(database: OpenedDatabase, engines: readonly EngineStats[], now: number): Promise<Load> {
  const lanes = await queueFigures(database, now)
  return {
    threads: engines.length,
    recording: engines.every(({ records }) => records),
    unrecorded: sum(engines, ({ unrecorded }) => unrecorded),
    lanes: lanes.map(({ oldestMs, ...lane }) => ({ ...lane, oldestSeconds: oldestMs / 1000 })),
    pushServices: pushServicesOf(engines),
    databaseBytes: await databaseSize(database),
  }
}

/** Each thread meets the same push services. */
function pushServicesOf(engines: readonly EngineStats[]): Load['pushServices'] {
  const met = Map.groupBy(
    engines.flatMap(({ services }) => services),
    ({ service }) => service,
  )
  return Array.from(met, ([service, all]) => ({
    service,
    inFlight: sum(all, ({ inFlight }) => inFlight),
    waiting: sum(all, ({ waiting }) => waiting),
    circuitsOpen: sum(all, ({ circuitsOpen }) => circuitsOpen),
    slowed: sum(all, ({ slowed }) => slowed),
    ...sendTimesOf(engines.flatMap(({ sendTimes }) => sendTimes.filter((times) => times.service === service))),
  }))
}

function sendTimesOf(times: EngineStats['sendTimes']): { answers: number; p50Ms: number | null } {
  const answers = sum(times, ({ count }) => count)
  if (answers === 0) return { answers, p50Ms: null }
  const at = SEND_TIME_BOUNDS_S.findIndex((_, index) => sum(times, ({ buckets }) => buckets[index] ?? 0) * 2 >= answers)
  // The last bucket has no upper bound.
  return { answers, p50Ms: at === -1 ? null : (SEND_TIME_BOUNDS_S[at] ?? 0) * 1000 }
}

function sum<One>(all: readonly One[], of: (one: One) => number): number {
  return all.reduce((total, one) => total + of(one), 0)
}
