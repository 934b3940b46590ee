import type { PoolQuery } from './postgres-pool.ts'

/** The target of a statement: a pool, or a client of pg that may be in a transaction. */
export interface PostgresConnection {
  query(query: string | PoolQuery, values?: unknown[]): Promise<{ rows: unknown[]; rowCount: number | null }>
}
