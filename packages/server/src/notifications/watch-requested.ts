import { listenPostgres } from '../database/listen-postgres.ts'
import type { PostgresDatabase } from '../database/open-postgres.ts'
import { HTTP_COUNTERS } from '../http/counters.ts'
import type { Log } from '../telemetry/logger.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import { Refusal } from '../refusals/refusal.ts'
import { acceptRequested, type RequestedContext } from './postgres-requested.ts'

export interface WatchOptions {
  enqueue: RequestedContext['enqueue']
  log: Log
  metrics: Metrics
  now: () => number
}

const LOOK_EVERY_MS = 1000

/** Takes up the requests of belfry.notify(): as soon as its transaction commits, and at the latest a second later. */
export function watchRequested(
  database: PostgresDatabase,
  { enqueue, log, metrics, now }: WatchOptions,
): AsyncDisposable {
  let running: Promise<void> | undefined
  let again = false
  const closing = new AbortController()
  let isFailing = false

  const refused: RequestedContext['refused'] = (notification, error) => {
    const isRefusal = error instanceof Refusal
    const code = isRefusal ? error.code : 'internal-error'
    metrics.count(HTTP_COUNTERS.refused, { code })
    const why = isRefusal ? error.message : 'Belfry fails at it'
    log.error({ notification, code, ...(isRefusal ? {} : { error }) }, `a notification from SQL cannot be sent: ${why}`)
  }

  async function takeAll(): Promise<void> {
    try {
      do {
        again = false
        while ((await acceptRequested(database, { enqueue, refused, now })) > 0) if (closing.signal.aborted) return
      } while (again && !closing.signal.aborted)
      isFailing = false
    } catch (error) {
      if (isFailing) return
      isFailing = true
      if (database.isAway(error)) log.warn({ error }, 'requests from SQL wait for the database')
      else log.error({ error }, 'requests from SQL wait: they cannot be taken up')
    }
  }

  function look(): void {
    again = true
    if (closing.signal.aborted) return
    running ??= takeAll().finally(() => {
      running = undefined
    })
  }

  const listener = listenPostgres(
    database.address,
    (payload) => {
      if (payload === 'requests') look()
    },
    { ready: look },
  )
  const timer = setInterval(look, LOOK_EVERY_MS)
  return {
    async [Symbol.asyncDispose]() {
      closing.abort()
      clearInterval(timer)
      await listener[Symbol.asyncDispose]()
      await running
    },
  }
}
