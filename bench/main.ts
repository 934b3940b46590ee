// npm run bench -- <name> [options]: what things cost, beside the npm package web-push in the same run.
//
//   build   encrypt 200 bytes for 500 subscriptions, with all headers
//   send    the same, and send them over TLS to a sink in a process of its own
//   broadcast   all of Belfry, from the notification to the recorded outcome, beside its sender alone
//   latency     notifications to one person while such a broadcast runs, and the API beside it
//   outcomes    how many outcomes one connection to PostgreSQL writes in a second
//   model       what so many subscriptions would take, from what was measured; docs/scaling.md
//
//   import      belfry import of a file with as many subscribers
//
//   --engine typescript|native   default: native where it loads, as in production; compiled first when it is missing or stale
//   --workers N                  worker threads, one engine and sender each; default 0, the main thread
//   --messages N                 for each of the two, after the warm-up; of outcomes, rows a round
//   --rounds N                   turns each of the two takes; default 10
//   --subscribers N              of broadcast and latency; default 100000
//   --database sqlite|postgres   of broadcast and latency; postgres starts a server of its own, and for a broadcast --workers processes
//   --json                       one object instead of a table

import { parseArgs } from 'node:util'
import { measureBuild } from './build.ts'
import type { Comparison } from './compare.ts'
import { parseSettings } from './settings.ts'
import type { Settings } from './settings.ts'
import { scalingTables } from './model/pages.ts'
import { measureOutcomes, outcomesTable } from './outcomes.ts'
import { measureImport } from './import.ts'
import { measureSend } from './send.ts'
import { table } from './table.ts'
import { measureWholeBelfry, wholeBelfryNames } from './whole-belfry.ts'

const benchmarks: Record<string, (settings: Settings) => Promise<Comparison>> = {
  build: measureBuild,
  send: measureSend,
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    engine: { type: 'string' },
    workers: { type: 'string' },
    messages: { type: 'string' },
    rounds: { type: 'string' },
    subscribers: { type: 'string' },
    database: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})
const name = positionals[0] ?? ''
const measure = benchmarks[name]
const names = [...Object.keys(benchmarks), ...wholeBelfryNames, 'outcomes', 'import', 'model']
if (name === 'model') {
  const tables = scalingTables()
  console.log(values.json ? JSON.stringify(tables) : Object.values(tables).join('\n\n'))
} else if (name === 'outcomes') {
  const settings = await parseSettings(values)
  if (settings.ok) {
    const report = await measureOutcomes(settings.messages ?? 200_000)
    console.log(values.json ? JSON.stringify(report) : outcomesTable(report))
  } else {
    console.error(settings.message)
    process.exitCode = 1
  }
} else if (name === 'import') {
  const database = values.database === 'postgres' ? 'postgres' : 'sqlite'
  console.log(JSON.stringify(await measureImport(Number(values.subscribers ?? 100_000), database)))
} else if (wholeBelfryNames.includes(name)) {
  const settings = await parseSettings(values)
  if (settings.ok) {
    await measureWholeBelfry(name, settings, values).then(console.log, (error: unknown) => {
      if (!(error instanceof RangeError)) throw error
      console.error(error.message)
      process.exitCode = 1
    })
  } else {
    console.error(settings.message)
    process.exitCode = 1
  }
} else if (measure === undefined) {
  console.error(`npm run bench -- <name>, where name is one of: ${names.join(', ')}`)
  process.exitCode = 1
} else {
  const settings = await parseSettings(values)
  if (settings.ok) {
    const comparison = await measure(settings)
    console.log(values.json ? JSON.stringify(comparison) : table(comparison))
  } else {
    console.error(settings.message)
    process.exitCode = 1
  }
}
