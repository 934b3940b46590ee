import { CompiledQuery } from 'kysely'
import type { Db, PgBoss } from 'pg-boss'
import { unanswered } from '../database/bounded-driver.ts'
import type { Queries } from '../database/database.ts'
import { CHANNEL } from '../database/listen-postgres.ts'
import { LANES, type Lane } from '../database/schema.ts'
import { onConnection } from './open-boss.ts'
import type { NewJob } from './queue.ts'
import type { PostgresConnection } from '../database/postgres-connection.ts'

// One NOTIFY a transaction and lane, however many jobs: each transaction that notifies takes a lock of the whole
// database when it commits.
const NOTIFY = 'select pg_notify($1, $2)'

/** Puts jobs into pg-boss in the transaction of the rooms' queries; who waits for the commit waits for nothing else. */
export async function enqueueWithQueries(
  boss: Pick<PgBoss, 'insert'>,
  tx: Queries,
  jobs: readonly NewJob[],
  now: number,
): Promise<void> {
  const ask = async (text: string, values: readonly unknown[] = []) => {
    const { rows } = await tx.executeQuery(unanswered(CompiledQuery.raw(text, [...values])))
    return { rows }
  }
  for (const lane of await insert(boss, { executeSql: ask }, jobs, now)) await ask(NOTIFY, [CHANNEL, lane])
}

/** The same on a connection with a transaction open. */
export async function enqueueOnConnection(
  boss: Pick<PgBoss, 'insert'>,
  tx: PostgresConnection,
  jobs: readonly NewJob[],
  now: number,
): Promise<void> {
  for (const lane of await insert(boss, onConnection(tx), jobs, now)) {
    await tx.query(NOTIFY, [CHANNEL, lane])
  }
}

/** Returns the lanes that have something to do at once. */
async function insert(boss: Pick<PgBoss, 'insert'>, db: Db, jobs: readonly NewJob[], now: number): Promise<Lane[]> {
  const ready: Lane[] = []
  for (const lane of LANES) {
    const own = jobs.filter((job) => job.lane === lane)
    if (own.length === 0) continue
    await boss.insert(
      lane,
      own.map((job) => toBoss(job, now)),
      { db },
    )
    if (own.some(({ runAt = now }) => runAt <= now)) ready.push(lane)
  }
  return ready
}

// As a distance in time, not a point: the database's clock decides when it is due, not this machine's.
export function toBoss({ kind, payload, runAt, turn = 0, flow }: NewJob, now: number) {
  const group = flow === undefined ? {} : { group: { id: flow } }
  const job = { data: { kind, payload }, priority: -turn, ...group }
  return runAt === undefined || runAt <= now ? job : { ...job, startAfter: (runAt - now) / 1000 }
}
