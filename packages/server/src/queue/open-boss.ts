import { PgBoss, type Clock, type Db } from 'pg-boss'
import type { PostgresConnection } from '../database/postgres-connection.ts'
import { LANES, type Lane } from '../database/schema.ts'
import { MAX_ATTEMPTS } from './attempts.ts'

/** pg-boss keeps its tables apart from Belfry's, so that each can be upgraded without the other. */
export const QUEUE_SCHEMA = 'belfry_queue'

export interface BossOptions {
  /** Supervises dead workers' jobs and old ones. A process that only enqueues leaves that to the workers. */
  supervise: boolean
  maxAttempts?: number
  failed?: (error: Error) => void
}

const DAY_S = 86_400

// pg-boss plans its polls by wall-clock time: with a clock set back by an hour, there would be no check for dead
// workers for so long.
const clock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  setTimeout: (run, ms) => setTimeout(run, ms),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
  setInterval: (run, ms) => setInterval(run, ms),
  clearInterval: (timer) => clearInterval(timer as NodeJS.Timeout),
}

/** pg-boss on Belfry's own connections, with a queue for each lane. Safe to call from many processes at once. */
export async function openBoss(pool: PostgresConnection, options: BossOptions): Promise<PgBoss> {
  const boss = new PgBoss({
    db: onConnection(pool),
    schema: QUEUE_SCHEMA,
    schedule: false,
    clock,
    supervise: options.supervise,
    // A killed worker is detected after its heartbeat of 10 s and the next of these polls.
    superviseIntervalSeconds: 1,
    monitorIntervalSeconds: 1,
    registerInstance: options.supervise,
  })
  boss.on('error', (error) => options.failed?.(error))
  await boss.start()
  for (const lane of LANES) await declare(boss, lane, options.maxAttempts ?? MAX_ATTEMPTS)
  return boss
}

async function declare(boss: PgBoss, lane: Lane, maxAttempts: number): Promise<void> {
  const wanted = {
    heartbeatSeconds: 10, // the least that pg-boss takes
    retryLimit: maxAttempts - 1,
    retryDelay: 0, // of a worker that died; one that fails sets the retry itself
    retryBackoff: false,
    expireInSeconds: DAY_S / 4, // of a live worker that does not finish
    retentionSeconds: 60 * DAY_S, // longer than any notification lives
    deleteAfterSeconds: 0, // never: dead ones wait for a person, the others are deleted when done
  }
  const found = await boss.getQueue(lane)
  if (found === null) await boss.createQueue(lane, wanted)
  else if (Object.entries(wanted).some(([key, value]) => Reflect.get(found, key) !== value)) {
    await boss.updateQueue(lane, wanted)
  }
}

/** pg-boss's view of a connection: its statements join the transaction that is open on it. */
export function onConnection(connection: PostgresConnection): Db {
  // As pg gives it: an array of results where the text holds several statements.
  return { executeSql: (text, values) => connection.query(text, values) }
}
