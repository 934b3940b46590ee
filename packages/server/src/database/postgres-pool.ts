import pg from 'pg'
import { cutOff, hangUp } from './hang-up.ts'
import { SilenceWatch } from './silence-watch.ts'

export interface PostgresPoolOptions {
  connectionString: string
  /** Connections at most. */
  connections: number
  /** How long a statement may take; whoever waits longer learns that the database is away. */
  patienceMs: number
  types: pg.CustomTypesConfig
  /** An idle connection was lost; the next query makes another. */
  lost: (error: Error) => void
  /** Gives up within three seconds what is waited for from a server that is silent, however long the patience. */
  watchesSilence: boolean
}

export interface PoolFigures {
  /** Connections that there may be. */
  limit: number
  inUse: number
  idle: number
  /** Who waits for one. */
  waiting: number
}

/** What one statement may be given beside its text. */
export interface Statement {
  text: string
  values?: unknown[] | undefined
  types?: pg.CustomTypesConfig
  /** Instead of the pool's patience. */
  query_timeout?: number
}

const CONNECT_PATIENCE_MS = 5000
const IDLE_MS = 30_000
const SIGN_OF_LIFE_MS = 1600
// Of whoever still holds a connection when the pool closes, and of a server that is told goodbye.
const CLOSE_PATIENCE_MS = 5000
const GOODBYE_MS = 1000
const SILENT = 'Query read timeout' // pg gives it no code

/**
 * Connections that are lent and come back. When one falls silent the older ones are not lent again: a network that
 * swallows packets, or a server that was replaced without a word, has swallowed them all, and each would cost its
 * patience once more.
 */
export class PostgresPool {
  readonly #pool: pg.Pool
  readonly #open = new Map<pg.PoolClient, number>()
  /** Counts how often a connection fell silent. */
  #silences = 0
  readonly #watch: SilenceWatch | undefined
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
    })
    this.#pool.on('error', options.lost)
    this.#pool.on('connect', (client) => {
      this.#open.set(client, this.#silences)
      // A connection that breaks while it is lent out says so to nobody else, and nobody listening would end the process.
      client.on('error', () => undefined)
    })
    const { connectionString } = options
    this.#watch = options.watchesSilence ? new SilenceWatch({ isHeard: () => isHeard(connectionString) }) : undefined // prettier-ignore
    this.#pool.on('remove', (client) => void this.#open.delete(client))
  }

  get options(): object {
    return this.#pool.options
  }

  get figures(): PoolFigures {
    const { totalCount, idleCount, waitingCount, options } = this.#pool
    return { limit: options.max, inUse: totalCount - idleCount, idle: idleCount, waiting: waitingCount } // prettier-ignore
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
  async query(query: string | Statement, values?: unknown[]): Promise<pg.QueryResult> {
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

  /** Ends all connections, within seconds whatever the network does with the goodbyes. */
  close(): Promise<void> {
    return (this.#closing ??= this.#end())
  }

  async #end(): Promise<void> {
    const late = setTimeout(() => this.#cutAll(), CLOSE_PATIENCE_MS)
    this.#watch?.[Symbol.dispose]()
    await this.#pool.end() // when all that was lent is back
    clearTimeout(late)
    // Sockets whose goodbye gets no answer would keep the process for a quarter of an hour.
    setTimeout(() => this.#cutAll(), GOODBYE_MS).unref()
  }

  #cutAll(): void {
    for (const client of this.#open.keys()) cutOff(client)
  }

  /** One that gets no answer in time is cut off, because whatever runs on it next would wait as well. */
  #watched(client: pg.PoolClient): pg.PoolClient {
    const query = client.query.bind(client) as (...args: unknown[]) => Promise<unknown> | undefined
    const release = client.release.bind(client)
    const watched = (...args: unknown[]) => {
      const result = query(...args)
      if (typeof result?.then !== 'function') return result
      result.then(undefined, (error: unknown) => {
        if (error instanceof Error && error.message === SILENT) this.#fellSilent(client)
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
    // Of several that fall silent together, the first one says all there is to say.
    if (this.#open.get(client) === this.#silences) this.#silences += 1
    cutOff(client)
  }
}

// A connection of its own, since all others may be waiting for a lock. A refusal is a sign of life, too.
async function isHeard(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString, application_name: 'belfry look', connectionTimeoutMillis: SIGN_OF_LIFE_MS }) // prettier-ignore
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

// What the database answered does no harm to the connection it answered on, but that a transaction which the text itself
// began stays open, aborted, for whoever comes next (pg-boss makes its tables so, in two processes at once).
async function isUsable(client: pg.PoolClient, error: unknown): Promise<boolean> {
  if (!(error instanceof pg.DatabaseError) || error.severity === 'FATAL') return false
  return client.query('rollback').then(
    () => true,
    () => false,
  )
}
