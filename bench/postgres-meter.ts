import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import type { MeasuredBelfry } from './measured-belfry.ts'
import { readTree } from './process-tree.ts'
import { mebibytes, round2, secondsSince } from './rounding.ts'
import type { Sink } from './sink.ts'
import { timeTenths } from './turn.ts'
import { watchWire, type WireBytes } from './wire-bytes.ts'

/** The usage of one broadcast. CPU, bytes, jobs and transactions are for each message. */
export interface Expense {
  messages: number
  seconds: number
  cpuMicros: { workers: number; intake: number; postgres: number; sink: number; all: number }
  /** null where the machine has no `ss` to count with */
  wire: Record<'toPushService' | 'fromPushService' | 'toDatabase' | 'fromDatabase', number> | null
  disk: { walBytes: number; deliveryBytes: number }
  queueJobs: number
  transactions: number
  connections: number
  memory: {
    /** the largest worker's resident memory */
    workersPeakMiB: number
    /** all of the server's, without the buffers that its processes share */
    postgresPrivatePeakMiB: number
  }
  /** messages a second in each tenth of the audience */
  tenths: number[]
}

export interface Meter extends AsyncDisposable {
  /** a superuser's connection */
  client: pg.Client
  /** Broadcasts to all of an audience of that size, and waits until it is done. */
  measure(audience: number, workers: readonly MeasuredBelfry[]): Promise<Expense>
  bytesPerSubscription(): Promise<number>
}

/** CPU in µs and the database's counters, so far. */
interface Reading {
  workers: number
  workersPeak: number
  intake: number
  postgres: number
  sink: number
  counted: Record<'wal' | 'deliveries' | 'jobs' | 'transactions', number>
}

const LOOK_EVERY_MS = 100
// Without a single acceptance, where a working broadcast has hundreds.
const STUCK_S = 60
// pg_stat_database is brought up to date when a connection has been idle for a second.
const STATISTICS_MS = 1500
const STATE = `
  select state, (select coalesce(sum(count), 0)::integer from belfry.delivery_counts c
    where c.notification = n.number and c.outcome = 'accepted') as accepted
  from belfry.notifications n where id = $1`
const COUNTERS = `
  select pg_current_wal_insert_lsn() - '0/0' as wal, (
      select sum(pg_total_relation_size(inhrelid)) from pg_inherits
      where inhparent = 'belfry.deliveries'::regclass) as deliveries,
    (select sum(n_tup_ins) from pg_stat_user_tables where schemaname = 'belfry_queue' and relname like 'j%') as jobs,
    (select xact_commit from pg_stat_database where datname = current_database()) as transactions`
const SUBSCRIPTIONS = `
  select (sum(pg_total_relation_size(relation)) / (select count(*) from belfry.subscriptions)) as bytes
  from unnest(array['subscriptions', 'subscribers', 'preferences']) as name,
    lateral (select ('belfry.' || name)::regclass as relation) as found`

/** Measures broadcasts on a PostgreSQL of this machine from outside. */
export async function openMeter({
  postgres,
  intake,
  sink,
}: {
  postgres: string
  intake: MeasuredBelfry
  sink: Sink
}): Promise<Meter> {
  const client = new pg.Client({ connectionString: postgres, application_name: 'bench' })
  await client.connect()
  const postmaster = await findPostmaster(client)
  const ports = { database: Number(new URL(postgres).port), sink: Number(new URL(sink.url).port) }

  async function readAll(workers: readonly MeasuredBelfry[]): Promise<Reading> {
    const { rows } = await client.query<Record<string, string>>(COUNTERS)
    const usages = await Promise.all(workers.map((worker) => worker.usage()))
    return {
      workers: usages.reduce((sum, { cpuMicros }) => sum + cpuMicros, 0),
      workersPeak: Math.max(...usages.map(({ peakRss }) => peakRss)),
      intake: (await intake.usage()).cpuMicros,
      postgres: readTree(postmaster).cpuMicros,
      sink: readTree(sink.pid).cpuMicros,
      counted: Object.fromEntries(
        Object.entries(rows[0] ?? {}).map(([name, value]) => [name, Number(value)]),
      ) as Reading['counted'],
    }
  }

  return {
    client,
    async bytesPerSubscription() {
      const { rows } = await client.query<{ bytes: string }>(SUBSCRIPTIONS)
      return Math.round(Number(rows[0]?.bytes))
    },
    async measure(audience, workers) {
      await client.query('checkpoint')
      await delay(STATISTICS_MS)
      const sinkWire = await watchWire(ports.sink)
      const databaseWire = await watchWire(ports.database)
      const before = await readAll(workers)
      const startedAt = performance.now()
      const body = 'There is something new on the site, and you wanted to hear of it.'
      const asked = { to: { topic: 'news' }, title: 'News', body, ttl: 2_419_200 }
      const { id } = await intake.api<{ id: string }>('POST', '/v1/notifications', asked)
      let privatePeak = 0
      const tenths = await untilDone(client, id, audience, async () => {
        privatePeak = Math.max(privatePeak, readTree(postmaster).privateBytes)
        await Promise.all([sinkWire.look(), databaseWire.look()])
      })
      const seconds = secondsSince(startedAt)
      const after = await readAll(workers)
      const wires = { sink: await sinkWire.look(), database: await databaseWire.look() }
      await delay(STATISTICS_MS)
      const { counted } = await readAll(workers)
      return {
        messages: audience,
        seconds,
        ...difference(before, { ...after, counted }, audience),
        wire: bytesOf(wires, audience),
        connections: (wires.database?.connections ?? 1) - 1, // this one
        memory: {
          workersPeakMiB: mebibytes(after.workersPeak),
          postgresPrivatePeakMiB: mebibytes(privatePeak),
        },
        tenths,
      }
    },
    [Symbol.asyncDispose]: () => client.end(),
  }
}

/** Resolves with the messages a second in each tenth; calls `sample` once a second. */
async function untilDone(
  client: pg.Client,
  id: string,
  audience: number,
  sample: () => Promise<void>,
): Promise<number[]> {
  const tenths = timeTenths(audience)
  let sampledAt = Number.NEGATIVE_INFINITY
  let last = { accepted: -1, at: performance.now() }
  for (;;) {
    const { rows } = await client.query<{ state: string; accepted: number }>(STATE, [id])
    const { state, accepted } = rows[0] as { state: string; accepted: number }
    tenths.reached(accepted)
    if (state === 'done' && accepted === audience) return tenths.rates
    if (accepted !== last.accepted) last = { accepted, at: performance.now() }
    if (state === 'done' || secondsSince(last.at) > STUCK_S) {
      throw new Error(`only ${accepted} of ${audience} were accepted`)
    }
    if (secondsSince(sampledAt) > 1) {
      sampledAt = performance.now()
      await sample()
    }
    await delay(LOOK_EVERY_MS)
  }
}

function difference(
  before: Reading,
  after: Reading,
  audience: number,
): Pick<Expense, 'cpuMicros' | 'disk' | 'queueJobs' | 'transactions'> {
  const spent = (name: 'workers' | 'intake' | 'postgres' | 'sink') => round2((after[name] - before[name]) / audience)
  const each = (name: keyof Reading['counted']) => (after.counted[name] - before.counted[name]) / audience
  const cpu = {
    workers: spent('workers'),
    intake: spent('intake'),
    postgres: spent('postgres'),
    sink: spent('sink'),
  }
  const all = round2(Object.values(cpu).reduce((sum, one) => sum + one, 0))
  return {
    cpuMicros: { ...cpu, all },
    disk: { walBytes: round2(each('wal')), deliveryBytes: round2(each('deliveries')) },
    queueJobs: each('jobs'),
    transactions: each('transactions'),
  }
}

function bytesOf(
  { sink, database }: Record<'sink' | 'database', WireBytes | undefined>,
  audience: number,
): Expense['wire'] {
  if (sink === undefined || database === undefined) return null
  return {
    toPushService: round2(sink.sent / audience),
    fromPushService: round2(sink.received / audience),
    toDatabase: round2(database.sent / audience),
    fromDatabase: round2(database.received / audience),
  }
}

/** The process of a PostgreSQL on this machine. Throws a RangeError where it is elsewhere. */
export async function findPostmaster(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ text: string }>("select pg_read_file('postmaster.pid') as text")
  const pid = Number.parseInt(rows[0]?.text ?? '', 10)
  let name = ''
  try {
    name = readFileSync(`/proc/${pid}/comm`, 'utf8')
  } catch {
    // not a process of this machine
  }
  if (!name.startsWith('postgres')) {
    throw new RangeError(
      'its CPU is read from /proc: it needs Linux and a PostgreSQL on this ' +
        'machine; do not set BELFRY_TEST_DATABASE_URL',
    )
  }
  return pid
}
