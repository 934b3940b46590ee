import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { findPostgres, providePostgres } from '../../../setup/postgres.ts'
import { findExecutable } from '../../../setup/system-packages.ts'
import { finish, startCluster, type Cluster } from './postgres-cluster.ts'

/** A PostgreSQL server for tests: a private one that ends with the test, or the one the environment names. */
export interface Postgres extends AsyncDisposable {
  /** a superuser's URL of the maintenance database */
  url: string
  /**
   * a separate database for one test file, as the template was left, or as the one at this URL is, to which nobody is
   * connected; dropped when disposed of
   */
  createDatabase(copyOf?: string): Promise<TestDatabase>
  /** The server itself; undefined where the environment names one, which tests must not stop. */
  cluster: Cluster | undefined
}

export interface TestDatabase extends AsyncDisposable {
  url: string
}

export interface PostgresOptions {
  /** fills the template that every database is copied from: migrations */
  prepare?: (url: string) => Promise<void>
  /** names what `prepare` makes it from, so that it can be kept; default: nothing is kept but the empty server */
  madeFrom?: string
  /** server settings, over fast and non-durable ones */
  settings?: Readonly<Record<string, string>>
}

/**
 * Why there is no PostgreSQL for tests, or false: for `{ skip }` of node:test.
 *
 * @example
 * describe('the queue on PostgreSQL', { skip: await whyNoPostgres() }, () => { … })
 */
export async function whyNoPostgres(): Promise<string | false> {
  if (process.env['BELFRY_TEST_DATABASE_URL'] !== undefined && findPsql() !== undefined) return false
  const provided = await providePostgres()
  if (provided.ok) return false
  return `PostgreSQL is missing. Install it (${provided.install}) or set BELFRY_TEST_DATABASE_URL.`
}

/** Starts a server in a temporary folder on a free port, or takes BELFRY_TEST_DATABASE_URL. */
export async function startPostgres(options: PostgresOptions = {}): Promise<Postgres> {
  const psql = findPsql()
  if (psql === undefined) throw new Error('PostgreSQL is missing; ask whyNoPostgres() first.')
  const given = process.env['BELFRY_TEST_DATABASE_URL']
  const { prepare, madeFrom = '', settings = {} } = options
  const keepsTemplate = given === undefined && (prepare === undefined || madeFrom !== '')
  const template = keepsTemplate ? 'belfry_template' : `belfry_template_${randomBytes(6).toString('hex')}`
  const makeTemplate = async (server: string) => {
    await runSql(psql, server, `create database ${template}`)
    await prepare?.(withDatabase(server, template))
  }
  const makeWithoutOthers = async (server: string) => {
    await makeTemplate(server)
    for (const sql of WITHOUT_OTHERS) await runSql(psql, server, sql)
  }
  const kept = keepsTemplate
    ? { name: `${findPostgres()} with no template but ${madeFrom}`, fill: makeWithoutOthers }
    : { name: `${findPostgres()}`, fill: async () => undefined }
  const cluster = given === undefined ? await startCluster(settings, kept) : undefined
  const url = cluster?.url ?? given ?? ''
  const run = (sql: string) => runSql(psql, url, sql)
  try {
    if (!keepsTemplate) await makeTemplate(url)
  } catch (error) {
    await cluster?.stop()
    throw error
  }
  return {
    url,
    cluster,
    createDatabase: async (copyOf) => {
      const name = `belfry_test_${randomBytes(6).toString('hex')}`
      const from = copyOf === undefined ? template : new URL(copyOf).pathname.slice(1)
      await run(`create database ${name} template ${from}`)
      return {
        url: withDatabase(url, name),
        [Symbol.asyncDispose]: () => run(`drop database ${name} with (force)`),
      }
    },
    [Symbol.asyncDispose]: async () => {
      if (given !== undefined) await run(`drop database ${template} with (force)`)
      await cluster?.stop()
    },
  }
}

// A third of a server's files, which would be copied for each test file.
const WITHOUT_OTHERS = [
  "update pg_database set datistemplate = false where datname in ('template0', 'template1')",
  'drop database template0',
  'drop database template1',
]

function findPsql(): string | undefined {
  const bin = findPostgres()
  return bin === undefined ? findExecutable(['psql']) : join(bin, 'psql')
}

async function runSql(psql: string, url: string, sql: string): Promise<void> {
  const args = ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', url, '-c', sql]
  await finish(spawn(psql, args, { stdio: ['ignore', 'ignore', 'pipe'] }))
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}
