import { createHash } from 'node:crypto'
import pg from 'pg'
import type { PoolQuery } from './postgres-pool.ts'

// "cached plan must not change result type", and a prepared statement that the server does not know.
const UNKEEPABLE: ReadonlySet<string | undefined> = new Set(['0A000', '26000'])

/**
 * The connections that have a process of the server for themselves, which keeps the statements that they have prepared.
 * Behind PgBouncer another process answers than the one that has greeted, and each transaction may have another.
 */
export class DirectConnections {
  readonly #direct = new WeakSet<pg.PoolClient>()
  /** Names by text. As many as there are statements to keep. */
  readonly #names = new Map<string, string>()

  /** Asks a new connection, together with its first statement. */
  add(client: pg.PoolClient & { processID?: number | null }): void {
    const asked = client.query<{ pid: number }>('select pg_backend_pid() as pid')
    asked.then(
      ({ rows }) => {
        if (rows[0]?.pid === client.processID) this.#direct.add(client)
      },
      () => undefined, // it is lost
    )
  }

  /** After a migration that changed a table, a connection may no longer take what it has kept. */
  failed(client: pg.PoolClient, error: unknown): void {
    if (error instanceof pg.DatabaseError && UNKEEPABLE.has(error.code)) this.#direct.delete(client)
  }

  /** The arguments of `query` with a name for a statement that is to be kept: pg prepares it once under that. */
  prepared(client: pg.PoolClient, [query, ...others]: readonly unknown[]): unknown[] {
    if (!isKept(query) || !this.#direct.has(client)) return [query, ...others]
    return [{ ...query, name: this.#nameOf(query.text) }, ...others]
  }

  #nameOf(text: string): string {
    let name = this.#names.get(text)
    if (name === undefined) {
      name = `belfry-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`
      this.#names.set(text, name)
    }
    return name
  }
}

function isKept(query: unknown): query is PoolQuery {
  return typeof query === 'object' && query !== null && 'isKept' in query && query.isKept === true
}
