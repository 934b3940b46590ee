// npm run bench -- <name> [options]: measures costs, beside the npm package web-push in the same run.
//
// build       encrypt 200 bytes for 500 subscriptions, with all headers
// send        the same, and send them over TLS to a sink in its own process
// broadcast   all of Belfry, from the notification to the recorded outcome, beside its sender alone
// latency     notifications to one person while such a broadcast runs, and the API beside it
// pace        a broadcast with caps and quiet hours in force, beside one without
// interactions  reports of browsers taken in and sorted: CPU of either database
// hostile     how fast visitors are answered while strangers send 10,000 requests a minute
// statistics  what the sums of the statistics cost a message, and the charts of a year
// screens     what the dashboard asks for, of a store with a million subscribers and a year of events
// first-screen  how soon its overview can be used in real Chromium, with such a store
// broadcast-beside-dashboard  a broadcast alone, and while somebody looks at the dashboard of such a store
// outcomes    outcomes that one connection to PostgreSQL writes in a second
// model       the needs of so many subscriptions, computed from measurements; docs/scaling.md
// import      belfry import of a file with as many subscribers
//
//   --engine native|typescript|ifma|avx2|openssl|portable   default: native where it loads, as in production; compiled
//                                first when it is missing or stale; the last four are native with this back end
//   --workers N                  worker threads, one engine and sender each; default 0, the main thread
//   --messages N                 for each of the two, after the warm-up, default 200000; of outcomes, rows a round
//                                of hostile, requests a minute; of latency, notifications to one person at least,
//                                beside broadcasts one after the other; default 1000
//   --rounds N                   turns each of the two takes; default 10; of hostile, seconds; default 60
//   --subscribers N              of broadcast, latency, pace and import; default 100000; of screens and first-screen,
//                                people of the sample; of broadcast-beside-dashboard, the audience: 200000
// --database sqlite|postgres of the same; postgres starts a server of its own, and for a broadcast --workers processes
//   --days N                     of the last three; default 365
//   --store FOLDER               of the last three: one that npm run demo-data has filled already; its PostgreSQL is in
//                                DATABASE_URL. An account and the audience of a broadcast are left in it
//   --interactions N             of latency, reports of browsers taken in beside the broadcast; default 0
//   --json                       one object instead of a table

import { parseArgs } from 'node:util'
import { measureBuild } from './build.ts'
import type { Comparison } from './compare.ts'
import type { LargeStoreSettings } from './large-store.ts'
import { parseSettings } from './settings.ts'
import type { Settings } from './settings.ts'
import { scalingTables } from './model/pages.ts'
import { measureOutcomes, outcomesTable } from './outcomes.ts'
import { hostileTable, measureHostile } from './hostile.ts'
import { measureImport } from './import.ts'
import { interactionsTable, measureInteractions } from './interactions.ts'
import { besideTable, measureBeside } from './beside-dashboard.ts'
import { firstScreenTable, measureFirstScreen } from './first-screen.ts'
import { measureScreens, screensTable } from './screens.ts'
import { measureSend } from './send.ts'
import { measureStatistics, statisticsTable } from './statistics.ts'
import { table } from './table.ts'
import { measureWholeBelfry, parseAudience, wholeBelfryNames } from './whole-belfry.ts'

const benchmarks: Record<string, (settings: Settings) => Promise<Comparison>> = {
  build: measureBuild,
  send: measureSend,
}

// They take the engine and the rounds as checked.
const AFTER_SETTINGS = ['outcomes', 'broadcast-beside-dashboard']

const flags = {
  engine: { type: 'string' },
  workers: { type: 'string' },
  messages: { type: 'string' },
  rounds: { type: 'string' },
  subscribers: { type: 'string' },
  interactions: { type: 'string' },
  database: { type: 'string' },
  days: { type: 'string' },
  store: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

try {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: flags })
  console.log(await run(positionals[0] ?? '', values))
} catch (error) {
  if (!isAboutTheCommandLine(error)) throw error
  console.error(error.message)
  process.exitCode = 1
}

type Values = ReturnType<typeof parseArgs<{ options: typeof flags }>>['values'] & { json: boolean }

async function run(name: string, values: Values): Promise<string> {
  if (name === 'model') {
    const tables = scalingTables()
    return values.json ? JSON.stringify(tables) : Object.values(tables).join('\n\n')
  }
  if (name === 'import') {
    const { subscribers, database } = parseAudience(values)
    return JSON.stringify(await measureImport(subscribers, database))
  }
  if (name === 'interactions') {
    const report = await measureInteractions(Number(values.messages ?? 100_000))
    return values.json ? JSON.stringify(report) : interactionsTable(report)
  }
  if (name === 'hostile') {
    const database = values.database === 'postgres' ? 'postgres' : 'sqlite'
    const report = await measureHostile(Number(values.messages ?? 10_000), database, Number(values.rounds ?? 60))
    return values.json ? JSON.stringify(report) : hostileTable(report)
  }
  if (name === 'screens') {
    const report = await measureScreens({ ...sampleOf(values), rounds: Number(values.rounds ?? 7) })
    return values.json ? JSON.stringify(report) : screensTable(report)
  }
  if (name === 'first-screen') {
    const report = await measureFirstScreen({ ...sampleOf(values), rounds: Number(values.rounds ?? 7) })
    return values.json ? JSON.stringify(report) : firstScreenTable(report)
  }
  if (name === 'statistics') {
    const report = await measureStatistics(Number(values.messages ?? 20_000))
    return values.json ? JSON.stringify(report) : statisticsTable(report)
  }
  const measure = benchmarks[name]
  const isKnown = measure !== undefined || AFTER_SETTINGS.includes(name) || wholeBelfryNames.includes(name)
  if (!isKnown) {
    const names = [
      ...Object.keys(benchmarks),
      ...wholeBelfryNames,
      ...AFTER_SETTINGS,
      'interactions',
      'hostile',
      'statistics',
      'screens',
      'first-screen',
      'import',
      'model',
    ]
    throw new RangeError(`npm run bench -- <name>, where name is one of: ${names.join(', ')}`)
  }
  const settings = await parseSettings(values)
  if (!settings.ok) throw new RangeError(settings.message)
  if (name === 'outcomes') {
    const report = await measureOutcomes(settings.messages ?? 200_000)
    return values.json ? JSON.stringify(report) : outcomesTable(report)
  }
  if (name === 'broadcast-beside-dashboard') {
    const { subscribers: sample, ...large } = sampleOf({ ...values, subscribers: '1000000' })
    const subscribers = Number(values.subscribers ?? 200_000)
    const { engine, rounds } = settings
    const report = await measureBeside({ ...large, sample, subscribers, engine, rounds, workers: 1 })
    return values.json ? JSON.stringify(report) : besideTable(report)
  }
  if (measure === undefined) return measureWholeBelfry(name, settings, values)
  const comparison = await measure(settings)
  return values.json ? JSON.stringify(comparison) : table(comparison)
}

/** The store with the sample. */
function sampleOf({ database, subscribers, days, store }: Omit<Values, 'json'>): LargeStoreSettings {
  return {
    database: database === 'postgres' ? 'postgres' : 'sqlite',
    subscribers: Number(subscribers ?? 1_000_000),
    days: Number(days ?? 365),
    store,
  }
}

function isAboutTheCommandLine(error: unknown): error is Error {
  const { code } = error as { code?: unknown }
  return error instanceof RangeError || (typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS'))
}
