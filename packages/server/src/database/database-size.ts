import { stat } from 'node:fs/promises'
import { sql } from 'kysely'
import type { Database } from './database.ts'

/** The bytes of the embedded store with its log, or of Belfry's schemas. */
export async function databaseSize({
  dialect,
  address,
  kysely,
}: Pick<Database, 'dialect' | 'address' | 'kysely'>): Promise<number> {
  if (dialect === 'sqlite') {
    const sizes = await Promise.all([address, `${address}-wal`].map(sizeOf))
    return sizes.reduce((sum, size) => sum + size, 0)
  }
  const { rows } = await sql<{ bytes: number | null }>`
    select sum(pg_total_relation_size(c.oid))::bigint as bytes
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('belfry', 'belfry_queue') and c.relkind in ('r', 'm')`.execute(kysely)
  return rows[0]?.bytes ?? 0
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file).catch(() => undefined))?.size ?? 0
}
