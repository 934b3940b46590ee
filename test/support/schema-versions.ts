import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath, pathToFileURL } from 'node:url'
import pg from 'pg'
import { migratePostgres } from '../../packages/server/src/database/migrate-postgres.ts'
import { migrateSqlite } from '../../packages/server/src/database/migrate-sqlite.ts'
import { readMigrations } from '../../packages/server/src/database/read-migrations.ts'
import type { Postgres } from './postgres.ts'

export type Row = Record<string, unknown>

/** One kind of database as it was at each version of Belfry's schema. */
export interface SchemaVersions {
  dialect: 'sqlite' | 'postgres'
  newest: number
  /** an empty place */
  create(): Promise<SchemaPlace>
}

export interface SchemaPlace extends AsyncDisposable {
  address: string
  /** Brings it to a version, as the program of that time did. */
  migrateTo(version: number): Promise<void>
  /** Writes what a program of that version writes, into every column that it knew. */
  write(version: number): Promise<void>
  /** All rows of all tables; of `columns` only those that are named there. */
  read(columns?: Columns): Promise<Record<string, Row[]>>
  columns(): Promise<Columns>
  /** the numbers of the migrations that were applied */
  applied(): Promise<number[]>
  functions(): Promise<string[]>
}

/** The columns of each table. */
export type Columns = Record<string, string[]>

const HISTORY = new URL('./schema-history/', import.meta.url)
const migrationsOf = (dialect: string) =>
  new URL(`../../packages/server/src/database/migrations/${dialect}/`, import.meta.url)

/** The embedded store's. */
export function sqliteVersions(): SchemaVersions {
  return {
    dialect: 'sqlite',
    newest: newest('sqlite'),
    async create() {
      const folder = mkdtempSync(join(tmpdir(), 'belfry-schema-'))
      const address = join(folder, 'belfry.db')
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
        migrateTo: (version) =>
          within((db) =>
            withMigrations('sqlite', version, (files) => migrateSqlite(db, () => 0, files)),
          ),
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
    newest: newest('postgres'),
    async create() {
      const database = await postgres.createDatabase()
      const client = new pg.Client({ connectionString: database.url })
      await client.connect()
      const query = async (sql: string) => (await client.query<Row>(sql)).rows
      return {
        address: database.url,
        migrateTo: (version) =>
          withMigrations('postgres', version, (files) => migratePostgres(client, () => 0, files)),
        write: async (version) => void (await client.query(history('postgres', version))),
        read: (columns) => readTables(query, columns, COLUMNS.postgres),
        columns: async () => columnsOf(await query(COLUMNS.postgres)),
        applied: async () => numbersOf(await query('select number from belfry.migrations')),
        functions: async () => (await query(FUNCTIONS)).map(({ name }) => String(name)),
        async [Symbol.asyncDispose]() {
          await client.end()
          await database[Symbol.asyncDispose]()
        },
      }
    },
  }
}

const COLUMNS = {
  sqlite: `select t.name as relation, c.name as name from sqlite_master t, pragma_table_info(t.name) c
    where t.type = 'table' and t.name glob 'belfry_*' and t.name <> 'belfry_migrations' order by 1, c.cid`,
  // Not the weeks' partitions: what is in them is in belfry.deliveries.
  postgres: `select 'belfry.' || relname as relation, attname as name
    from pg_class join pg_attribute on attrelid = pg_class.oid
    where relnamespace = 'belfry'::regnamespace and relkind in ('r', 'p') and not relispartition
      and attnum > 0 and not attisdropped and relname <> 'migrations' order by 1, attnum`,
}
const FUNCTIONS = `
  select proname || '(' || pg_get_function_identity_arguments(oid) || ')' as name
  from pg_proc where pronamespace = 'belfry'::regnamespace order by 1`

function newest(dialect: string): number {
  return readMigrations(migrationsOf(dialect)).at(-1)?.number ?? 0
}

async function withMigrations<T>(
  dialect: string,
  version: number,
  work: (folder: URL) => T,
): Promise<Awaited<T>> {
  const folder = mkdtempSync(join(tmpdir(), 'belfry-migrations-'))
  try {
    const from = migrationsOf(dialect)
    for (const { name } of readMigrations(from).filter(({ number }) => number <= version)) {
      copyFileSync(fileURLToPath(new URL(name, from)), join(folder, name))
    }
    return await work(pathToFileURL(`${folder}/`))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

// Each file has what its version added to what was written before.
function history(dialect: string, version: number): string {
  const numbers = Array.from({ length: version }, (_, n) => String(n + 1).padStart(4, '0'))
  return numbers
    .map((number) => new URL(`${dialect}-${number}.sql`, HISTORY))
    .filter((file) => existsSync(file))
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
    tables[relation] = await query(
      `select ${columns.join(', ')} from ${relation} order by ${order}`,
    )
  }
  return tables
}
