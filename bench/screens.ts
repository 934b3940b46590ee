import { DEMO_SITE } from './demo-data/demo-site.ts'
import { openLargeStore, type LargeStoreSettings } from './large-store.ts'
import { startBelfryProcess } from './measured-belfry.ts'
import { signIn, type Operator } from './operator.ts'
import { median, round2 } from './rounding.ts'
import { askedOf, type Asked } from './screen-requests.ts'

/** What the dashboard's requests take, as the server answers them, in milliseconds. */
export interface ScreensReport {
  name: 'screens'
  node: string
  database: 'sqlite' | 'postgres'
  subscribers: number
  days: number
  answers: {
    what: string
    path: string
    /** The first one, in a Belfry that has just started. */
    first: number
    median: number
    least: number
    /** An answer's, of Belfry's process and of PostgreSQL's. */
    cpu: number
    serverCpu: number
    kilobytes: number
  }[]
}

export interface ScreensSettings extends LargeStoreSettings {
  rounds: number
}

/** None may take longer. */
export const LONGEST_MS = 200

/** Asks a Belfry with the large sample for everything that the dashboard shows, as somebody who is signed in. */
export async function measureScreens(settings: ScreensSettings): Promise<ScreensReport> {
  const { database, subscribers, days, rounds } = settings
  await using store = await openLargeStore(settings)
  const options = {
    ...store.options,
    url: 'https://example.com',
    contact: 'ops@example.com',
    dashboard: true,
    log: 'error',
  } as const
  const answers: ScreensReport['answers'] = []
  await using belfry = await startBelfryProcess(options)
  using operator = await signIn(belfry)
  const usage = async () => ({ here: (await belfry.usage()).cpuMicros, server: store.serverCpuMicros() })
  for (const asked of await askedOf((path) => operator.ask('GET', withSite(path)))) {
    answers.push(await time({ operator, usage }, asked, rounds))
  }
  return { name: 'screens', node: process.version, database, subscribers, days, answers }
}

/** For people: the slowest first. */
export function screensTable({ database, subscribers, days, node, answers }: ScreensReport): string {
  const rows = answers
    .toSorted((a, b) => b.median - a.median)
    .map((one) => {
      const figures = [one.median, one.least, one.first, one.cpu, one.serverCpu]
      const times = figures.map((ms) => ms.toFixed(1).padStart(8)).join('')
      return `${one.median > LONGEST_MS ? '!' : ' '}${times}${one.kilobytes.toFixed(1).padStart(8)}  ${one.what}`
    })
  return [
    `screens: ${database}, ${subscribers.toLocaleString('en')} subscribers, ${days} days, Node ${node}`,
    '   median   least   first     cpu  pg cpu      kB  in ms, at the server; ! is above 200',
    ...rows,
  ].join('\n')
}

interface Measured {
  operator: Operator
  /** CPU so far, in microseconds. */
  usage: () => Promise<{ here: number; server: number }>
}

async function time({ operator, usage }: Measured, { what, method, path, body }: Asked, rounds: number) {
  const times: number[] = []
  let size = 0
  const before = await usage()
  for (let round = 0; round <= rounds; round += 1) {
    const since = performance.now()
    const answer = await operator.ask<unknown>(method, withSite(path), body)
    times.push(performance.now() - since)
    size = JSON.stringify(answer).length
  }
  const after = await usage()
  const each = (micros: number) => round2(micros / 1000 / times.length)
  const [first = 0, ...again] = times
  return {
    what,
    path,
    first: round2(first),
    median: round2(median(again)),
    least: round2(Math.min(...again)),
    cpu: each(after.here - before.here),
    serverCpu: each(after.server - before.server),
    kilobytes: round2(size / 1024),
  }
}

function withSite(path: string): string {
  if (!path.startsWith('/v1/')) return path
  return `${path}${path.includes('?') ? '&' : '?'}site=${DEMO_SITE}`
}
