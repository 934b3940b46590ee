import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import pg from 'pg'
import { createBelfry, type BelfryOptions } from '../packages/server/src/index.ts'
import { startPostgres } from '#test/databases/postgres'
import { makeAudience } from './audience.ts'
import { makePostgresAudience } from './postgres-audience.ts'
import type { Browser } from './tell-interactions.ts'

/** A database with an audience, read from outside for the outcomes of notifications. */
export interface LatencyDatabase extends AsyncDisposable {
  name: 'sqlite' | 'postgres'
  /** the options for Belfry */
  options: Pick<BelfryOptions, 'database'>
  isDone(id: string): Promise<boolean>
  /** All subscriptions of the audience. */
  browsers(): Promise<Browser[]>
  /** The number of interactions that are counted. */
  counted(): Promise<number>
  /** When the push service's answer came; throws unless it was an acceptance. */
  acceptedAt(id: string): Promise<number>
}

export type OpenLatencyDatabase = (
  options: BelfryOptions & { data: string },
  audience: { count: number; origin: string },
) => Promise<LatencyDatabase>

const BROWSERS =
  'select endpoint_hash as "endpointHash", subscriber_id as "subscriberId" from belfry.subscriptions order by id'
const COUNTED = 'select coalesce(sum(count), 0) as count from belfry.interaction_counts'

export const openSqliteForLatency: OpenLatencyDatabase = async (options, audience) => {
  await makeAudience(options, audience)
  const db = new DatabaseSync(join(options.data, 'belfry.db'), { readOnly: true })
  const state = db.prepare('select state from belfry_notifications where id = ?')
  const delivery = db.prepare(
    `select min(d.at) as at, min(d.outcome) as outcome from belfry_deliveries d
     join belfry_notifications n on n.number = d.notification where n.id = ?`,
  )
  return {
    name: 'sqlite',
    options: {},
    isDone: (id) => Promise.resolve(state.get(id)?.['state'] === 'done'),
    browsers: () => Promise.resolve(db.prepare(BROWSERS.replace('belfry.', 'belfry_')).all() as unknown as Browser[]),
    counted: () => Promise.resolve(Number(db.prepare(COUNTED.replace('belfry.', 'belfry_')).get()?.['count'])),
    acceptedAt: (id) => Promise.resolve(timeOf(delivery.get(id))),
    [Symbol.asyncDispose]: () => Promise.resolve(db.close()),
  }
}

// Everything is on the disk before a commit is answered, as on an installed server.
const SETTINGS = { fsync: 'on', full_page_writes: 'on' }

export const openPostgresForLatency: OpenLatencyDatabase = async (options, audience) => {
  await using opened = new AsyncDisposableStack()
  const postgres = opened.use(await startPostgres({ settings: SETTINGS }))
  const database = opened.use(await postgres.createDatabase())
  await (await createBelfry({ ...options, database: database.url, work: false })).close()
  const client = new pg.Client({ connectionString: database.url, application_name: 'bench' })
  await client.connect()
  opened.defer(() => client.end())
  await makePostgresAudience(client, audience)
  const kept = opened.move()
  return {
    name: 'postgres',
    options: { database: database.url },
    async isDone(id) {
      const { rows } = await client.query<{ state: string }>('select state from belfry.notifications where id = $1', [
        id,
      ])
      return rows[0]?.state === 'done'
    },
    browsers: async () =>
      (await client.query<Omit<Browser, 'subscriberId'> & { subscriberId: string }>(BROWSERS)).rows.map((row) => ({
        ...row,
        subscriberId: Number(row.subscriberId),
      })),
    counted: async () => Number((await client.query<{ count: string }>(COUNTED)).rows[0]?.count),
    async acceptedAt(id) {
      const { rows } = await client.query<Record<string, unknown>>(
        `select d.at, d.outcome from belfry.deliveries d
         join belfry.notifications n on n.number = d.notification where n.id = $1`,
        [id],
      )
      return timeOf(rows[0])
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

function timeOf(delivery: Record<string, unknown> | undefined): number {
  if (delivery?.['outcome'] !== 'accepted') {
    throw new Error(`a notification to one person was ${String(delivery?.['outcome'])}`)
  }
  return Number(delivery['at'])
}
