import pg from 'pg'
import { hangUp } from '../../database/hang-up.ts'
import type { PostgresDatabase } from '../../database/open-postgres.ts'
import type { Log } from '../../logger.ts'

const HOUR_MS = 3_600_000
const CONNECT_PATIENCE_MS = 10_000
const WEEKS_AHEAD = 3
// What became of each delivery; the sums of a notification stay.
const DELIVERIES_KEPT_DAYS = 90

// About 100 ms: so long a subscription that changes may have to wait.
const FOLDED_AT_ONCE = 5000
// A week is made and dropped with a lock on all deliveries. Behind somebody who reads them for hours (pg_dump), whoever
// waits for that lock stops all sending; the next look, or the one of another process, is early enough.
const LOCK_PATIENCE_MS = 2000

/**
 * Makes the next weeks' partitions of the deliveries, tells the subscriptions what push services took for them in the
 * weeks that are over, and drops what is old. Any number of processes may.
 */
export function startUpkeep(
  { address, isAway }: Pick<PostgresDatabase, 'address' | 'isAway'>,
  { log, everyMs = HOUR_MS }: { log: Log; everyMs?: number },
): AsyncDisposable {
  let running: { client: pg.Client; connected: Promise<void>; ended: Promise<void> } | undefined
  const closing = new AbortController()

  async function once(client: pg.Client, connected: Promise<void>): Promise<void> {
    try {
      await connected
      await impatiently(client, 'select belfry.ensure_delivery_partitions($1)', WEEKS_AHEAD)
      const { rows } = await impatiently(client, 'select belfry.drop_old_deliveries($1) as dropped', DELIVERIES_KEPT_DAYS) // prettier-ignore
      const [{ dropped }] = rows as [{ dropped: number }]
      if (dropped > 0) log.info({ weeks: dropped, days: DELIVERIES_KEPT_DAYS }, 'old deliveries dropped') // prettier-ignore
      while (!closing.signal.aborted && (await foldNext(client)) > 0);
    } catch (error) {
      if (closing.signal.aborted) return
      if (isAway(error)) log.warn({ error }, 'the upkeep of the deliveries waits for the database')
      else
        log.error(
          { error },
          'the upkeep of the deliveries failed: in three weeks none can be written',
        )
    } finally {
      await hangUp(client)
    }
  }

  const start = () => {
    if (running !== undefined) return
    // A connection of its own: to drop a week may take longer than any query of the pool may.
    const client = new pg.Client({
      connectionString: address,
      application_name: 'belfry upkeep',
      connectionTimeoutMillis: CONNECT_PATIENCE_MS,
      keepAlive: true,
    })
    client.on('error', () => undefined) // the query that is under way rejects with it
    const connected = client.connect().then(() => undefined)
    const ended = once(client, connected).finally(() => (running = undefined))
    running = { client, connected, ended }
  }
  start()
  const timer = setInterval(start, everyMs)
  return {
    async [Symbol.asyncDispose]() {
      closing.abort()
      clearInterval(timer)
      if (running === undefined) return
      const { client, connected, ended } = running
      // To one that is hung up before it is connected, pg never says how its connect() ended.
      await connected.catch(() => undefined)
      // The next start does what is left: each statement is all or nothing.
      await Promise.all([hangUp(client), ended])
    },
  }
}

/** One statement that does not wait long for a lock; fails when it would have to. */
async function impatiently(client: pg.Client, statement: string, value: number) {
  // Not for the session: behind PgBouncer that is shared with others.
  await client.query(`begin; set local lock_timeout = ${LOCK_PATIENCE_MS}`)
  const result = await client.query(statement, [value])
  await client.query('commit')
  return result
}

async function foldNext(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ seen: number }>(
    'select belfry.fold_acceptances($1) as seen',
    [FOLDED_AT_ONCE],
  )
  return rows[0]?.seen ?? 0
}
