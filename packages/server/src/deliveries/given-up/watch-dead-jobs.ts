import type { Database } from '../../database/database.ts'
import type { CauseOfDeath, DeadJobs } from '../../queue/dead-jobs.ts'
import { createAlarms } from '../alarms.ts'
import { alarmRaised, type EventSinks } from '../events.ts'

export interface WatchDeadJobsOptions extends EventSinks {
  database: Pick<Database, 'kysely' | 'isAway'>
  dead: Pick<DeadJobs, 'causes'>
  now: () => number
  everyMs?: number
}

const LOOK_EVERY_MS = 5000

/**
 * One alarm for each cause that jobs have died of, whoever gave them up: a worker, or PostgreSQL's side of the queue
 * after the last worker had died over them. It is raised when more have died, and when a process starts where some wait.
 */
export function watchDeadJobs(options: WatchDeadJobsOptions): AsyncDisposable {
  const { database, dead, log, now, everyMs = LOOK_EVERY_MS } = options
  const alarms = createAlarms((alarm) => alarmRaised(alarm, options), now)
  let known = new Map<string, number>()
  let running: Promise<void> | undefined

  async function look(): Promise<void> {
    try {
      const seen = new Map<string, number>()
      for (const one of await dead.causes(database.kysely)) {
        const cause = causeOf(one)
        seen.set(cause, (seen.get(cause) ?? 0) + one.count)
      }
      for (const [cause, count] of seen) {
        const more = count - (known.get(cause) ?? 0)
        const help = 'belfry jobs lists them, revives and discards'
        if (more > 0) alarms.notice(cause, { reason: 'job-dead', help }, more)
      }
      known = seen
      alarms.tick(now())
    } catch (error) {
      if (!database.isAway(error)) log.warn({ error }, 'dead jobs could not be counted')
    }
  }

  const start = () => {
    running ??= look().finally(() => {
      running = undefined
    })
  }
  start()
  const timer = setInterval(start, everyMs)
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      await running
    },
  }
}

// Without what differs from job to job, or each of them would be a cause of its own.
function causeOf({ kind, reason }: CauseOfDeath): string {
  return `dead job: ${kind}: ${reason.replaceAll(/[0-9a-f]*\d[0-9a-f-]*/gi, '#')}`.slice(0, 200)
}
