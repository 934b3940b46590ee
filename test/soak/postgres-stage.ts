import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Cluster } from '../support/databases/postgres-cluster.ts'
import { startPostgres, whyNoPostgres } from '../support/databases/postgres.ts'
import { openRoad, type Road } from '../support/network/road.ts'
import { soakEnvironment, startBelfryProcess, type BelfryProcess } from './belfry-process.ts'
import { postgresRecord } from './postgres-record.ts'
import type { Chance } from './random.ts'
import { freePort } from '../support/network/free-port.ts'
import { isReady, soakApi, type SoakStage, type SoakStageOptions, type Trouble } from './soak-stage.ts'

// After ten seconds without a heartbeat, other workers take a worker's jobs.
const TAKEN_OVER_MS = 10_000

/**
 * One `belfry serve --no-work` and several `belfry work` on a real PostgreSQL, each over its own road: workers are
 * killed, roads are cut and blocked, and the database restarts, orderly or by a crash.
 */
export async function postgresStage(options: SoakStageOptions & { workers: number }): Promise<SoakStage> {
  const { folder, reach, durationMs, clock, workers } = options
  const why = await whyNoPostgres()
  if (why !== false) throw new Error(why)
  await using starting = new AsyncDisposableStack()
  // A crash of the server is one of the troubles, and without this it loses commits that are not on the disk.
  const postgres = starting.use(await startPostgres())
  const place = starting.use(await postgres.createDatabase())
  const roads: Road[] = []
  for (let n = 0; n <= workers; n += 1) roads.push(starting.use(await openRoad(place.url)))

  const data = join(folder, 'data')
  mkdirSync(data, { recursive: true })
  const port = await freePort()
  const api = soakApi(port, data)
  const logged: Record<string, number> = {}
  const environment = (road: Road | undefined) => ({
    ...soakEnvironment(reach, clock),
    DATABASE_URL: road?.url,
  })
  const serve = () =>
    startBelfryProcess({
      name: 'belfry serve --no-work',
      args: ['serve', '--no-work', '--port', String(port), '--data', data],
      env: environment(roads[0]),
      isUp: () => isReady(api),
      logged,
    })
  const work = (n: number) =>
    startBelfryProcess({
      name: `belfry work ${n}`,
      args: ['work', '--data', data],
      env: environment(roads[n]),
      isUp: (output) => output.includes('Belfry is working'),
      logged,
    })

  await (await serve()).stop() // makes keys and tables
  const running: BelfryProcess[] = []
  const kill: SoakStage['kill'] = async (chance, happened) => {
    const victim = chance.one(running.slice(1))
    happened('a worker is killed')
    await victim.killAndRestart(chance.between(0, 3000))
  }
  const everyMs = Math.max(4000, Math.min(30_000, durationMs / 6))
  const owned = starting.move()
  return {
    database: postgresRecord(place.url),
    api,
    async start() {
      const numbers = Array.from({ length: workers }, (_, n) => n + 1)
      running.push(...(await Promise.all([serve(), ...numbers.map(work)])))
    },
    processes: () => running,
    troubles: [
      { everyMs, repeats: true, happen: kill },
      {
        everyMs: everyMs * 2,
        repeats: true,
        async happen(chance, happened) {
          happened('the database silent for long')
          const road = chance.one(roads.slice(1))
          road.block()
          await delay(chance.between(TAKEN_OVER_MS, TAKEN_OVER_MS * 1.6))
          road.mend()
        },
      },
      { everyMs: everyMs * 0.6, happen: (chance, happened) => breakRoad(roads, chance, happened) },
      ...restarts(postgres.cluster, everyMs * 1.6),
    ],
    kill,
    calm() {
      for (const road of roads) road.mend()
      return Promise.resolve()
    },
    logged,
    skipped: postgres.cluster === undefined ? ['the database was never restarted: it is not ours'] : [],
    async [Symbol.asyncDispose]() {
      for (const one of running) await one[Symbol.asyncDispose]()
      await owned[Symbol.asyncDispose]()
    },
  }
}

async function breakRoad(roads: readonly Road[], chance: Chance, happened: (what: string) => void): Promise<void> {
  const road = chance.one(roads)
  if (chance.next() < 0.5) {
    happened('connections to the database cut')
    road.cut()
    await delay(chance.between(100, 3000))
    road.mend()
  } else {
    happened('the database silent for moments')
    road.block()
    await delay(chance.between(500, 6000))
    if (chance.next() < 0.2) road.replace()
    else road.mend()
  }
}

function restarts(cluster: Cluster | undefined, everyMs: number): Trouble[] {
  if (cluster === undefined) return []
  const happen: Trouble['happen'] = async (chance, happened) => {
    const mode = chance.one(['fast', 'immediate'] as const)
    happened(`pg_ctl restart -m ${mode}`)
    await cluster.restart(mode, chance.between(0, 4000))
  }
  return [{ everyMs, happen }]
}
