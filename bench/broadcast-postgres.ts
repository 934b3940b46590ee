import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '#test/databases/postgres'
import { belfryOptions } from './belfry-options.ts'
import type { Cost } from './cost.ts'
import { startBelfryProcess, type MeasuredBelfry } from './measured-belfry.ts'
import { makePostgresAudience } from './postgres-audience.ts'
import { openMeter, type Expense } from './postgres-meter.ts'
import { median, round2 } from './rounding.ts'
import { sendAlone, startSenderAlone } from './sender-alone.ts'
import { startSink } from './sink.ts'
import { costOf, cpuOf, type Turn } from './turn.ts'
import { SMALL, SMALL_TIMES, type WholeBelfrySettings } from './whole-belfry-settings.ts'

/** The output of `--database postgres --json`. CPU in µs, bytes and jobs are for each message. */
export interface PostgresBroadcastReport {
  name: 'broadcast'
  database: 'postgres'
  node: string
  engine: string
  /** processes that send, of one engine thread each; another one accepts */
  workers: number
  sink: string
  subscribers: number
  rounds: number
  /** all workers together */
  belfry: Cost
  /** encrypting and sending alone, in one thread, in turns with the broadcasts */
  sender: Cost
  cpuRatio: number
  /** of the last round */
  perMessage: Pick<Expense, 'cpuMicros' | 'wire' | 'disk' | 'queueJobs' | 'transactions'>
  memory: {
    smallSubscribers: number
    small: Expense['memory']
    large: Expense['memory']
    growthMiB: number
  }
  /** to the database while it ran, the workers' and the intake's */
  connections: number
  stored: { bytesPerSubscription: number }
  time: { smallMicrosPerMessage: number; largeMicrosPerMessage: number; tenths: number[] }
  spread: { belfry: number[]; sender: number[]; messagesPerSecond: number[] }
}

const SENDER_MESSAGES = 30_000

// A server with default settings except the buffers: everything is on the disk before a commit is answered.
const SETTINGS = {
  fsync: 'on',
  full_page_writes: 'on',
  shared_buffers: '512MB',
  max_wal_size: '4GB',
}

/**
 * Broadcasts from its own PostgreSQL, with worker processes as `belfry work` starts them and one that only accepts, to
 * a sink, and measures CPU, memory and bytes of each.
 */
export async function measurePostgresBroadcast(settings: WholeBelfrySettings): Promise<PostgresBroadcastReport> {
  const { subscribers, engine, workers, rounds } = settings
  const fewer = Math.min(SMALL, Math.ceil(subscribers / 10))
  const alone = Math.min(SENDER_MESSAGES, subscribers)
  const folder = await mkdtemp(join(tmpdir(), 'belfry-bench-'))
  await using postgres = await startPostgres({ settings: SETTINGS })
  await using database = await postgres.createDatabase()
  await using sink = await startSink()
  const options = {
    ...belfryOptions({ data: join(folder, 'data'), sinkUrl: sink.url, engine, workers: 1 }),
    database: database.url,
  }
  const sender = await startSenderAlone({ engine, sinkUrl: sink.url, workers: 1 })
  await using intake = await startBelfryProcess({ ...options, work: false })
  await using meter = await openMeter({ postgres: database.url, intake, sink })

  const broadcast = async (audience: number, times: number, between?: () => Promise<void>) => {
    await using team = await startWorkers(workers, () => startBelfryProcess(options))
    const expenses: Expense[] = []
    for (let round = 0; round < times; round += 1) {
      await between?.()
      expenses.push(await meter.measure(audience, team.members))
    }
    return expenses
  }

  try {
    await makePostgresAudience(meter.client, { count: fewer, origin: sink.url })
    const small = (await broadcast(fewer, SMALL_TIMES)).at(-1) as Expense
    await makePostgresAudience(meter.client, { count: subscribers, origin: sink.url })
    const stored = await meter.bytesPerSubscription()
    const senders: Turn[] = []
    const aside = async () => {
      senders.push(await sendAlone(sender, alone))
    }
    await sender.run(alone) // warms up
    const large = await broadcast(subscribers, rounds, aside)
    await aside()
    return report({ settings, sink: sink.name, small, large, senders, stored })
  } finally {
    await sender.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function startWorkers(
  count: number,
  start: () => Promise<MeasuredBelfry>,
): Promise<AsyncDisposable & { members: MeasuredBelfry[] }> {
  const members = await Promise.all(Array.from({ length: count }, start))
  return {
    members,
    async [Symbol.asyncDispose]() {
      await Promise.all(members.map((member) => member[Symbol.asyncDispose]()))
    },
  }
}

function report({
  settings: { engine, workers, subscribers, rounds },
  sink,
  small,
  large,
  senders,
  stored,
}: {
  settings: WholeBelfrySettings
  sink: string
  small: Expense
  large: readonly Expense[]
  senders: readonly Turn[]
  stored: number
}): PostgresBroadcastReport {
  const turns = large.map(({ cpuMicros, messages, seconds }) => ({
    cpuMicros: cpuMicros.workers * messages,
    messages,
    seconds,
  }))
  const belfry = costOf(turns)
  const sender = costOf(senders)
  const last = large.at(-1) as Expense
  const { cpuMicros, wire, disk, queueJobs, transactions } = last
  return {
    name: 'broadcast',
    database: 'postgres',
    node: process.version,
    engine,
    workers,
    sink,
    subscribers,
    rounds,
    belfry,
    sender,
    cpuRatio: round2(belfry.cpuMicrosPerMessage / sender.cpuMicrosPerMessage),
    perMessage: { cpuMicros, wire, disk, queueJobs, transactions },
    memory: {
      smallSubscribers: small.messages,
      small: small.memory,
      large: last.memory,
      growthMiB: round2(last.memory.workersPeakMiB - small.memory.workersPeakMiB),
    },
    connections: last.connections,
    stored: { bytesPerSubscription: stored },
    time: {
      smallMicrosPerMessage: round2((small.seconds / small.messages) * 1e6),
      largeMicrosPerMessage: median(large.map((one) => round2((one.seconds / one.messages) * 1e6))),
      tenths: last.tenths,
    },
    spread: {
      belfry: turns.map(cpuOf),
      sender: senders.map(cpuOf),
      messagesPerSecond: large.map(({ messages, seconds }) => Math.round(messages / seconds)),
    },
  }
}
