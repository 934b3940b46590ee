import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { z } from 'zod'
import { openPostgres, type PostgresDatabase } from '../database/open-postgres.ts'
import type { PostgresConnection } from '../database/postgres-connection.ts'
import { whyUnusable } from '../database/postgres-errors.ts'
import { parseStored } from '../database/stored-json.ts'
import { QUEUE_SCHEMA } from '../queue/open-boss.ts'
import { checksum, type Checksum } from './checksum.ts'
import { MoveError } from './move-error.ts'
import type { MovedTable } from './moved-table.ts'

/** The progress of a move: everything before it is committed and not repeated. */
export interface MoveMark {
  /** A table, or `jobs`. */
  step: string
  /** The last finished key; undefined at the beginning of the step. */
  after: unknown[] | undefined
}

/** The PostgreSQL that a store is moved into, locked against other moves. */
export interface TargetStore extends AsyncDisposable {
  readonly database: PostgresDatabase
  /** The progress of this source's move; undefined when there is none yet. */
  readMark(): Promise<MoveMark | undefined>
  begin(mark: MoveMark): Promise<void>
  saveMark(tx: PostgresConnection, mark: MoveMark): Promise<void>
  insert(tx: PostgresConnection, table: MovedTable, rows: readonly unknown[][]): Promise<void>
  /** The checksum of all rows; `read` is called for each portion, and ends it with false. */
  checksum(table: MovedTable, read: (rows: number) => boolean): Promise<Checksum | undefined>
  jobsChecksum(read: (rows: number) => boolean): Promise<Checksum | undefined>
  /** The final steps after the rows: statistics, and the next ids. */
  settle(tables: readonly MovedTable[], lastNotification: number): Promise<void>
  makeWeeks(days: readonly number[]): Promise<void>
  finish(): Promise<void>
}

const ROWS_AT_ONCE = 5000
const AFTERMATH_MS = 3000

/**
 * Opens it; undefined when the source was moved to its end before. Throws a DatabaseError, or a
 * MoveError `target-in-use` or `target-not-empty`.
 */
export async function openTarget(
  address: string,
  { identity, tables, isMoved }: { identity: string; tables: readonly MovedTable[]; isMoved: boolean },
): Promise<TargetStore | undefined> {
  const lock = new pg.Client({
    connectionString: address,
    application_name: 'belfry move',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  })
  lock.on('error', () => undefined) // the next statement rejects with it
  // One that never connected is not ended either: pg would wait for its end for ever.
  await lock.connect().catch((error: unknown) => {
    throw whyUnusable(error, address)
  })
  let database: PostgresDatabase | undefined
  try {
    await refuseUsed(lock, address)
    const isBegun = await hasMoves(lock)
    if (isMoved && !isBegun) {
      await lock.end()
      return undefined
    }
    database = await openPostgres(address, { migrate: !isBegun, connections: 3 })
    if (isBegun) await refuseOtherSource(lock, identity)
    else await refuseFull(lock, tables)
    return handle(database, lock, identity)
  } catch (error) {
    await database?.close()
    await lock.end().catch(() => undefined)
    throw error instanceof MoveError ? error : whyUnusable(error, address)
  }
}

// A server takes a moment to notice that a killed process is gone.
async function refuseUsed(lock: pg.Client, address: string): Promise<void> {
  const deadline = performance.now() + AFTERMATH_MS
  while (await isUsed(lock)) {
    if (performance.now() > deadline) {
      throw new MoveError(
        'target-in-use',
        `a Belfry, or another move, is using ${new URL(address).pathname.slice(1)}: stop it first`,
      )
    }
    await delay(100)
  }
}

async function isUsed(lock: pg.Client): Promise<boolean> {
  const { rows } = await lock.query<{ used: boolean }>(
    `select exists (select 1 from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and application_name like 'belfry%') as used`,
  )
  if (rows[0]?.used === true) return true
  const got = await lock.query<{ mine: boolean }>(
    "select pg_try_advisory_lock(hashtextextended('belfry.move', 0)) as mine",
  )
  return got.rows[0]?.mine !== true
}

async function hasMoves(lock: pg.Client): Promise<boolean> {
  const { rows } = await lock.query("select 1 from pg_tables where schemaname = 'belfry' and tablename = 'moves'")
  return rows.length > 0
}

async function refuseOtherSource(lock: pg.Client, identity: string): Promise<void> {
  const { rows } = await lock.query('select source from belfry.moves')
  if ((rows[0] as { source: string } | undefined)?.source === identity) return
  throw new MoveError('target-not-empty', 'another store is being moved into this database: give an empty one')
}

async function refuseFull(lock: pg.Client, tables: readonly MovedTable[]): Promise<void> {
  for (const { name } of tables) {
    const { rows } = await lock.query(`select count(*)::integer as n from (select 1 from belfry.${name} limit 1000) t`)
    const { n } = rows[0] as { n: number }
    if (n === 0) continue
    throw new MoveError(
      'target-not-empty',
      `the database holds other data already (${n === 1000 ? '1000 or more' : n} in belfry.${name}): give an empty one`,
    )
  }
}

function handle(database: PostgresDatabase, lock: pg.Client, identity: string): TargetStore {
  const { pool } = database
  const types = new Map<string, ReadonlyMap<string, string>>()

  async function typesOf({ name, columns }: MovedTable): Promise<ReadonlyMap<string, string>> {
    const known = types.get(name)
    if (known) return known
    const { rows } = await pool.query(
      'select column_name as column, udt_name as type from information_schema.columns where ' +
        "table_schema = 'belfry' and table_name = $1",
      [name],
    )
    const found = new Map((rows as { column: string; type: string }[]).map(({ column, type }) => [column, type]))
    const missing = columns.find((column) => !found.has(column))
    if (missing !== undefined) {
      throw new MoveError(
        'schemas-differ',
        `PostgreSQL has no place for belfry_${name}.${missing}: this is a defect of this version, report it`,
      )
    }
    types.set(name, found)
    return found
  }

  // A cursor, so that a million rows are read in pieces; the transaction may be run again, so the sum starts at zero.
  const sum = (query: string, read: (rows: number) => boolean) =>
    database.atomically(async (tx) => {
      const total = checksum()
      await tx.query(`declare moved no scroll cursor for ${query}`)
      for (;;) {
        const { rows } = await tx.query(`fetch ${ROWS_AT_ONCE} from moved`)
        for (const row of rows) total.add(Object.values(row as object))
        if (!read(rows.length)) return undefined
        if (rows.length < ROWS_AT_ONCE) return total.result()
      }
    })

  return {
    database,
    async readMark() {
      if (!(await hasMoves(lock))) return undefined
      const { rows } = await pool.query('select step, after from belfry.moves')
      const { step, after } = rows[0] as { step: string; after: string | null }
      return { step, after: after === null ? undefined : decodeKey(after) }
    },
    begin: (mark) =>
      database.atomically(async (tx) => {
        await tx.query('create table belfry.moves (source text primary key, step text not null, after text)')
        await tx.query('insert into belfry.moves (source, step) values ($1, $2)', [identity, mark.step])
      }),
    async saveMark(tx, { step, after }) {
      await tx.query('update belfry.moves set step = $1, after = $2', [
        step,
        after === undefined ? null : encodeKey(after),
      ])
    },
    async insert(tx, table, rows) {
      const typed = await typesOf(table)
      const arrays = table.columns.map((column, index) => `$${index + 1}::${typed.get(column)}[]`)
      await tx.query(
        `insert into belfry.${table.name} (${table.columns.join(', ')}) select * from unnest(${arrays.join(', ')})`,
        table.columns.map((_, index) => rows.map((row) => bytes(row[index]))),
      )
    },
    checksum: ({ name, columns }, read) => sum(`select ${columns.join(', ')} from belfry.${name}`, read),
    jobsChecksum: (read) =>
      sum(
        `select name, data, -priority as turn, group_id, state = 'failed' as dead from ${QUEUE_SCHEMA}.job ` +
          "where name in ('transactional', 'bulk')",
        read,
      ),
    async makeWeeks(days) {
      for (const day of days) {
        await pool.query(
          `create table if not exists belfry.deliveries_${day} partition of belfry.deliveries
           for values from (${day * 1e10}) to (${(day + 7) * 1e10})`,
        )
      }
    },
    async settle(tables, lastNotification) {
      const { rows } = await pool.query(
        'select table_name as table, column_name as column from information_schema.columns where table_schema = ' +
          "'belfry' and is_identity = 'YES'",
      )
      for (const { table, column } of rows as { table: string; column: string }[]) {
        await pool.query(
          `select setval(pg_get_serial_sequence('belfry.${table}', '${column}'), max(${column})) from ` +
            `belfry.${table} having max(${column}) is not null`,
        )
      }
      if (lastNotification > 0) await pool.query("select setval('belfry.notification_numbers', $1)", [lastNotification])
      for (const { name } of tables) await pool.query(`analyze belfry.${name}`)
    },
    async finish() {
      await pool.query('drop table belfry.moves')
    },
    async [Symbol.asyncDispose]() {
      await database.close()
      await lock.end().catch(() => undefined)
    },
  }
}

// pg takes a Uint8Array in an array for a list of numbers.
function bytes(value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value) : value
}

function encodeKey(key: readonly unknown[]): string {
  return JSON.stringify(
    key.map((part) => (part instanceof Uint8Array ? { hex: Buffer.from(part).toString('hex') } : part)),
  )
}

function decodeKey(text: string): unknown[] {
  const key = parseStored(z.array(z.unknown()), text, 'moves.after')
  return key.map((part) =>
    typeof part === 'object' && part !== null ? Buffer.from(String(Reflect.get(part, 'hex')), 'hex') : part,
  )
}
