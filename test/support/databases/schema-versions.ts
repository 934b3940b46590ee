import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { migratePostgres } from '../../../packages/server/src/database/migrate-postgres.ts'
import { migrateSqlite } from '../../../packages/server/src/database/migrate-sqlite.ts'
import { postgresMigrations } from '../../../packages/server/src/database/migrations/postgres-migrations.ts'
import { sqliteMigrations } from '../../../packages/server/src/database/migrations/sqlite-migrations.ts'
import type { Postgres } from './postgres.ts'

export type Row = Record<string, unknown>

/** One kind of database, at each version of Belfry's schema. */
export interface SchemaVersions {
  dialect: 'sqlite' | 'postgres'
  newest: number
  /** Functions that a contract takes away: its first line says since when nobody calls them. */
  contracted: ReadonlySet<string>
  /** an empty place, or a copy of another one */
  create(copyOf?: SchemaPlace): Promise<SchemaPlace>
}

export interface SchemaPlace extends AsyncDisposable {
  address: string
  /** Migrates it to a version, as the program of that time did. */
  migrateTo(version: number): Promise<void>
  /** Writes rows as a program of that version, into every column that it knew. */
  write(version: number): Promise<void>
  /** All rows of all tables, with only the named `columns`. */
  read(columns?: Columns): Promise<Record<string, Row[]>>
  columns(): Promise<Columns>
  /** the numbers of the migrations that were applied */
  applied(): Promise<number[]>
  functions(): Promise<string[]>
}

/** The columns of each table. */
export type Columns = Record<string, string[]>

const HISTORY = new URL('./schema-history/', import.meta.url)

/** The embedded store's. */
export function sqliteVersions(): SchemaVersions {
  return {
    dialect: 'sqlite',
    newest: sqliteMigrations().length,
    contracted: new Set(),
    async create(copyOf) {
      const folder = mkdtempSync(join(tmpdir(), 'belfry-schema-'))
      const address = join(folder, 'belfry.db')
      if (copyOf !== undefined) copyFileSync(copyOf.address, address)
      const within = async <T>(work: (db: DatabaseSync) => T): Promise<Awaited<T>> => {
        const db = new DatabaseSync(address)
        try {
          return await work(db)
        } finally {
          db.close()
        }
      }
      const query = async (sql: string) => within((db) => db.prepare(sql).all() as Row[])
      return {
        address,
        migrateTo: (version) => within((db) => migrateSqlite(db, () => 0, sqliteMigrations().slice(0, version))),
        write: (version) => within((db) => db.exec(history('sqlite', version))),
        read: (columns) => readTables(query, columns, COLUMNS.sqlite),
        columns: async () => columnsOf(await query(COLUMNS.sqlite)),
        functions: async () => [],
        applied: async () => numbersOf(await query('select number from belfry_migrations')),
        [Symbol.asyncDispose]: async () => rmSync(folder, { recursive: true }),
      }
    },
  }
}

/** PostgreSQL's. pg-boss keeps its own schema, and its own versions of it. */
export function postgresVersions(postgres: Postgres): SchemaVersions {
  return {
    dialect: 'postgres',
    newest: postgresMigrations().length,
    contracted: contractedFunctions(postgresMigrations()),
    async create(copyOf) {
      const database = await postgres.createDatabase(copyOf?.address)
      // None stays connected: nobody may be, while a database is copied.
      const within = async <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => {
        const client = new pg.Client({ connectionString: database.url })
        await client.connect()
        try {
          return await work(client)
        } finally {
          await client.end()
        }
      }
      const query = async (sql: string) => within(async (client) => (await client.query<Row>(sql)).rows)
      return {
        address: database.url,
        migrateTo: (version) =>
          within((client) => migratePostgres(client, () => 0, postgresMigrations().slice(0, version))),
        write: async (version) => void (await query(history('postgres', version))),
        read: (columns) =>
          within((client) => readTables(async (sql) => (await client.query<Row>(sql)).rows, columns, COLUMNS.postgres)),
        columns: async () => columnsOf(await query(COLUMNS.postgres)),
        applied: async () => numbersOf(await query('select number from belfry.migrations')),
        functions: async () => (await query(FUNCTIONS)).map(({ name }) => String(name)),
        [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
      }
    },
  }
}

const COLUMNS = {
  sqlite: `select t.name as relation, c.name as name from sqlite_master t, pragma_table_info(t.name) c
    where t.type = 'table' and t.name glob 'belfry_*' and t.name <> 'belfry_migrations' order by 1, c.cid`,
  // Not the weeks' partitions: their rows are in belfry.deliveries.
  postgres: `select 'belfry.' || relname as relation, attname as name
    from pg_class join pg_attribute on attrelid = pg_class.oid
    where relnamespace = 'belfry'::regnamespace and relkind in ('r', 'p') and not relispartition
      and attnum > 0 and not attisdropped and relname <> 'migrations' order by 1, attnum`,
}
const FUNCTIONS = `
  select proname || '(' || oidvectortypes(proargtypes) || ')' as name
  from pg_proc where pronamespace = 'belfry'::regnamespace order by 1`

function contractedFunctions(files: readonly URL[]): ReadonlySet<string> {
  const contracts = files.map((file) => readFileSync(file, 'utf8')).filter((sql) => sql.startsWith('-- contract: '))
  return new Set(
    contracts.flatMap((sql) => [...sql.matchAll(/drop function belfry\.(.*);/g)].map(([, name = '']) => name)),
  )
}

// Each file has the rows that its version added to the earlier ones.
function history(dialect: string, version: number): string {
  const numbers = Array.from({ length: version }, (_, n) => String(n + 1).padStart(4, '0'))
  return numbers
    .map((number) => new URL(`${dialect}-${number}.sql`, HISTORY))
    .filter((file, index) => index === 0 || existsSync(file)) // without the first there would be nothing to lose
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')
}

function numbersOf(rows: readonly Row[]): number[] {
  return rows.map((row) => Number(row['number'])).toSorted((a, b) => a - b)
}

function columnsOf(rows: readonly Row[]): Columns {
  const columns: Columns = {}
  for (const { relation, name } of rows) (columns[String(relation)] ??= []).push(String(name))
  return columns
}

async function readTables(
  query: (sql: string) => Promise<Row[]>,
  given: Columns | undefined,
  columnsQuery: string,
): Promise<Record<string, Row[]>> {
  const tables: Record<string, Row[]> = {}
  for (const [relation, columns] of Object.entries(given ?? columnsOf(await query(columnsQuery)))) {
    const order = columns.map((_, n) => n + 1).join(', ')
    tables[relation] = await query(`select ${columns.join(', ')} from ${relation} order by ${order}`)
  }
  return tables
}
