import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import { makeAudience } from './audience.ts'
import { belfryOptions } from './belfry-options.ts'
import { startBelfryProcess, type MeasuredBelfry } from './measured-belfry.ts'
import { percentile, round2 } from './rounding.ts'
import type { WholeBelfrySettings } from './whole-belfry.ts'
import { startSink } from './sink.ts'

/** What `--json` prints. Milliseconds. */
export interface LatencyReport {
  name: 'latency'
  node: string
  engine: string
  workers: number
  sink: string
  subscribers: number
  /** Notifications to one person while the broadcast was being sent */
  transactional: number
  /** From asking the API to the push service's answer: more than until the start */
  startMs: Percentiles
  /** From asking the API to its answer, with the broadcast beside it */
  api: { accept: Percentiles; read: Percentiles }
  /** The same while nothing is sent, for comparison */
  quiet: { startMs: Percentiles; api: { accept: Percentiles; read: Percentiles } }
}

interface Percentiles {
  p50: number
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
const QUIET_PROBES = 100

/** Sends to single persons while a broadcast runs through the same engine, to the same push service. */
export async function measureLatency(settings: WholeBelfrySettings): Promise<LatencyReport> {
  const { subscribers, engine, workers } = settings
  const folder = await mkdtemp(join(tmpdir(), 'belfry-bench-'))
  await using sink = await startSink()
  const options = belfryOptions({ data: join(folder, 'data'), sinkUrl: sink.url, engine, workers })
  try {
    await makeAudience(options, { count: subscribers, origin: sink.url })
    await using belfry = await startBelfryProcess(options)
    const broadcast = (title: string) =>
      belfry.api<{ id: string }>('POST', '/v1/notifications', { to: { topic: 'news' }, title })
    const db = new DatabaseSync(join(options.data, 'belfry.db'), { readOnly: true })
    try {
      const quiet: Probe[] = []
      while (quiet.length < QUIET_PROBES) quiet.push(await probe(belfry, quiet.length + 1))
      const { id } = await broadcast('News')
      const isRunning = () => stateOf(db, id) !== 'done'
      await delay(500)
      const probes: Probe[] = []
      while (isRunning()) probes.push(await probe(belfry, probes.length + 1))
      await ended(db, [...quiet, ...probes])
      return {
        name: 'latency',
        node: process.version,
        engine,
        workers,
        sink: sink.name,
        subscribers,
        transactional: probes.length,
        ...figures(db, probes),
        quiet: figures(db, quiet),
      }
    } finally {
      db.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function probe(belfry: MeasuredBelfry, number: number): Promise<Probe> {
  const askedAt = Date.now()
  const startedAt = performance.now()
  const asked = { to: { subscriber: `s${number}` }, title: 'A reply' }
  const { id } = await belfry.api<{ id: string }>('POST', '/v1/notifications', asked)
  const acceptedAt = performance.now()
  await belfry.api('GET', `/v1/notifications/${id}`)
  const readAt = performance.now()
  // Not in step with anything that happens at a fixed rate.
  await delay(EVERY_MS / 2 + Math.random() * EVERY_MS)
  return { id, askedAt, acceptMs: acceptedAt - startedAt, readMs: readAt - acceptedAt }
}

async function ended(db: DatabaseSync, probes: readonly Probe[]): Promise<void> {
  const deadline = Date.now() + 30_000
  while (probes.some(({ id }) => stateOf(db, id) !== 'done')) {
    if (Date.now() > deadline) throw new Error('some notifications were not sent within 30 s')
    await delay(50)
  }
}

function stateOf(db: DatabaseSync, id: string): string {
  const row = db.prepare('select state from belfry_notifications where id = ?').get(id)
  return (row as { state: string }).state
}

function figures(db: DatabaseSync, probes: readonly Probe[]): LatencyReport['quiet'] {
  // `at` is when the answer of the push service was taken note of.
  const sentAt = db.prepare(
    `select min(d.at) as at, min(d.outcome) as outcome from belfry_deliveries d
     join belfry_notifications n on n.number = d.notification where n.id = ?`,
  )
  const starts = probes.map(({ id, askedAt }) => {
    const { at, outcome } = sentAt.get(id) as { at: number; outcome: string }
    if (outcome !== 'accepted') throw new Error(`a notification to one person was ${outcome}`)
    return at - askedAt
  })
  return {
    startMs: percentiles(starts),
    api: {
      accept: percentiles(probes.map(({ acceptMs }) => acceptMs)),
      read: percentiles(probes.map(({ readMs }) => readMs)),
    },
  }
}

function percentiles(values: readonly number[]): Percentiles {
  return {
    p50: percentile(values, 0.5),
    p99: percentile(values, 0.99),
    max: round2(Math.max(...values)),
  }
}
