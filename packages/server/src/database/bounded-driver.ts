import {
  CompiledQuery,
  PostgresDialect,
  PostgresDriver,
  type DatabaseConnection,
  type PostgresDialectConfig,
  type QueryResult,
} from 'kysely'

const NOT_ANSWERED = Symbol('unanswered')
// A transaction that has failed is told so at each further statement, and not why.
const TRANSACTION_FAILED = '25P02'
const READS = /^\s*select\b/i

/**
 * A statement whose answer nobody reads: in a transaction of this dialect, what follows goes out together with it. If
 * it fails, the next statement that is waited for, or the commit, fails with its error. Elsewhere it is like any other.
 */
export function unanswered(query: CompiledQuery): CompiledQuery {
  return { ...query, [NOT_ANSWERED]: true } as CompiledQuery
}

/** Kysely's transactions: `begin` sets their isolation and their bounds, and takes no round trip of its own. */
export class BoundedDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig
  readonly #begin: string

  constructor(config: PostgresDialectConfig, begin: string) {
    super(config)
    this.#config = config
    this.#begin = begin
  }

  override createDriver(): PostgresDriver {
    return new BoundedDriver(this.#config, this.#begin)
  }
}

/** What a transaction has asked for and not waited for. */
interface Asked {
  begun: Promise<unknown> | undefined
  unanswered: Promise<unknown>[]
}

class BoundedDriver extends PostgresDriver {
  readonly #begin: string
  readonly #open = new WeakMap<DatabaseConnection, Asked>()
  readonly #executes = new WeakMap<DatabaseConnection, DatabaseConnection['executeQuery']>()

  constructor(config: PostgresDialectConfig, begin: string) {
    super(config)
    this.#begin = begin
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection()
    // Kysely keeps one object for each connection of the pool.
    if (!this.#executes.has(connection)) {
      this.#executes.set(connection, connection.executeQuery.bind(connection))
      connection.executeQuery = (query) => this.#execute(connection, query)
    }
    return connection
  }

  override beginTransaction(connection: DatabaseConnection): Promise<void> {
    const begun = this.#send(connection, CompiledQuery.raw(this.#begin))
    begun.catch(() => undefined) // the first statement rejects with it
    this.#open.set(connection, { begun, unanswered: [] })
    return Promise.resolve()
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await super.commitTransaction(connection)
    } catch (error) {
      await this.#reason(connection)
      throw error
    }
  }

  override releaseConnection(connection: Parameters<PostgresDriver['releaseConnection']>[0]): Promise<void> {
    this.#open.delete(connection)
    return super.releaseConnection(connection)
  }

  async #execute<Row>(connection: DatabaseConnection, query: CompiledQuery): Promise<QueryResult<Row>> {
    const asked = this.#open.get(connection)
    if (asked === undefined) return this.#send(connection, query)
    const { begun } = asked
    asked.begun = undefined
    // Nothing is written before it is certain that the transaction has begun: where `begin` failed, each of the
    // statements would be a transaction of its own.
    if (begun !== undefined && !READS.test(query.sql)) await begun
    const sent = this.#send<Row>(connection, query)
    if (NOT_ANSWERED in query) {
      sent.catch(() => undefined)
      asked.unanswered.push(sent)
      return { rows: [] }
    }
    try {
      return (await Promise.all([sent, begun]))[0]
    } catch (error) {
      if (Reflect.get(error as object, 'code') === TRANSACTION_FAILED) await this.#reason(connection)
      throw error
    }
  }

  /** Throws the error of the first statement that nobody has waited for. */
  async #reason(connection: DatabaseConnection): Promise<void> {
    for (const sent of this.#open.get(connection)?.unanswered ?? []) await sent
  }

  #send<Row>(connection: DatabaseConnection, query: CompiledQuery): Promise<QueryResult<Row>> {
    const execute = this.#executes.get(connection) as DatabaseConnection['executeQuery']
    return execute<Row>(query)
  }
}
