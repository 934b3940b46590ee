import { sql } from 'kysely'
import type { Database } from '../../../packages/server/src/database/database.ts'

export interface TableShape {
  /** Without the prefix or the schema. */
  name: string
  columns: readonly string[]
  /** Columns that refer to a person or to one of their browsers by a foreign key. */
  toPerson: readonly string[]
}

const PEOPLE = /^(belfry_)?(subscribers|subscriptions)$/

/** Belfry's own tables, read from the database itself. */
export async function tablesOf(database: Database): Promise<TableShape[]> {
  const { kysely } = database
  const pairs =
    database.dialect === 'sqlite'
      ? sql<Pair>`
          select substr(s.name, 8) as name, c.name as "column", f."table" as target
          from sqlite_schema s join pragma_table_info(s.name) c
            left join pragma_foreign_key_list(s.name) f on f."from" = c.name
          where s.type = 'table' and s.name glob 'belfry_*'`
      : sql<Pair>`
          select t.relname as name, a.attname as "column", r.relname as target
          from pg_class t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
            left join pg_constraint k on k.conrelid = t.oid and k.contype = 'f' and a.attnum = any(k.conkey)
            left join pg_class r on r.oid = k.confrelid
          where t.relnamespace = 'belfry'::regnamespace and t.relkind in ('r', 'p') and not t.relispartition`
  const { rows } = await pairs.execute(kysely)
  return Array.from(
    Map.groupBy(rows, ({ name }) => name),
    ([name, own]) => ({
      name,
      columns: [...new Set(own.map(({ column }) => column))],
      toPerson: own.filter(({ target }) => target !== null && PEOPLE.test(target)).map(({ column }) => column),
    }),
  )
}

interface Pair {
  name: string
  column: string
  target: string | null
}

/** All rows of a table as text, bytes in hexadecimal. */
export async function textOf({ kysely, dialect }: Database, name: string): Promise<string> {
  const table = dialect === 'sqlite' ? `belfry_${name}` : `belfry.${name}`
  const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(kysely)
  return JSON.stringify(rows, (_, value: unknown) => {
    const bytes = value as { type?: string; data?: number[] }
    if (value instanceof Uint8Array) return Buffer.from(value).toString('hex')
    return bytes?.type === 'Buffer' && Array.isArray(bytes.data) ? Buffer.from(bytes.data).toString('hex') : value
  })
}
