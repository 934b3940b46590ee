// npm run soak -- [options]: a server that is killed, cut off, throttled, with a wrong clock and a full disk, and the
// proof that it kept its promises. Exits with 1 when it did not.
//
//   --database D      sqlite (default: one server on a file), or postgres: one API process and several workers
//   --workers N       of them, default 3; only with postgres
//   --minutes N       of troubles, default 3; getting over them takes a minute more
//   --kills N         instead of all that: nothing goes wrong but so many SIGKILLs, anywhere in a broadcast's life
//   --seed N          of the script, default: one of its own, which is printed
//   --subscribers N   of each of the four push services, default 1000
//   --json            one object instead of a table

import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { runSoak } from './run-soak.ts'
import { soakTable } from './soak-table.ts'

const { values } = parseArgs({
  options: {
    database: { type: 'string', default: 'sqlite' },
    workers: { type: 'string' },
    minutes: { type: 'string' },
    kills: { type: 'string' },
    seed: { type: 'string' },
    subscribers: { type: 'string', default: '1000' },
    json: { type: 'boolean', default: false },
  },
})
const kills = values.kills === undefined ? undefined : Number(values.kills)
// With kills, the time only says how large the disk has to be: for 60,000 deliveries between two.
const minutes = Number(values.minutes ?? (kills === undefined ? 3 : kills / 2))
const seed = values.seed === undefined ? randomInt(1_000_000) : Number(values.seed)
const subscribersPerProfile = Number(values.subscribers)
const { database } = values
const workers = Number(values.workers ?? 3)

if (!(minutes > 0) || !Number.isInteger(seed) || !(subscribersPerProfile >= 20)) {
  console.error('--minutes takes a number above 0, --seed a whole one, --subscribers one of 20 or more')
  process.exitCode = 1
} else if (kills !== undefined && (values.minutes !== undefined || !(Number.isInteger(kills) && kills >= 1))) {
  console.error('--kills takes a whole number above 0, and stands in the place of --minutes')
  process.exitCode = 1
} else if (
  (database !== 'sqlite' && database !== 'postgres') ||
  (database === 'sqlite' && values.workers !== undefined) ||
  !(Number.isInteger(workers) && workers >= 1 && workers <= 16)
) {
  console.error('--database takes sqlite or postgres, and --workers, with postgres, a number from 1 to 16')
  process.exitCode = 1
} else {
  console.error(`soak on ${database}: ${kills === undefined ? `${minutes} minutes` : `${kills} kills`}, seed ${seed}`)
  const report = await runSoak({
    database,
    workers,
    durationMs: minutes * 60_000,
    kills,
    seed,
    subscribersPerProfile,
    patienceMs: 240_000,
    calmBroadcasts: 8,
    happened: (what, times) => {
      const of = kills === undefined ? '' : ` of ${kills}`
      console.error(`${Math.round(performance.now() / 1000)} s: ${what} ${times}${of}`)
    },
  })
  console.log(values.json ? JSON.stringify(report) : soakTable(report))
  process.exitCode = report.holds ? 0 : 1
}
