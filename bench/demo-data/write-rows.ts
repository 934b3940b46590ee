import type { OpenedDatabase } from '../../packages/server/src/database/open-database.ts'

/** Columns with their types on PostgreSQL. */
export type Columns = Readonly<Record<string, string>>

// PostgreSQL takes a parameter of 1 GB, and Node a string of 512 MB; more than this is no faster.
const AT_ONCE = 10_000

/**
 * Adds rows to a table (`belfry.subscribers`), thousands at a time, each part in a transaction of its own: others write
 * in between. Past rules of conflict and checks of rooms: for rows that are known to be new and right.
 */
export async function writeRows(
  database: OpenedDatabase,
  table: string,
  columns: Columns,
  rows: readonly (readonly unknown[])[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    await writePart(database, table, columns, rows.slice(from, from + AT_ONCE))
  }
}

async function writePart(
  database: OpenedDatabase,
  table: string,
  columns: Columns,
  rows: readonly (readonly unknown[])[],
): Promise<void> {
  const names = Object.keys(columns)
  if (database.dialect === 'sqlite') {
    const places = names.map(() => '?').join(', ')
    const text = `insert into ${table.replace('.', '_')} (${names.join(', ')}) values (${places})`
    await database.atomically((raw) => {
      const insert = raw.prepare(text)
      for (const row of rows) insert.run(...(row as (string | number | null)[]))
    })
    return
  }
  const arrays = Object.values(columns).map((type, place) => `$${place + 1}::${type}[]`)
  const text = `insert into ${table} (${names.join(', ')}) select * from unnest(${arrays.join(', ')})`
  const values = names.map((_, place) => rows.map((row) => row[place]))
  await database.atomically((client) => client.query(text, values))
}
