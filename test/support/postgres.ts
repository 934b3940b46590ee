import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, rmSync } from 'node:fs'
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findPostgres, providePostgres } from '../../setup/postgres.ts'
import { findExecutable, outputOf } from '../../setup/system-packages.ts'

/** A PostgreSQL server for tests: a private one that ends with the test, or the one the environment names. */
export interface Postgres extends AsyncDisposable {
  /** a superuser's URL of the maintenance database */
  url: string
  /** a database of its own for one test file, as the template was left; dropped when disposed of */
  createDatabase(): Promise<TestDatabase>
}

export interface TestDatabase extends AsyncDisposable {
  url: string
}

export interface PostgresOptions {
  /** fills the template that every database is copied from, once: migrations */
  prepare?: (url: string) => Promise<void>
  /** server settings, over fast and forgetful ones */
  settings?: Readonly<Record<string, string>>
}

/**
 * Why no test can have a PostgreSQL here, or false: for `{ skip }` of node:test.
 *
 * @example
 * describe('the queue on PostgreSQL', { skip: await whyNoPostgres() }, () => { … })
 */
export async function whyNoPostgres(): Promise<string | false> {
  if (process.env['BELFRY_TEST_DATABASE_URL'] !== undefined && findPsql() !== undefined)
    return false
  const provided = await providePostgres()
  if (provided.ok) return false
  return `PostgreSQL is missing. Install it (${provided.install}) or set BELFRY_TEST_DATABASE_URL.`
}

/** Starts a server in a temporary folder on a free port, or takes BELFRY_TEST_DATABASE_URL. */
export async function startPostgres(options: PostgresOptions = {}): Promise<Postgres> {
  const psql = findPsql()
  if (psql === undefined) throw new Error('PostgreSQL is missing; ask whyNoPostgres() first.')
  const given = process.env['BELFRY_TEST_DATABASE_URL']
  const server =
    given === undefined
      ? await startServer(options.settings ?? {})
      : { url: given, stop: async () => undefined }
  const template = `belfry_template_${randomBytes(6).toString('hex')}`
  const run = (sql: string) => runSql(psql, server.url, sql)
  try {
    await run(`create database ${template}`)
    await options.prepare?.(withDatabase(server.url, template))
  } catch (error) {
    await server.stop()
    throw error
  }
  return {
    url: server.url,
    createDatabase: async () => {
      const name = `belfry_test_${randomBytes(6).toString('hex')}`
      await run(`create database ${name} template ${template}`)
      return {
        url: withDatabase(server.url, name),
        [Symbol.asyncDispose]: () => run(`drop database ${name} with (force)`),
      }
    },
    [Symbol.asyncDispose]: async () => {
      if (given !== undefined) await run(`drop database ${template} with (force)`)
      await server.stop()
    },
  }
}

interface Server {
  url: string
  stop: () => Promise<void>
}

function findPsql(): string | undefined {
  const bin = findPostgres()
  return bin === undefined ? findExecutable(['psql']) : join(bin, 'psql')
}

async function startServer(settings: Readonly<Record<string, string>>): Promise<Server> {
  const bin = findPostgres()
  if (bin === undefined) throw new Error('PostgreSQL is missing; ask whyNoPostgres() first.')
  const folder = await mkdtemp(join(tmpdir(), 'belfry-postgres-'))
  const account = await accountFor(folder)
  const password = randomBytes(16).toString('hex')
  const passwordFile = join(folder, 'password')
  await writeFile(passwordFile, password, { mode: 0o644 })
  const data = join(folder, 'data')
  const initdb = ['-D', data, '-U', 'belfry', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`]
  await finish(
    spawn(join(bin, 'initdb'), [...initdb, '-E', 'UTF8', '--locale=C', '--no-sync'], {
      ...account,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    }),
  )
  const port = await freePort()
  const all = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    // The data ends with the test: nothing has to survive a power cut.
    fsync: 'off',
    full_page_writes: 'off',
    max_connections: '200',
    ...settings,
  }
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(join(bin, 'postgres'), ['-D', data, ...flags], {
    ...account,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  // SIGQUIT: at once, and its own children with it. A test that throws must not leave a server behind.
  const abandon = () => {
    child.kill('SIGQUIT')
    // Nothing can be awaited while a process exits; it takes this file away as its last act.
    const pause = new Int32Array(new SharedArrayBuffer(4))
    for (let turn = 0; turn < 100 && existsSync(join(data, 'postmaster.pid')); turn += 1) {
      Atomics.wait(pause, 0, 0, 20)
    }
    rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', abandon)
  await ready(child)
  return {
    url: `postgres://belfry:${password}@127.0.0.1:${port}/postgres`,
    stop: async () => {
      process.off('exit', abandon)
      const gone = once(child, 'exit')
      child.kill('SIGINT') // "Fast shutdown": does not wait for clients to leave.
      await gone
      await rm(folder, { recursive: true, force: true })
    },
  }
}

// PostgreSQL refuses to run as root; its Debian package brings an account for it.
async function accountFor(folder: string): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {}
  const uid = Number(outputOf('id', ['-u', 'postgres']))
  const gid = Number(outputOf('id', ['-g', 'postgres']))
  if (!uid || !gid)
    throw new Error('PostgreSQL does not run as root, and there is no account "postgres".')
  await chown(folder, uid, gid)
  return { uid, gid }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('No TCP port was given.')
  return address.port
}

async function ready(child: ChildProcess): Promise<void> {
  let log = ''
  await new Promise<void>((resolve, reject) => {
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      log = (log + text).slice(-4000)
      if (log.includes('ready to accept connections')) resolve()
    })
    child.on('error', reject)
    child.on('exit', () => reject(new Error(`PostgreSQL did not start:\n${log}`)))
  })
}

async function runSql(psql: string, url: string, sql: string): Promise<void> {
  const args = ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', url, '-c', sql]
  await finish(spawn(psql, args, { stdio: ['ignore', 'ignore', 'pipe'] }))
}

async function finish(child: ChildProcess): Promise<void> {
  let log = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (log += text))
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`${child.spawnfile} ended with code ${code}:\n${log}`)
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}
