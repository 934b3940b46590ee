// npm run demo-data [-- options]: fills a Belfry with a sample shop, to look at its dashboard with something in it.
//
// --data FOLDER          the Belfry's data folder; default ./data, as npm start has it
// --database-url URL     its PostgreSQL, where it has one; DATABASE_URL does, too
// --subscribers N        people; default 400. --subscribers 1000000 --days 365 is the large one
//   --days N             so many days up to now; default 28
//   --deliveries N       single deliveries that are written, at most, of the newest; default 4000000
//   --seed N             another sample; the same number makes the same one. Default 1
// --remove               removes the sample
//
// The sample is a site of its own, "demo". Its browsers have addresses below .invalid: nothing can be sent to them.

import { parseArgs } from 'node:util'
import { ConfigError } from '../../packages/server/src/config/config-error.ts'
import { stepView } from '../../packages/server/src/cli/step-view.ts'
import { stopSignal } from '../../packages/server/src/cli/stop-signal.ts'
import { describeAddress } from '../../packages/server/src/database/address.ts'
import { DatabaseError } from '../../packages/server/src/database/database-error.ts'
import type { OpenedDatabase } from '../../packages/server/src/database/open-database.ts'
import { DEMO_SITE, NotOursError, removeDemoSite } from './demo-site.ts'
import { fillDemo, type Filling } from './fill-demo.ts'
import { openStore } from './open-store.ts'
import type { DemoPlan } from './plan.ts'

const INTERRUPTED = 130
const text = { type: 'string' } as const

process.umask(0o077)
try {
  process.exitCode = await run()
} catch (error) {
  if (!isForPeople(error)) throw error
  console.error(error.message)
  process.exitCode = 1
}

async function run(): Promise<number> {
  const options = { data: text, 'database-url': text, subscribers: text, days: text, deliveries: text, seed: text }
  const { values } = parseArgs({ options: { ...options, remove: { type: 'boolean' } } })
  const { remove, data, 'database-url': databaseUrl } = values
  const plan = planOf(values)
  const signal = stopSignal()
  const { database: opened, masterKeys } = await openStore(process.env, { data, databaseUrl })
  await using database = opened
  const name = describeAddress(database.address)
  if (await removeDemoSite(database)) console.log(`Removed the sample that was in ${name}.`)
  else if (remove) console.log(`There is no sample in ${name}.`)
  return remove ? 0 : await fill(database, { masterKeys, plan, signal })
}

async function fill(database: OpenedDatabase, filling: Omit<Filling, 'progress'>): Promise<number> {
  const { isTTY, columns } = process.stdout
  const view = stepView({
    env: process.env,
    out: (line) => void process.stdout.write(line),
    err: (line) => void process.stderr.write(line),
    isTerminal: isTTY,
    columns,
  })
  const started = performance.now()
  try {
    const { people, subscriptions } = await fillDemo(database, { ...filling, progress: (...at) => view.show(...at) })
    view.end()
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    const counted = `${people.toLocaleString('en')} people with ${subscriptions.toLocaleString('en')} browsers`
    console.log(
      `The site "${DEMO_SITE}" has ${counted}, and ${filling.plan.days} days of what was sent (${seconds} s).`,
    )
    console.log(`Choose it at the top of the dashboard: /dashboard/?site=${DEMO_SITE}`)
    console.log('npm run demo-data -- --remove takes it out again.')
    return 0
  } catch (error) {
    if (!filling.signal.aborted) throw error
    view.end()
    console.log('Stopped. The same command begins anew, --remove takes out what there is.')
    return INTERRUPTED
  }
}

function planOf(given: Partial<Record<keyof DemoPlan, string>>): DemoPlan {
  return {
    subscribers: wholeNumber('subscribers', given.subscribers ?? '400', { from: 1, to: 3_000_000 }),
    days: wholeNumber('days', given.days ?? '28', { from: 1, to: 730 }),
    deliveries: wholeNumber('deliveries', given.deliveries ?? '4000000', { from: 0, to: 100_000_000 }),
    seed: wholeNumber('seed', given.seed ?? '1', { from: 0, to: 2 ** 31 - 1 }),
    now: Date.now(),
  }
}

function wholeNumber(name: string, given: string, { from, to }: { from: number; to: number }): number {
  const value = Number(given)
  if (Number.isInteger(value) && value >= from && value <= to) return value
  throw new RangeError(`--${name} is a whole number from ${from} to ${to}, not ${given}`)
}

function isForPeople(error: unknown): error is Error {
  const { code } = error as { code?: unknown }
  const isAboutFlags = typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS')
  const known = [RangeError, ConfigError, DatabaseError, NotOursError]
  return isAboutFlags || known.some((kind) => error instanceof kind)
}
