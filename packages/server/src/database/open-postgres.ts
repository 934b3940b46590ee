import { setTimeout as delay } from 'node:timers/promises'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { checkServer } from './check-server.ts'
import type { Database, Queries } from './database.ts'
import { hangUp } from './hang-up.ts'
import { migratePostgres } from './migrate-postgres.ts'
import { refuseHalfMovedPostgres } from './moved-store.ts'
import { isAway, isInTheWay, isNotWritable, whyUnusable } from './postgres-errors.ts'
import { postgresNames } from './postgres-names.ts'
import { PostgresPool, type PoolFigures, type Statement } from './postgres-pool.ts'
import type { Schema } from './schema.ts'

export interface PostgresOptions {
  now?: () => number
  /** Connections at most. */
  connections?: number
  /** How long a statement may take, 30 seconds; a network that swallows packets is found out after it. */
  patienceMs?: number
  /** Finds a silent network out within three seconds, at the price of a further connection now and then. */
  watchesSilence?: boolean
  /** The engine's thread opens what the main thread has migrated already. */
  migrate?: boolean
  /** An idle connection was lost; the next query makes another. */
  lost?: (error: Error) => void
}

/** What a statement runs on: a pool, or a client of pg that may be in a transaction. */
export interface PostgresConnection {
  query(
    query: string | Statement,
    values?: unknown[],
  ): Promise<{ rows: unknown[]; rowCount: number | null }>
}

/** The store of many machines: one database, a pool of connections. */
export interface PostgresDatabase extends Database {
  readonly dialect: 'postgres'
  /** For single statements. */
  readonly pool: PostgresConnection
  /**
   * Runs hand-written statements in one transaction (read committed), and once more when another transaction was in the
   * way: they have no effects but on the database.
   */
  atomically<T>(work: (client: PostgresConnection) => Promise<T>): Promise<T>
  /** Connections at present. */
  poolFigures(): PoolFigures
  /** The rooms' queries on a connection of the app, inside its transaction. */
  joining(client: PostgresConnection): Queries
}

const CONNECTIONS = 10
const CONNECT_PATIENCE_MS = 10_000
// Without it a query would wait for a quarter of an hour for a network that swallows packets.
const PATIENCE_MS = 30_000
// What the server takes from a process that it has not heard of for so long, in the middle of a transaction: its locks.
// A process that froze or cannot be reached any more would otherwise stop all others for two hours, until TCP gives up.
const BOUNDS =
  "set local idle_in_transaction_session_timeout = '10s'; set local statement_timeout = '60s'"
const BEGIN = `begin; ${BOUNDS}`
const ATTEMPTS = 8
const NUMBERS: ReadonlySet<number> = new Set([pg.types.builtins.INT8, pg.types.builtins.NUMERIC])

/**
 * Opens (and migrates) a PostgreSQL database by its URL. Throws a DatabaseError that says in one line what is wrong:
 * `database-unavailable`, `database-refused`, `database-unsuitable`, `database-newer` or `migration-failed`.
 *
 * @example
 * await using database = await openPostgres('postgres://belfry:secret@localhost/belfry')
 * await database.kysely.selectFrom('belfry_sites').selectAll().execute()
 */
export async function openPostgres(
  address: string,
  options: PostgresOptions = {},
): Promise<PostgresDatabase> {
  if (options.migrate ?? true) await prepare(address, options.now ?? Date.now)
  const pool = new PostgresPool({
    connectionString: address,
    connections: options.connections ?? CONNECTIONS,
    patienceMs: options.patienceMs ?? PATIENCE_MS,
    watchesSilence: options.watchesSilence ?? false,
    types,
    lost: options.lost ?? (() => undefined),
  })
  return handle(address, pool)
}

async function prepare(address: string, now: () => number): Promise<void> {
  const client = new pg.Client({
    connectionString: address,
    application_name: 'belfry start',
    connectionTimeoutMillis: CONNECT_PATIENCE_MS,
  })
  client.on('error', () => undefined) // the query that is under way rejects with it
  try {
    await client.connect()
    await checkServer(client)
    await migratePostgres(client, now)
    await refuseHalfMovedPostgres(client)
  } catch (error) {
    throw whyUnusable(error, address)
  } finally {
    await hangUp(client)
  }
}

// Ids, times and counts stay below 2^53.
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: Parameters<typeof pg.types.getTypeParser>[0], format?: string) =>
    NUMBERS.has(oid) ? Number : pg.types.getTypeParser(oid, format as 'text'),
}

function handle(address: string, pool: PostgresPool): PostgresDatabase {
  const close = () => pool.close()
  const kysely: Queries = new Kysely<Schema>({
    dialect: new PostgresDialect({
      pool: { connect: () => pool.lend(), end: close, options: pool.options },
    }),
    plugins: [postgresNames],
  })

  async function atomically<T>(work: (client: PostgresConnection) => Promise<T>): Promise<T> {
    const client = await pool.lend()
    try {
      await client.query(BEGIN)
      const result = await work(client)
      const { command } = await client.query('commit')
      if (command === 'ROLLBACK') throw new Error('the transaction was rolled back')
      client.release()
      return result
    } catch (error) {
      const rolledBack = await client.query('rollback').then(
        () => true,
        () => false,
      )
      client.release(!rolledBack)
      throw error
    }
  }

  return {
    dialect: 'postgres',
    address,
    isShared: true,
    pool,
    kysely,
    // Like the embedded store's: what a transaction has read stays true until it commits.
    transaction: (work) =>
      persist(() =>
        kysely
          .transaction()
          .setIsolationLevel('repeatable read')
          .execute(async (tx) => {
            await sql.raw(BOUNDS).execute(tx)
            return work(tx)
          }),
      ),
    atomically: (work) => persist(() => atomically(work)),
    joining: (client) =>
      new Kysely<Schema>({
        dialect: new PostgresDialect({ pool: onlyOne(client) }),
        plugins: [postgresNames],
      }),
    isAway,
    isNotWritable,
    poolFigures: () => pool.figures,
    close,
    [Symbol.asyncDispose]: close,
  }
}

function onlyOne(client: PostgresConnection) {
  const lent = Object.assign(Object.create(client) as object, {
    query: (text: string, values?: readonly unknown[]) =>
      client.query({ text, types, ...(values === undefined ? {} : { values: [...values] }) }),
    release: () => undefined,
  })
  return {
    connect: () => Promise.resolve(lent as never),
    end: () => Promise.resolve(),
    options: {},
  }
}

async function persist<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run()
    } catch (error) {
      if (!isInTheWay(error) || attempt === ATTEMPTS) throw error
    }
    await delay(Math.random() * 10 * 2 ** attempt)
  }
}
