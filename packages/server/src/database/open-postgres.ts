import { setTimeout as delay } from 'node:timers/promises'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { BoundedDialect } from './bounded-driver.ts'
import { checkServer } from './check-server.ts'
import type { Database, Queries } from './database.ts'
import { hangUp } from './hang-up.ts'
import { migratePostgres } from './migrate-postgres.ts'
import { refuseHalfMovedPostgres } from './moved-store.ts'
import { isAway, isInTheWay, isNotWritable, whyUnusable } from './postgres-errors.ts'
import { postgresNames } from './postgres-names.ts'
import type { PostgresConnection } from './postgres-connection.ts'
import { PostgresPool, type PoolFigures } from './postgres-pool.ts'
import { runOnPostgres } from './run-on-postgres.ts'
import type { Schema } from './schema.ts'
import {
  CommittedWith,
  type Statement,
  type StatementDatabase,
  type StatementValues,
  type TransactionOptions,
  type Work,
} from './statement.ts'

export interface PostgresOptions {
  now?: () => number
  /** Connections at most. */
  connections?: number
  /** Statement timeout, 30 seconds; a network that drops packets is detected after it. */
  patienceMs?: number
  /** Detects a silent network within three seconds, at the cost of a further connection now and then. */
  watchesSilence?: boolean
  /** The engine's thread opens a database that the main thread has migrated. */
  migrate?: boolean
  /** An idle connection was lost; the next query makes another. */
  lost?: (error: Error) => void
}

/** The store of many machines: one database, a pool of connections. */
export interface PostgresDatabase extends Database, StatementDatabase<PostgresConnection> {
  readonly dialect: 'postgres'
  /** For single statements. */
  readonly pool: PostgresConnection
  /**
   * Runs hand-written statements in one transaction (read committed), and again after a conflict: they have no effects
   * except on the database.
   */
  atomically<T>(
    work: (client: PostgresConnection) => Work<T> | Promise<Work<T>>,
    options?: TransactionOptions,
  ): Promise<T>
  /** Connections at present. */
  poolFigures(): PoolFigures
  /** The rooms' queries on a connection of the app, inside its transaction. */
  joining(client: PostgresConnection): Queries
}

const CONNECTIONS = 10
const CONNECT_PATIENCE_MS = 10_000
// Without it a query would wait a quarter of an hour for a network that drops packets.
const PATIENCE_MS = 30_000
// The server ends a transaction that is idle for so long, and frees its locks. A process that froze or was cut off
// would otherwise stop all others for two hours, until TCP gives up.
const BOUNDS = "set local idle_in_transaction_session_timeout = '10s'; set local statement_timeout = '60s'"
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
export async function openPostgres(address: string, options: PostgresOptions = {}): Promise<PostgresDatabase> {
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
    dialect: new BoundedDialect(
      { pool: { connect: () => pool.lend(), end: close, options: pool.options } },
      // Like the embedded store's: rows that a transaction has read cannot change until it commits.
      `begin isolation level repeatable read; ${BOUNDS}`,
    ),
    plugins: [postgresNames],
  })

  async function atomically<T>(
    work: (client: PostgresConnection) => Work<T> | Promise<Work<T>>,
    { readsFirst = false }: TransactionOptions,
  ): Promise<T> {
    const client = await pool.lend()
    try {
      const begun = client.query(BEGIN)
      if (!readsFirst) await begun
      const worked = await work(readsFirst ? togetherWith(begun, client) : client)
      const answers = worked instanceof CommittedWith ? worked.answers : worked
      const [result, { command }] = await Promise.all([answers, client.query('commit')])
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
    statements: runOnPostgres,
    connection: pool,
    flush: () => Promise.resolve(), // a commit returns when it is as durable as the server is set up for
    pool,
    kysely,
    read: async <Row>(statement: Statement, values: StatementValues) =>
      (await runOnPostgres.run(pool, statement, values)).rows as Row[],
    async transaction(work, committed) {
      const result = await persist(() => kysely.transaction().execute(work))
      committed?.(result)
      return result
    },
    atomically: (work, options = {}) => persist(() => atomically(work, options)),
    joining: (client) =>
      new Kysely<Schema>({
        dialect: new PostgresDialect({ pool: onlyOne(client) }),
        plugins: [postgresNames],
      }),
    isAway,
    isNotWritable,
    emptyLog: () => Promise.resolve(true),
    poolFigures: () => pool.figures,
    close,
    [Symbol.asyncDispose]: close,
  }
}

// Nothing is written before it is certain that the transaction has begun: where `begin` failed, each of the statements
// would be a transaction of its own.
function togetherWith(begun: Promise<unknown>, client: PostgresConnection): PostgresConnection {
  begun.catch(() => undefined) // the first statement rejects with it
  let isFirst = true
  return {
    async query(query, values) {
      if (!isFirst) return client.query(query, values)
      isFirst = false
      const [, answer] = await Promise.all([begun, client.query(query, values)])
      return answer
    },
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
