import pg from 'pg'
import { hangUp } from '../database/hang-up.ts'
import type { PostgresDatabase } from '../database/open-postgres.ts'
import type { Chore } from './chore.ts'
import { DELIVERIES_KEPT_DAYS } from './drop-old-deliveries.ts'

const HOUR_MS = 3_600_000
const CONNECT_PATIENCE_MS = 10_000
const WEEKS_AHEAD = 3
// About 100 ms: a change of a subscription may have to wait so long.
const FOLDED_AT_ONCE = 5000
// A week is made and dropped with a lock on all deliveries. Waiting for that lock behind a long reader (pg_dump) would
// stop all sending; the next run is early enough, as there are partitions for three more weeks.
const LOCK_PATIENCE_MS = 2000

/**
 * Makes the next weeks' partitions of the deliveries, drops old ones, and records in the subscriptions the last
 * acceptance in the weeks that are over.
 */
export function keepWeeks({ address }: Pick<PostgresDatabase, 'address'>): Chore {
  return {
    name: 'keep-weeks',
    everyMs: HOUR_MS,
    async run(signal) {
      // A separate connection: dropping a week may take longer than the pool's statement timeout.
      const client = new pg.Client({
        connectionString: address,
        application_name: 'belfry upkeep',
        connectionTimeoutMillis: CONNECT_PATIENCE_MS,
        keepAlive: true,
      })
      client.on('error', () => undefined) // the query that is under way rejects with it
      // Each statement is all or nothing: the next run does the rest.
      const stop = () => void hangUp(client)
      try {
        // pg never settles connect() for a client that is closed before it is connected.
        await client.connect()
        signal.throwIfAborted()
        signal.addEventListener('abort', stop)
        await impatiently(client, 'select belfry.ensure_delivery_partitions($1)', WEEKS_AHEAD)
        const drop = 'select belfry.drop_old_deliveries($1) as dropped'
        const { rows } = await impatiently(client, drop, DELIVERIES_KEPT_DAYS)
        while (!signal.aborted && (await foldNext(client)) > 0);
        const [{ dropped }] = rows as [{ dropped: number }]
        return dropped === 0 ? undefined : { weeks: dropped, days: DELIVERIES_KEPT_DAYS }
      } finally {
        signal.removeEventListener('abort', stop)
        await hangUp(client)
      }
    },
  }
}

/** Runs one statement with a short lock timeout. */
async function impatiently(client: pg.Client, statement: string, value: number) {
  // Not for the session, which is shared behind PgBouncer.
  await client.query(`begin; set local lock_timeout = ${LOCK_PATIENCE_MS}`)
  const result = await client.query(statement, [value])
  await client.query('commit')
  return result
}

async function foldNext(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ seen: number }>('select belfry.fold_acceptances($1) as seen', [FOLDED_AT_ONCE])
  return rows[0]?.seen ?? 0
}
