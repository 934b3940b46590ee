import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { belfryOptions } from './belfry-options.ts'
import type { LatencyDatabase, OpenLatencyDatabase } from './latency-database.ts'
import type { Usage } from './belfry-process.ts'
import { startBelfryProcess, type MeasuredBelfry } from './measured-belfry.ts'
import { percentile, round2 } from './rounding.ts'
import type { WholeBelfrySettings } from './whole-belfry-settings.ts'
import { startSink } from './sink.ts'
import { tellInteractions } from './tell-interactions.ts'

/** The output of `--json`, in milliseconds. */
export interface LatencyReport {
  name: 'latency'
  database: 'sqlite' | 'postgres'
  node: string
  engine: string
  workers: number
  sink: string
  subscribers: number
  /** One after the other, until there are enough notifications to one person beside them. */
  broadcasts: number
  /** Reports that were taken in and counted meanwhile. */
  interactions: { count: number; seconds: number }
  /** Notifications to one person while the broadcast was being sent */
  transactional: number
  /** From asking the API to the push service's answer: more than until the start */
  startMs: Percentiles
  /** From asking the API to its answer, with the broadcast beside it */
  api: { accept: Percentiles; read: Percentiles }
  /** Delay of the loop that answers, measured in the server itself */
  loopDelayMs: Percentiles
  /** The same while nothing is sent, for comparison */
  quiet: Pick<LatencyReport, 'startMs' | 'api' | 'loopDelayMs'>
}

export interface Percentiles {
  p50: number
  p90: number
  p99: number
  max: number
}

interface Probe {
  id: string
  askedAt: number
  acceptMs: number
  readMs: number
}

const EVERY_MS = 40
const WARM_UP_PROBES = 200
const MOST_QUIET_PROBES = 500

/** Sends to single persons while a broadcast runs through the same engine, to the same push service. */
export async function measureLatency(
  settings: WholeBelfrySettings,
  openDatabase: OpenLatencyDatabase,
): Promise<LatencyReport> {
  const { subscribers, engine, workers, interactions = 0, messages = 1 } = settings
  const folder = await mkdtemp(join(tmpdir(), 'belfry-bench-'))
  await using sink = await startSink()
  const own = belfryOptions({ data: join(folder, 'data'), sinkUrl: sink.url, engine, workers })
  try {
    await using database = await openDatabase(own, { count: subscribers, origin: sink.url })
    await using belfry = await startBelfryProcess({ ...own, ...database.options }, { watchesLoop: true })
    await warmUp(belfry, database)
    const quiet = await probeUntil(belfry, WARM_UP_PROBES + Math.min(MOST_QUIET_PROBES, Math.max(200, messages)))
    quiet.splice(0, WARM_UP_PROBES)
    await ended(database, quiet)
    const quietFigures = await figures(belfry, database, quiet)
    const browsers = await database.browsers()
    const telling = tellInteractions(belfry, { data: own.data, browsers, count: interactions })
    let isTold = false
    const told = telling.finally(() => (isTold = true))
    const isCounted = async () => isTold && (await database.counted()) >= interactions
    const probes: Probe[] = []
    let broadcasts = 0
    do {
      const id = await startBroadcast(belfry)
      broadcasts += 1
      if (broadcasts === 1) await belfry.usage() // the delay of the loop is counted from here
      probes.push(...(await probeUntil(belfry, () => database.isDone(id))))
    } while (probes.length < messages || !(await isCounted()))
    await ended(database, probes)
    return {
      name: 'latency',
      database: database.name,
      node: process.version,
      engine,
      workers,
      sink: sink.name,
      subscribers,
      broadcasts,
      interactions: { count: interactions, seconds: round2((await told) / 1000) },
      transactional: probes.length,
      ...(await figures(belfry, database, probes)),
      quiet: quietFigures,
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

// A server that has just started compiles its code as it goes: beside its first broadcast all takes thrice as long.
async function warmUp(belfry: MeasuredBelfry, database: LatencyDatabase): Promise<void> {
  const id = await startBroadcast(belfry)
  await ended(database, await probeUntil(belfry, () => database.isDone(id)))
}

async function startBroadcast(belfry: MeasuredBelfry): Promise<string> {
  const asked = { to: { topic: 'news' }, title: 'News' }
  const { id } = await belfry.api<{ id: string }>('POST', '/v1/notifications', asked)
  await delay(500) // its plan is made
  return id
}

async function probeUntil(belfry: MeasuredBelfry, end: number | (() => Promise<boolean>)): Promise<Probe[]> {
  const probes: Probe[] = []
  const isOver = () => (typeof end === 'number' ? probes.length === end : end())
  while (!(await isOver())) probes.push(await probe(belfry, probes.length + 1))
  return probes
}

async function probe(belfry: MeasuredBelfry, number: number): Promise<Probe> {
  const askedAt = Date.now()
  const startedAt = performance.now()
  const asked = { to: { subscriber: `s${number}` }, title: 'A reply' }
  const { id } = await belfry.api<{ id: string }>('POST', '/v1/notifications', asked)
  const acceptedAt = performance.now()
  await belfry.api('GET', `/v1/notifications/${id}`)
  const readAt = performance.now()
  // At random intervals, out of step with anything at a fixed rate.
  await delay(EVERY_MS / 2 + Math.random() * EVERY_MS)
  return { id, askedAt, acceptMs: acceptedAt - startedAt, readMs: readAt - acceptedAt }
}

async function ended(database: LatencyDatabase, probes: readonly Probe[]): Promise<void> {
  const deadline = Date.now() + 30_000
  for (const { id } of probes) {
    while (!(await database.isDone(id))) {
      if (Date.now() > deadline) throw new Error('some notifications were not sent within 30 s')
      await delay(50)
    }
  }
}

async function figures(
  belfry: MeasuredBelfry,
  database: LatencyDatabase,
  probes: readonly Probe[],
): Promise<LatencyReport['quiet']> {
  const { loopDelayMs } = (await belfry.usage()) as Required<Usage> // it is watched
  const starts: number[] = []
  for (const { id, askedAt } of probes) starts.push((await database.acceptedAt(id)) - askedAt)
  return {
    startMs: percentiles(starts),
    api: {
      accept: percentiles(probes.map(({ acceptMs }) => acceptMs)),
      read: percentiles(probes.map(({ readMs }) => readMs)),
    },
    loopDelayMs,
  }
}

function percentiles(values: readonly number[]): Percentiles {
  return {
    p50: percentile(values, 0.5),
    p90: percentile(values, 0.9),
    p99: percentile(values, 0.99),
    max: round2(Math.max(...values)),
  }
}
