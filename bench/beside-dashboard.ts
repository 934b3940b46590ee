import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { makeAudience } from './audience.ts'
import { belfryOptions } from './belfry-options.ts'
import type { Cost } from './cost.ts'
import { COST_HEAD, costRow } from './cost-row.ts'
import { openLargeStore, type LargeStoreSettings } from './large-store.ts'
import { startBelfryProcess, type MeasuredBelfry } from './measured-belfry.ts'
import { signIn } from './operator.ts'
import { makePostgresAudience } from './postgres-audience.ts'
import { round2, secondsSince } from './rounding.ts'
import { startSink } from './sink.ts'
import { costOf, cpuOf, type Turn } from './turn.ts'
import { walkDashboard } from './walk-dashboard.ts'
import type { WholeBelfrySettings } from './whole-belfry-settings.ts'

/** Broadcasts alone, and beside somebody who looks at the dashboard of the large sample. */
export interface BesideReport {
  name: 'broadcast-beside-dashboard'
  node: string
  database: 'sqlite' | 'postgres'
  engine: string
  subscribers: number
  rounds: number
  alone: Cost
  /** The dashboard's CPU included. */
  beside: Cost
  /** Of the rate alone. */
  rateRatio: number
  cpuRatio: number
  requestsASecond: number
  spread: { alone: Turn[]; beside: Turn[] }
}

export type BesideSettings = WholeBelfrySettings & Omit<LargeStoreSettings, 'subscribers'> & { sample: number }

const STUCK_S = 300

/**
 * Sends the same broadcast in turns with and without an operator. The sample of a million and the audience share one
 * store, so that both meet the same tables and the same files.
 */
export async function measureBeside(settings: BesideSettings): Promise<BesideReport> {
  const { database, subscribers, engine, rounds, days, store, sample } = settings
  const folder = await mkdtemp(join(tmpdir(), 'belfry-bench-'))
  try {
    await using sink = await startSink()
    await using large = await openLargeStore({ database, subscribers: sample, days, store })
    const own = {
      ...belfryOptions({ data: large.options.data, sinkUrl: sink.url, engine, workers: 1 }),
      dashboard: true,
    }
    const options = { ...own, ...large.options }
    await using watch = await openWatch(options, { count: subscribers, origin: sink.url })
    await using belfry = await startBelfryProcess(options)
    using operator = await signIn(belfry)
    const usage = async () => (await belfry.usage()).cpuMicros + large.serverCpuMicros()
    let requests = 0
    const broadcast = async (isBeside: boolean): Promise<Turn> => {
      const before = await usage()
      const since = performance.now()
      const id = await begin(belfry)
      const walk = isBeside ? walkDashboard(operator, { id, site: 'default' }) : undefined
      await untilDone(() => watch.read(id), subscribers)
      const seconds = secondsSince(since)
      const cpuMicros = (await usage()) - before
      requests += (await walk?.stop()) ?? 0
      return { cpuMicros, seconds, messages: subscribers }
    }
    await broadcast(true) // warms up
    requests = 0
    const turns = { alone: [] as Turn[], beside: [] as Turn[] }
    for (let round = 0; round < rounds; round += 1) {
      // In changing order: whatever is slower later in a run is so for both.
      const order = round % 2 === 0 ? (['alone', 'beside'] as const) : (['beside', 'alone'] as const)
      for (const kind of order) turns[kind].push(await broadcast(kind === 'beside'))
    }
    const cost = { alone: costOf(turns.alone), beside: costOf(turns.beside) }
    return {
      name: 'broadcast-beside-dashboard',
      node: process.version,
      database,
      engine,
      subscribers,
      rounds,
      ...cost,
      rateRatio: round2(cost.beside.messagesPerSecond / cost.alone.messagesPerSecond),
      cpuRatio: round2(cost.beside.cpuMicrosPerMessage / cost.alone.cpuMicrosPerMessage),
      requestsASecond: round2(requests / turns.beside.reduce((sum, { seconds }) => sum + seconds, 0)),
      spread: turns,
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** For people. */
export function besideTable(report: BesideReport): string {
  const { database, engine, node, subscribers, rounds, alone, beside, spread } = report
  const rates = (turns: readonly Turn[]) =>
    turns.map(({ messages, seconds }) => Math.round(messages / seconds)).join(' ')
  return [
    `broadcast-beside-dashboard: ${database}, ${subscribers} subscribers, ${rounds} turns each, engine ${engine}, ` +
      `Node ${node}`,
    '',
    COST_HEAD,
    costRow('alone', alone, spread.alone.map(cpuOf)),
    costRow('beside a dashboard', beside, spread.beside.map(cpuOf)),
    '',
    `Messages a second in each turn: alone ${rates(spread.alone)}; beside a dashboard ${rates(spread.beside)}`,
    `Beside ${report.requestsASecond} requests a second it has ${report.rateRatio} of its rate, at ` +
      `${report.cpuRatio} times the CPU.`,
  ].join('\n')
}

async function begin(belfry: MeasuredBelfry): Promise<string> {
  const body = 'There is something new on the site, and you wanted to hear of it.'
  const asked = { to: { topic: 'news' }, title: 'News', body, ttl: 2_419_200 }
  return (await belfry.api<{ id: string }>('POST', '/v1/notifications', asked)).id
}

interface Progress {
  state: string
  accepted: number
}

async function untilDone(read: () => Promise<Progress>, subscribers: number): Promise<void> {
  const since = performance.now()
  for (;;) {
    await delay(20)
    const { state, accepted } = await read()
    if (state === 'done' && accepted === subscribers) return
    if (state === 'done' || secondsSince(since) > STUCK_S) {
      throw new Error(`only ${accepted} of ${subscribers} were accepted`)
    }
  }
}

const PROGRESS = `select state, (select coalesce(sum(count), 0) from belfry.delivery_counts c
    where c.notification = n.number and c.outcome = 'accepted') as accepted
  from belfry.notifications n where id = `

/** Makes the audience, and reads the progress of a broadcast by a connection of its own. */
async function openWatch(
  options: ReturnType<typeof belfryOptions>,
  audience: { count: number; origin: string },
): Promise<AsyncDisposable & { read(id: string): Promise<Progress> }> {
  if (options.database === undefined) {
    await makeAudience(options, audience)
    const db = new DatabaseSync(join(options.data, 'belfry.db'), { readOnly: true })
    const progress = db.prepare(`${PROGRESS.replaceAll('belfry.', 'belfry_')}?`)
    return {
      read: (id) => Promise.resolve(progress.get(id) as unknown as Progress),
      [Symbol.asyncDispose]: () => Promise.resolve(db.close()),
    }
  }
  await (await startBelfryProcess({ ...options, work: false }))[Symbol.asyncDispose]() // declares the topic
  const client = new pg.Client({ connectionString: options.database })
  await client.connect()
  await makePostgresAudience(client, audience)
  return {
    async read(id) {
      const { rows } = await client.query<{ state: string; accepted: string }>(`${PROGRESS}$1`, [id])
      const { state = '', accepted = 0 } = rows[0] ?? {}
      return { state, accepted: Number(accepted) }
    },
    [Symbol.asyncDispose]: () => client.end(),
  }
}
