import { setTimeout as delay } from 'node:timers/promises'
import { canWrite } from '../database/can-write.ts'
import type { Database } from '../database/database.ts'
import type { Readiness } from '../http/routes/health.ts'

export interface ReadinessOptions {
  database: Pick<Database, 'kysely' | 'address' | 'isShared'>
  /** False when notifications would be accepted but not sent. */
  isWorking: () => boolean
  now: () => number
  /** Monotonic milliseconds. */
  elapsed?: () => number
}

// A load balancer asks every few seconds; a thousand requests a second must not cause as many commits.
const HOLDS_MS = 1000
// The caller's timeout is shorter than the pool's with a database that drops packets.
const PATIENCE_MS = 2000

/** The conditions for sending requests here: reading, writing, and sending work. Answers within two seconds. */
export function createReadiness(options: ReadinessOptions): Readiness {
  const { database, isWorking, now, elapsed = () => performance.now() } = options
  const reads = oneAtATime(elapsed, async () => {
    const query = database.kysely.selectFrom('belfry_sites').select('id').executeTakeFirst()
    return (await query.catch(() => undefined)) !== undefined
  })
  const writes = oneAtATime(elapsed, () => canWrite(database, now()))
  return async () => {
    const [database, takesWrites] = await Promise.all([reads(), writes()])
    return { database, writes: takesWrites, deliveries: isWorking() }
  }
}

/** The answer of a check that is under way, or was a moment ago; false when it takes too long. */
function oneAtATime(elapsed: () => number, check: () => Promise<boolean>): () => Promise<boolean> {
  let last: { answer: Promise<boolean>; endedAt: number } | undefined
  return async () => {
    if (last === undefined || elapsed() - last.endedAt > HOLDS_MS) {
      const started = { answer: check(), endedAt: Number.POSITIVE_INFINITY }
      started.answer = started.answer.finally(() => {
        started.endedAt = elapsed()
      })
      last = started
    }
    const enough = new AbortController()
    const late = delay(PATIENCE_MS, false, { signal: enough.signal }).catch(() => false)
    const answer = await Promise.race([last.answer, late])
    enough.abort()
    return answer
  }
}
