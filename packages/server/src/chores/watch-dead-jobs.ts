import { setTimeout as delay } from 'node:timers/promises'
import type { Database } from '../database/database.ts'
import { alarmRaised, type EventSinks } from '../deliveries/events.ts'
import type { CauseOfDeath, DeadJobs } from '../queue/dead-jobs.ts'
import { createAlarms } from '../telemetry/alarms.ts'
import type { Chore } from './chore.ts'

export interface WatchDeadJobsOptions extends EventSinks {
  database: Pick<Database, 'kysely' | 'isAway'>
  dead: Pick<DeadJobs, 'causes'>
  now: () => number
  lookEveryMs?: number
}

const LOOK_EVERY_MS = 5000

/**
 * One alarm for each cause of dead jobs, whether a worker ended them, or PostgreSQL's side of the queue after the last
 * worker had died. One process watches as long as it runs, because it alone knows which alarms it has raised. An alarm
 * is raised when more jobs have died, and when the next process takes over while some wait.
 */
export function watchDeadJobs(options: WatchDeadJobsOptions): Chore {
  const { lookEveryMs = LOOK_EVERY_MS } = options
  return {
    name: 'watch-dead-jobs',
    everyMs: lookEveryMs,
    async run(signal) {
      const look = startWatch(options)
      while (!signal.aborted) {
        await look()
        await delay(lookEveryMs, undefined, { signal })
      }
      return undefined
    },
  }
}

function startWatch(options: WatchDeadJobsOptions): () => Promise<void> {
  const { database, dead, log, now } = options
  const alarms = createAlarms((alarm) => alarmRaised(alarm, options), now)
  let known = new Map<string, number>()
  return async () => {
    try {
      const seen = countByCause(await dead.causes(database.kysely))
      for (const [cause, count] of seen) {
        const more = count - (known.get(cause) ?? 0)
        const help = 'belfry jobs lists them, revives and discards.'
        if (more > 0) alarms.notice(cause, { reason: 'job-dead', help }, more)
      }
      known = seen
      alarms.tick(now())
    } catch (error) {
      if (!database.isAway(error)) log.warn({ error }, 'dead jobs could not be counted')
    }
  }
}

function countByCause(causes: readonly CauseOfDeath[]): Map<string, number> {
  const seen = new Map<string, number>()
  for (const one of causes) {
    const cause = causeOf(one)
    seen.set(cause, (seen.get(cause) ?? 0) + one.count)
  }
  return seen
}

// Without the parts that differ from job to job, or each job would be a separate cause.
function causeOf({ kind, reason }: CauseOfDeath): string {
  return `dead job: ${kind}: ${reason.replaceAll(/[0-9a-f]*\d[0-9a-f-]*/gi, '#')}`.slice(0, 200)
}
