import { listenPostgres } from '../database/listen-postgres.ts'
import type { PostgresDatabase } from '../database/open-postgres.ts'
import type { Log } from '../logger.ts'
import type { Metrics } from '../metrics.ts'
import { acceptRequested, type RequestedContext } from './postgres-requested.ts'

export interface WatchOptions {
  enqueue: RequestedContext['enqueue']
  log: Log
  metrics: Metrics
  now: () => number
}

const LOOK_EVERY_MS = 1000

/** Takes up what belfry.notify() has stored: as soon as its transaction commits, and at the latest a second later. */
export function watchRequested(
  database: PostgresDatabase,
  { enqueue, log, metrics, now }: WatchOptions,
): AsyncDisposable {
  let running: Promise<void> | undefined
  let again = false
  const closing = new AbortController()
  let isAway = false

  const refused: RequestedContext['refused'] = (notification, { code, message }) => {
    metrics.count('belfry_requests_refused_total', { code })
    log.error({ notification, code }, `a notification from SQL cannot be sent: ${message}`)
  }

  async function takeAll(): Promise<void> {
    try {
      do {
        again = false
        while ((await acceptRequested(database, { enqueue, refused, now })) > 0)
          if (closing.signal.aborted) return
      } while (again && !closing.signal.aborted)
      isAway = false
    } catch (error) {
      if (!isAway) log.warn({ error }, 'requests from SQL wait: the database does not answer')
      isAway = true
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
