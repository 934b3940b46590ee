import pg from 'pg'
import { setTimeout as delay } from 'node:timers/promises'
import { describeAddress } from '../database/address.ts'
import { checkServer } from '../database/check-server.ts'
import { hangUp } from '../database/hang-up.ts'
import { schemaVersions } from '../database/migrate-postgres.ts'
import { whyUnusable } from '../database/postgres-errors.ts'
import { QUEUE_SCHEMA } from '../queue/open-boss.ts'
import { ok, problem, warning, type Finding } from './finding.ts'

const PATIENCE_MS = 5000
const HEAR_WITHIN_MS = 1500
// Times of different processes are compared at most to the minute: quiet hours, expiry.
const SKEW_MAX_MS = 5000

/** Checks a PostgreSQL: reachable, suitable, its rights and schemas, its clock, its announcements. */
export async function examinePostgres(address: string): Promise<Finding[]> {
  const client = connectionTo(address)
  try {
    await client.connect()
    const version = await checkServer(client)
    return [
      ok(`${describeAddress(address)} answers: PostgreSQL ${version}, which takes writes`),
      ...(await examineSchema(client)),
      await examineQueue(client),
      await examineClock(client),
      await examineAnnouncements(client, address),
    ]
  } catch (error) {
    return [problem(whyUnusable(error, address).message)]
  } finally {
    await hangUp(client)
  }
}

function connectionTo(address: string): pg.Client {
  const client = new pg.Client({
    connectionString: address,
    application_name: 'belfry doctor',
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
  })
  client.on('error', () => undefined) // the query that is under way rejects with it
  return client
}

async function examineSchema(client: pg.Client): Promise<Finding[]> {
  const { applied, known } = await schemaVersions(client)
  if (applied === 0) return [await examineFreshDatabase(client)]
  const lacking = await lackingRights(client, 'belfry')
  return [
    ...(applied > known
      ? [
          problem(
            `the tables are at version ${applied}, this Belfry knows ${known}: start the newer Belfry that made them`,
          ),
        ]
      : []),
    ...(applied < known
      ? [warning(`the tables are at version ${applied} of ${known}: belfry serve brings them up to date`)]
      : []),
    ...(applied === known ? [ok(`the tables are at version ${applied}, the newest`)] : []),
    lacking.length === 0
      ? ok('this user may read and write all of them')
      : problem(`this user may not read and write ${lacking.join(', ')}: grant select, insert, update, delete`),
  ]
}

async function examineFreshDatabase(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ may: boolean; name: string }>(
    "select has_database_privilege(current_database(), 'create') as may, quote_ident(current_database()) as name",
  )
  return rows[0]?.may
    ? warning('there are no tables of Belfry yet: belfry serve makes them')
    : problem(
        `there are no tables of Belfry yet, and this user may not make them: grant create on database ${rows[0]?.name}`,
      )
}

async function examineQueue(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ found: boolean }>(
    "select exists (select from pg_tables where schemaname = $1 and tablename = 'version') as found",
    [QUEUE_SCHEMA],
  )
  if (!rows[0]?.found) return warning(`the queue (schema ${QUEUE_SCHEMA}) is not there yet: belfry serve makes it`)
  const lacking = await lackingRights(client, QUEUE_SCHEMA)
  if (lacking.length > 0)
    return problem(`this user may not read and write ${lacking.join(', ')}: grant select, insert, update, delete`)
  const version = await client.query<{ version: number }>(`select version from ${QUEUE_SCHEMA}.version`)
  return ok(`the queue is there: pg-boss, schema version ${version.rows[0]?.version}`)
}

/** The first few tables of a schema that the user may not read and write. */
async function lackingRights(client: pg.Client, schema: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname = $1 and not (
       has_schema_privilege(schemaname, 'usage')
       and has_table_privilege(format('%I.%I', schemaname, tablename), 'select')
       and has_table_privilege(format('%I.%I', schemaname, tablename), 'insert')
       and has_table_privilege(format('%I.%I', schemaname, tablename), 'update')
       and has_table_privilege(format('%I.%I', schemaname, tablename), 'delete'))
     order by 1 limit 3`,
    [schema],
  )
  return rows.map(({ name }) => name)
}

async function examineClock(client: pg.Client): Promise<Finding> {
  const before = Date.now()
  const { rows } = await client.query<{ now: Date }>('select clock_timestamp() as now')
  const skew = Math.round((rows[0]?.now.getTime() ?? 0) - (before + Date.now()) / 2)
  return Math.abs(skew) <= SKEW_MAX_MS
    ? ok(`its clock and this machine's agree to ${Math.abs(skew)} ms`)
    : warning(`its clock is ${Math.round(skew / 1000)} s off from this machine's: let both follow NTP`)
}

/** LISTEN has no effect behind a pooler in transaction mode: a listener gets another connection each time. */
async function examineAnnouncements(client: pg.Client, address: string): Promise<Finding> {
  const listener = connectionTo(address)
  const enough = new AbortController()
  const heard = new Promise<boolean>((resolve) => listener.once('notification', () => resolve(true)))
  try {
    await listener.connect()
    await listener.query('listen belfry_doctor')
    await client.query('notify belfry_doctor')
    const late = delay(HEAR_WITHIN_MS, false, { signal: enough.signal }).catch(() => false)
    return (await Promise.race([heard, late]))
      ? ok('LISTEN works: new work is picked up at once')
      : warning(
          'LISTEN hears nothing, as behind PgBouncer in transaction mode: new work is picked up within about a second',
        )
  } finally {
    enough.abort()
    await hangUp(listener)
  }
}
