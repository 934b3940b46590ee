import { capacityOf, breakingPoints, SIZES } from './capacity.ts'
import { MEASURED } from './measured.ts'
import { simulate } from './simulate.ts'

/** The tables of docs/scaling.md, by the name in their comment there. */
export function scalingTables(): Record<string, string> {
  return { measured: measuredTable(), simulated: simulatedTable(), sizes: sizesTable(), breaks: breaksTable() }
}

/** The measured broadcasts, and their simulations. */
export function simulatedBroadcasts(): {
  workers: number
  subscriptions: number
  seconds: number
  simulated: number
}[] {
  return MEASURED.broadcasts.map(({ workers, subscriptions, seconds, cold }) => ({
    workers,
    subscriptions,
    seconds,
    simulated: simulate({ subscriptions, workers, cold, sharedCores: MEASURED.cores }),
  }))
}

function measuredTable(): string {
  const { cpuMicros, wire } = MEASURED
  return table(
    ['a message takes', 'of'],
    [
      [`${cpuMicros.worker} µs of CPU`, 'a worker: read, encrypt, sign, send, take the answer'],
      [`${cpuMicros.database} µs of CPU`, 'PostgreSQL: plan, read, record, settle'],
      [
        `${wire.toPushService} bytes out, ${wire.fromPushService} back`,
        'the network to push services, without TCP and IP headers',
      ],
      [`${wire.toDatabase} bytes out, ${wire.fromDatabase} back`, 'the network between worker and database'],
      [`${MEASURED.deliveryBytes} bytes`, 'disk for its delivery, index included, for 90 days'],
      [`${MEASURED.walBytes} bytes`, 'write-ahead log, which is also what a replica is sent'],
    ],
  )
}

function simulatedTable(): string {
  return table(
    ['workers', 'subscriptions', 'measured', 'simulated', 'difference'],
    simulatedBroadcasts().map(({ workers, subscriptions, seconds, simulated }) => [
      String(workers),
      count(subscriptions),
      `${seconds.toFixed(1)} s`,
      `${simulated.toFixed(1)} s`,
      `${Math.round((simulated / seconds - 1) * 100)} %`,
    ]),
  )
}

function sizesTable(): string {
  const all = SIZES.map(capacityOf)
  const row = (name: string, of: (one: (typeof all)[number]) => string) => [name, ...all.map(of)]
  return table(
    ['subscriptions', ...SIZES.map(count)],
    [
      row('cores that send', ({ workerCores }) => cores(workerCores)),
      row('cores of the primary', ({ databaseCores }) => cores(databaseCores)),
      row('connections', ({ connections }) => count(connections)),
      row('jobs in the queue', ({ queueJobs }) => count(queueJobs)),
      row('planning, one after the other', ({ planSeconds }) => time(planSeconds)),
      row('to push services', ({ gigabitsToPushServices }) => `${gigabitsToPushServices.toPrecision(2)} Gbit/s`),
      row('disk, subscriptions', ({ subscriptionBytes }) => bytes(subscriptionBytes)),
      row('disk, 97 days of deliveries', ({ deliveryBytes }) => bytes(deliveryBytes)),
      row('write-ahead log of a broadcast', ({ walBytes }) => bytes(walBytes)),
    ],
  )
}

function breaksTable(): string {
  return table(
    ['what is used up', 'at so many subscriptions'],
    breakingPoints().map(({ name, subscriptions }) => [name, count(Number(subscriptions.toPrecision(2)))]),
  )
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((cell, n) => Math.max(...[head, ...rows].map((row) => (row[n] ?? cell).length)))
  const line = (cells: readonly string[]) => `| ${cells.map((cell, n) => cell.padEnd(widths[n] ?? 0)).join(' | ')} |`
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en-US')
}

function cores(value: number): string {
  return value < 1 ? value.toFixed(2) : String(Math.ceil(value))
}

function time(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`
}

function bytes(value: number): string {
  const units = ['kB', 'MB', 'GB', 'TB'] as const
  let scaled = value
  let unit: string = 'B'
  for (const larger of units) {
    if (scaled < 1000) break
    scaled /= 1000
    unit = larger
  }
  return `${scaled >= 10 ? Math.round(scaled) : scaled.toFixed(1)} ${unit}`
}
