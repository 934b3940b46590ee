import type { Writable } from 'node:stream'
import pg from 'pg'
import { DirectConnections } from './direct-connections.ts'
import { cutOff, hangUp } from './hang-up.ts'
import { SilenceWatch } from './silence-watch.ts'

export interface PostgresPoolOptions {
  connectionString: string
  /** Connections at most. */
  connections: number
  /** Statement timeout; after it the database counts as away. */
  patienceMs: number
  types: pg.CustomTypesConfig
  /** An idle connection was lost; the next query makes another. */
  lost: (error: Error) => void
  /** Fails statements within three seconds when the server is silent, whatever their timeout. */
  watchesSilence: boolean
}

export interface PoolFigures {
  /** The maximum of connections. */
  limit: number
  inUse: number
  idle: number
  /** Requests that wait for one. */
  waiting: number
}

/** The options of one statement. */
export interface PoolQuery {
  text: string
  values?: unknown[] | undefined
  types?: pg.CustomTypesConfig
  /** Instead of the pool's timeout. */
  query_timeout?: number
  /** Rows as arrays. */
  rowMode?: 'array'
  /** The connection keeps it prepared, where that is possible. */
  isKept?: boolean | undefined
}

const CONNECT_PATIENCE_MS = 5000
const IDLE_MS = 30_000
const SIGN_OF_LIFE_MS = 1600
// For holders of a connection when the pool closes, and for an orderly close.
const CLOSE_PATIENCE_MS = 5000
const GOODBYE_MS = 1000
const SILENT = 'Query read timeout' // pg gives it no code

/**
 * A pool of connections. When one falls silent the older ones are not lent again: a network that drops packets, or a
 * failover, has broken them all, and each would cost its timeout once more.
 */
export class PostgresPool {
  readonly #pool: pg.Pool
  readonly #open = new Map<pg.PoolClient, number>()
  /** Counts how often a connection fell silent. */
  #silences = 0
  readonly #watch: SilenceWatch | undefined
  readonly #direct = new DirectConnections()
  #closing: Promise<void> | undefined

  constructor(options: PostgresPoolOptions) {
    this.#pool = new pg.Pool({
      connectionString: options.connectionString,
      application_name: 'belfry',
      max: options.connections,
      connectionTimeoutMillis: CONNECT_PATIENCE_MS,
      idleTimeoutMillis: IDLE_MS,
      query_timeout: options.patienceMs,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      types: options.types,
      // Statements that are asked for together go out together: one round trip, and one wake-up of each process.
      pipeline: true,
    })
    this.#pool.on('error', options.lost)
    this.#pool.on('connect', (client) => {
      this.#open.set(client, this.#silences)
      // A connection that breaks while lent only emits an error event, and without a listener that would end the
      // process.
      client.on('error', () => undefined)
      this.#direct.add(client)
    })
    const { connectionString } = options
    this.#watch = options.watchesSilence ? new SilenceWatch({ isHeard: () => isHeard(connectionString) }) : undefined
    this.#pool.on('remove', (client) => void this.#open.delete(client))
  }

  get options(): object {
    return this.#pool.options
  }

  get figures(): PoolFigures {
    const { totalCount, idleCount, waitingCount, options } = this.#pool
    return { limit: options.max, inUse: totalCount - idleCount, idle: idleCount, waiting: waitingCount }
  }

  /** A connection for a transaction; give it back with `release`. */
  async lend(): Promise<pg.PoolClient> {
    for (;;) {
      const client = await this.#connect()
      if (this.#open.get(client) === this.#silences) return this.#watched(client)
      cutOff(client)
      client.release(true)
    }
  }

  #connect(): Promise<pg.PoolClient> {
    const connecting = this.#pool.connect()
    if (this.#watch === undefined) return connecting
    const { promise, resolve, reject } = Promise.withResolvers<pg.PoolClient>()
    let isGivenUp = false
    connecting.then((client) => {
      if (isGivenUp) client.release(true)
      else resolve(client)
    }, reject)
    return this.#watch.during(promise, () => {
      isGivenUp = true
      reject(new Error(SILENT))
    })
  }

  /** Runs one statement on any connection. */
  async query(query: string | PoolQuery, values?: unknown[]): Promise<pg.QueryResult> {
    const client = await this.lend()
    try {
      const result = await client.query(query as string, values)
      client.release()
      return result
    } catch (error) {
      client.release(!(await isUsable(client, error)))
      throw error
    }
  }

  /** Ends all connections, within seconds even if the network drops the packets. */
  close(): Promise<void> {
    return (this.#closing ??= this.#end())
  }

  async #end(): Promise<void> {
    const late = setTimeout(() => this.#cutAll(), CLOSE_PATIENCE_MS)
    this.#watch?.[Symbol.dispose]()
    await this.#pool.end() // when all lent connections are back
    clearTimeout(late)
    // Sockets whose close gets no answer would keep the process for a quarter of an hour.
    setTimeout(() => this.#cutAll(), GOODBYE_MS).unref()
  }

  #cutAll(): void {
    for (const client of this.#open.keys()) cutOff(client)
  }

  /** A connection without an answer in time is closed, because later statements on it would wait as well. */
  #watched(client: pg.PoolClient): pg.PoolClient {
    const query = client.query.bind(client) as (...args: unknown[]) => Promise<unknown> | undefined
    const release = client.release.bind(client)
    const watched = (...args: unknown[]) => {
      sendTogether(client)
      const result = query(...this.#direct.prepared(client, args))
      if (typeof result?.then !== 'function') return result
      result.then(undefined, (error: unknown) => {
        if (error instanceof Error && error.message === SILENT) this.#fellSilent(client)
        else this.#direct.failed(client, error)
      })
      return this.#watch?.during(result, () => this.#fellSilent(client)) ?? result
    }
    return Object.assign<pg.PoolClient, object>(client, {
      query: watched,
      release: (error?: Error | boolean) => {
        Reflect.deleteProperty(client, 'query')
        release(error)
      },
    })
  }

  #fellSilent(client: pg.PoolClient): void {
    // Of several that fall silent together, the first one is enough.
    if (this.#open.get(client) === this.#silences) this.#silences += 1
    cutOff(client)
  }
}

// What is asked for in one turn of the loop leaves in one write, and wakes the server once: pg writes each statement by
// itself.
function sendTogether(client: pg.PoolClient & { connection?: { stream: Writable } }): void {
  const stream = client.connection?.stream
  stream?.cork()
  process.nextTick(() => stream?.uncork())
}

// A separate connection, since all others may be waiting for a lock. A refusal is a sign of life, too.
async function isHeard(connectionString: string): Promise<boolean> {
  const client = new pg.Client({
    connectionString,
    application_name: 'belfry look',
    connectionTimeoutMillis: SIGN_OF_LIFE_MS,
  })
  client.on('error', () => undefined) // connecting rejects with it
  try {
    await client.connect()
    return true
  } catch (error) {
    return error instanceof pg.DatabaseError
  } finally {
    await hangUp(client)
  }
}

// An error of the database leaves the connection usable, except that a transaction begun inside the statement's text
// stays open, aborted, for the next user (pg-boss makes its tables so, in two processes at once).
async function isUsable(client: pg.PoolClient, error: unknown): Promise<boolean> {
  if (!(error instanceof pg.DatabaseError) || error.severity === 'FATAL') return false
  return client.query('rollback').then(
    () => true,
    () => false,
  )
}
