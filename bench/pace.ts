import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { startPostgres } from '#test/databases/postgres'
import { makeAudience } from './audience.ts'
import { belfryOptions } from './belfry-options.ts'
import { broadcastOnce } from './broadcast.ts'
import { COST_HEAD, costRow } from './cost-row.ts'
import type { Cost } from './cost.ts'
import { startBelfryProcess } from './measured-belfry.ts'
import { makePostgresAudience } from './postgres-audience.ts'
import { openMeter } from './postgres-meter.ts'
import { median, round2 } from './rounding.ts'
import { startSink } from './sink.ts'
import { costOf, cpuOf, type Turn } from './turn.ts'
import type { WholeBelfrySettings } from './whole-belfry-settings.ts'

/** The output of `--json`. */
export interface PaceReport {
  name: 'pace'
  database: 'sqlite' | 'postgres'
  node: string
  engine: string
  subscribers: number
  rounds: number
  /** Of Belfry, and on PostgreSQL of the server too. */
  without: Cost
  with: Cost
  /** The median of the rounds' own ratios. */
  cpuRatio: number
  spread: { without: number[]; with: number[]; ratios: number[] }
}

/** Broadcasts of one Belfry. */
interface Contender extends AsyncDisposable {
  broadcast(): Promise<Turn>
}

// Every tenth person has quiet hours, which are far from now: they are read and decided on, and everybody gets all.
const QUIET_HOURS = (table: string, subscribers: string, from: number) =>
  `insert into ${table} (subscriber_id, quiet_from, quiet_to, time_zone, content, changed_at)
   select id, ${from}, ${from + 60}, 'UTC', 'full', 0 from ${subscribers} where id % 10 = 0`

/**
 * Two Belfrys take turns with a broadcast to everybody: one whose site has caps, and whose people have quiet hours, in
 * force, and one without. All of them get every message, so that both send the same.
 */
export async function measurePace(
  settings: WholeBelfrySettings,
  database: PaceReport['database'],
): Promise<PaceReport> {
  const { rounds, subscribers, engine } = settings
  const open = database === 'sqlite' ? onSqlite : onPostgres
  await using contenders = await open(settings)
  const { plain, paced } = contenders
  await plain.broadcast() // warms up, and makes the rows
  await paced.broadcast()
  const turns = { without: [] as Turn[], with: [] as Turn[] }
  for (let round = 0; round < rounds; round += 1) {
    const isPlainFirst = round % 2 === 0
    if (isPlainFirst) turns.without.push(await plain.broadcast())
    turns.with.push(await paced.broadcast())
    if (!isPlainFirst) turns.without.push(await plain.broadcast())
  }
  const spread = { without: turns.without.map(cpuOf), with: turns.with.map(cpuOf) }
  const ratios = spread.with.map((cpu, round) => round2(cpu / (spread.without[round] as number)))
  return {
    name: 'pace',
    database,
    node: process.version,
    engine,
    subscribers,
    rounds,
    without: costOf(turns.without),
    with: costOf(turns.with),
    cpuRatio: median(ratios),
    spread: { ...spread, ratios },
  }
}

interface Contenders extends AsyncDisposable {
  plain: Contender
  paced: Contender
}

// As many as are sent: the usual number of places, unless more rounds are asked for.
const capsFor = (rounds: number) => ({ perDay: Math.max(6, rounds + 1), perWeek: Math.max(6, rounds + 1) })

function quietFrom(): number {
  const minute = Math.floor(Date.now() / 60_000) % 1440
  return (minute + 720) % 1380
}

async function onSqlite(settings: WholeBelfrySettings): Promise<Contenders> {
  const { subscribers, engine, workers, rounds } = settings
  await using stack = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'belfry-bench-'))
  stack.defer(() => rm(folder, { recursive: true, force: true }))
  const sink = stack.use(await startSink())
  const start = async (name: string, isPaced: boolean): Promise<Contender> => {
    const plain = belfryOptions({ data: join(folder, name), sinkUrl: sink.url, engine, workers })
    const options = isPaced ? { ...plain, pace: capsFor(rounds) } : plain
    await makeAudience(options, { count: subscribers, origin: sink.url })
    if (isPaced) {
      const db = new DatabaseSync(join(options.data, 'belfry.db'))
      db.exec(QUIET_HOURS('belfry_delivery_preferences', 'belfry_subscribers', quietFrom()))
      db.close()
    }
    const belfry = await startBelfryProcess(options)
    return {
      broadcast: () => broadcastOnce(belfry, options.data, subscribers),
      [Symbol.asyncDispose]: () => belfry[Symbol.asyncDispose](),
    }
  }
  const plain = stack.use(await start('plain', false))
  const paced = stack.use(await start('paced', true))
  const opened = stack.move()
  return { plain, paced, [Symbol.asyncDispose]: () => opened.disposeAsync() }
}

async function onPostgres(settings: WholeBelfrySettings): Promise<Contenders> {
  const { subscribers, engine, rounds } = settings
  await using stack = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'belfry-bench-'))
  stack.defer(() => rm(folder, { recursive: true, force: true }))
  const postgres = stack.use(await startPostgres({ settings: { shared_buffers: '512MB', max_wal_size: '4GB' } }))
  const sink = stack.use(await startSink())
  const start = async (name: string, isPaced: boolean): Promise<Contender> => {
    const database = stack.use(await postgres.createDatabase())
    const plain = {
      ...belfryOptions({ data: join(folder, name), sinkUrl: sink.url, engine, workers: 1 }),
      database: database.url,
    }
    const options = isPaced ? { ...plain, pace: capsFor(rounds) } : plain
    const intake = stack.use(await startBelfryProcess({ ...options, work: false }))
    const meter = stack.use(await openMeter({ postgres: database.url, intake, sink }))
    await makePostgresAudience(meter.client, { count: subscribers, origin: sink.url })
    if (isPaced) {
      await meter.client.query(QUIET_HOURS('belfry.delivery_preferences', 'belfry.subscribers', quietFrom()))
      await meter.client.query('vacuum analyze')
    }
    const worker = await startBelfryProcess(options)
    return {
      async broadcast() {
        const { cpuMicros, messages, seconds } = await meter.measure(subscribers, [worker])
        return { cpuMicros: (cpuMicros.workers + cpuMicros.postgres) * messages, messages, seconds }
      },
      [Symbol.asyncDispose]: () => worker[Symbol.asyncDispose](),
    }
  }
  const plain = stack.use(await start('plain', false))
  const paced = stack.use(await start('paced', true))
  const opened = stack.move()
  return { plain, paced, [Symbol.asyncDispose]: () => opened.disposeAsync() }
}

/** The same for people. */
export function paceTable(report: PaceReport): string {
  const { spread } = report
  return [
    `pace: ${report.subscribers} subscribers on ${report.database}, ${report.rounds} times, engine ${report.engine}, ` +
      `Node ${report.node}`,
    '',
    COST_HEAD,
    costRow('without', report.without, spread.without),
    costRow('caps, quiet hours', report.with, spread.with),
    '',
    `With caps and quiet hours in force it takes ${report.cpuRatio} times the CPU (${spread.ratios.join(', ')}).`,
  ].join('\n')
}
