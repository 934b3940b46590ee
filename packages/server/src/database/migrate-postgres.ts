import { setTimeout as delay } from 'node:timers/promises'
import type { ClientBase } from 'pg'
import { DatabaseError } from './database-error.ts'
import { postgresMigrations } from './migrations/postgres-migrations.ts'
import { storeNotificationRules } from './notification-rules.ts'
import { readMigrations, type Migration } from './read-migrations.ts'

export interface LockPatience {
  /** How long it waits for a table with readers: later statements on that table queue behind it. */
  waitMs: number
  pauseMs: number
  attempts: number
}

const PATIENCE: LockPatience = { waitMs: 2000, pauseMs: 1000, attempts: 40 }
const LOCK_NOT_AVAILABLE = '55P03'
const FORBIDDEN = '42501'

/**
 * Brings the schema to the newest version: forward only, all of it in one transaction, safe to call from many processes
 * at once. Migrations only add, so that processes of the previous version go on working (decision 0018). A role that
 * may not create anything can run where another has migrated. Throws DatabaseError `database-newer` or
 * `migration-failed`.
 */
export async function migratePostgres(
  client: ClientBase,
  now: () => number,
  files = postgresMigrations(),
  patience: LockPatience = PATIENCE,
): Promise<void> {
  const migrations = readMigrations(files)
  const known = migrations.at(-1)?.number ?? 0
  const before = await newestApplied(client)
  if (before > known) throw newer(before, known)
  if (before === known) return storeNotificationRules(client)
  for (let attempt = 1; ; attempt += 1) {
    try {
      await migrate(client, { migrations, known, now, waitMs: patience.waitMs })
      return
    } catch (error) {
      if (codeOf(error) !== LOCK_NOT_AVAILABLE) throw error
      if (attempt === patience.attempts) {
        const words =
          'a table of Belfry stays locked by a long transaction: end it (pg_stat_activity shows it) and start again'
        throw new DatabaseError('migration-failed', words, { cause: error })
      }
    }
    await delay(patience.pauseMs)
  }
}

async function migrate(
  client: ClientBase,
  {
    migrations,
    known,
    now,
    waitMs,
  }: { migrations: readonly Migration[]; known: number; now: () => number; waitMs: number },
): Promise<void> {
  // A process that hangs in the middle, or is cut off, must not keep all others from starting.
  await client.query("begin; set local idle_in_transaction_session_timeout = '60s'")
  try {
    // Held until the commit, so it works behind PgBouncer too. The second process waits, and then finds the work done.
    await client.query("select pg_advisory_xact_lock(hashtextextended('belfry.migrations', 0))")
    const applied = await newestApplied(client)
    if (applied > known) throw newer(applied, known)
    if (applied === 0) await makeSchema(client)
    await client.query("select set_config('lock_timeout', $1, true)", [`${waitMs}ms`])
    for (const migration of migrations) {
      if (migration.number > applied) await apply(client, migration, now())
    }
    await storeNotificationRules(client)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined) // the error that led here says more
    throw error
  }
}

/** The newest migration of the database, 0 where there is none, and the newest of this Belfry. */
export async function schemaVersions(client: ClientBase): Promise<{ applied: number; known: number }> {
  const known = readMigrations(postgresMigrations()).at(-1)?.number ?? 0
  return { applied: await newestApplied(client), known }
}

async function makeSchema(client: ClientBase): Promise<void> {
  // "if not exists" needs the right to create even when it exists.
  const { rows } = await client.query("select 1 from pg_namespace where nspname = 'belfry'")
  if (rows.length === 0) await client.query('create schema belfry')
  await client.query(`create table belfry.migrations (
    number integer primary key, name text not null, applied_at bigint not null)`)
}

async function apply(client: ClientBase, { number, name, sql }: Migration, at: number) {
  try {
    await client.query(sql)
    await client.query('insert into belfry.migrations (number, name, applied_at) values ($1, $2, $3)', [
      number,
      name,
      at,
    ])
  } catch (cause) {
    // A missing privilege has a better explanation, and a lock timeout is retried.
    if ([FORBIDDEN, LOCK_NOT_AVAILABLE].includes(codeOf(cause))) throw cause
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new DatabaseError('migration-failed', `${name} failed: ${why}`, { cause })
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

async function newestApplied(client: ClientBase): Promise<number> {
  // Not to_regclass(): it may answer from a cache that is older than the wait for the lock.
  const exists = await client.query("select 1 from pg_tables where schemaname = 'belfry' and tablename = 'migrations'")
  if (exists.rows.length === 0) return 0
  const { rows } = await client.query<{ number: number | null }>('select max(number) as number from belfry.migrations')
  return rows[0]?.number ?? 0
}

function newer(applied: number, known: number): DatabaseError {
  return new DatabaseError(
    'database-newer',
    `the database is at schema ${applied}, this Belfry knows ${known}: start the newer ` +
      'Belfry that wrote it, or use another database',
  )
}
