import type { Chore } from '../chores/chore.ts'
import type { Database } from '../database/database.ts'
import { statement } from '../database/statement.ts'
import type { RingAlarm } from '../telemetry/alarms.ts'
import type { Log } from '../telemetry/logger.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import { REPUTATION_COUNTERS } from './counters.ts'
import { readReputation } from './reputation.ts'

export interface WatchReputationOptions {
  now: () => number
  log: Log
  metrics: Metrics
  ring?: RingAlarm | undefined
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const SITES = statement('select id from belfry.sites order by id')

/** Warns, once a day for each site and measure, before browsers limit a site as a sender. */
export function watchReputation(
  database: Pick<Database, 'read'>,
  { now, log, metrics, ring }: WatchReputationOptions,
): Chore {
  const warned = new Map<string, number>()
  return {
    name: 'watch-reputation',
    everyMs: HOUR_MS,
    async run(signal) {
      const today = Math.floor(now() / DAY_MS)
      for (const [cause, day] of warned) if (day !== today) warned.delete(cause)
      for (const { id: site } of await database.read<{ id: string }>(SITES, {})) {
        if (signal.aborted) break
        const { score, findings } = await readReputation(database, site, now())
        for (const { measure, level, says, advice } of findings) {
          const cause = `${site} ${measure}`
          if (level === 'good' || warned.has(cause)) continue
          warned.set(cause, today)
          metrics.count(REPUTATION_COUNTERS.warned, { site, measure })
          log.warn({ site, measure, level, score, says, advice }, 'browsers may soon limit this site as a sender')
          ring?.({
            cause: `reputation ${cause}`,
            title: `Browsers may soon limit the site ${site}`,
            // What to do comes first: systems cut what is long.
            text: `${advice} ${says}.`,
            screen: `?site=${encodeURIComponent(site)}`,
            site,
          })
        }
      }
      return undefined
    },
  }
}
