import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, rmSync } from 'node:fs'
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { findPostgres } from '../../../setup/postgres.ts'
import { outputOf } from '../../../setup/system-packages.ts'
import { freePort } from '../network/free-port.ts'
import { type Account, copyKept, keep, type KeptData } from './kept-data.ts'

/** The modes of pg_ctl: `fast` disconnects everybody and shuts down orderly, `immediate` is a crash. */
export type Shutdown = 'fast' | 'immediate'

/** A server of PostgreSQL in a temporary folder, which ends with the process at the latest. */
export interface Cluster {
  /** a superuser's URL of the maintenance database */
  url: string
  /** Stops it, for so many milliseconds or while something is done, and starts it on the same port with the same data. */
  restart(mode: Shutdown, meanwhile?: number | (() => Promise<void>)): Promise<void>
  /** A standby that follows this server, and takes over when promoted. */
  startStandby(): Promise<Standby>
  stop(mode?: Shutdown): Promise<void>
}

export interface Standby extends Cluster {
  promote(): Promise<void>
}

/** Starts a server whose data are a copy of those kept under this name, which are made where there are none. */
export async function startCluster(settings: Readonly<Record<string, string>>, kept: KeptData): Promise<Cluster> {
  const folder = await newFolder()
  const found = await copyKept(kept.name, folder.data, folder.account)
  if (found !== undefined) return serve(folder, found, settings)
  const password = randomBytes(16).toString('hex')
  const passwordFile = join(folder.path, 'password')
  await writeFile(passwordFile, password, { mode: 0o644 })
  const initdb = ['-D', folder.data, '-U', 'belfry', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`]
  await folder.run('initdb', [...initdb, '-E', 'UTF8', '--locale=C', '--no-sync'])
  const cluster = await serve(folder, password, settings)
  try {
    await kept.fill(cluster.url)
    await cluster.restart('fast', () => keep(kept.name, folder.data, password))
  } catch (error) {
    await cluster.stop()
    throw error
  }
  return cluster
}

async function serve(folder: Folder, password: string, settings: Readonly<Record<string, string>>): Promise<Cluster> {
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
  const url = `postgres://belfry:${password}@127.0.0.1:${port}/postgres`
  const start = async () => {
    const started = folder.spawn('postgres', ['-D', folder.data, ...flags])
    await ready(started)
    return started
  }
  // SIGQUIT ends it at once, with its children. A test that throws must not leave a server behind.
  const abandon = () => {
    child.kill('SIGQUIT')
    // Nothing can be awaited while a process exits; the server removes this file as its last act.
    const pause = new Int32Array(new SharedArrayBuffer(4))
    const file = join(folder.data, 'postmaster.pid')
    for (let turn = 0; turn < 100 && existsSync(file); turn += 1) Atomics.wait(pause, 0, 0, 20)
    rmSync(folder.path, { recursive: true, force: true })
  }
  process.once('exit', abandon)
  const end = async (mode: Shutdown) => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(mode === 'fast' ? 'SIGINT' : 'SIGQUIT')
    await gone
  }
  let child = await start()
  return {
    url,
    async restart(mode, meanwhile = 0) {
      await end(mode)
      await (typeof meanwhile === 'number' ? delay(meanwhile) : meanwhile())
      child = await start()
    },
    startStandby: () => startStandby(url, password),
    async stop(mode = 'fast') {
      await end(mode)
      process.off('exit', abandon)
      await rm(folder.path, { recursive: true, force: true })
    },
  }
}

async function startStandby(primary: string, password: string): Promise<Standby> {
  const folder = await newFolder()
  await folder.run('pg_basebackup', ['-D', folder.data, '-d', primary, '-X', 'stream', '-R', '-c', 'fast', '--no-sync'])
  const cluster = await serve(folder, password, {})
  return { ...cluster, promote: () => folder.run('pg_ctl', ['promote', '-w', '-D', folder.data]) }
}

interface Folder {
  path: string
  data: string
  account: Account
  spawn(program: string, args: readonly string[]): ChildProcess
  run(program: string, args: readonly string[]): Promise<void>
}

async function newFolder(): Promise<Folder> {
  const bin = findPostgres()
  if (bin === undefined) throw new Error('PostgreSQL is missing; ask whyNoPostgres() first.')
  const path = await mkdtemp(join(tmpdir(), 'belfry-postgres-'))
  const account = await accountFor(path)
  const start = (program: string, args: readonly string[]) =>
    spawn(join(bin, program), args, { ...account, cwd: path, stdio: ['ignore', 'ignore', 'pipe'] })
  return {
    path,
    data: join(path, 'data'),
    account,
    spawn: start,
    run: (program, args) => finish(start(program, args)),
  }
}

// PostgreSQL refuses to run as root; its Debian package brings an account for it.
async function accountFor(folder: string): Promise<Account> {
  if (process.getuid?.() !== 0) return {}
  const uid = Number(outputOf('id', ['-u', 'postgres']))
  const gid = Number(outputOf('id', ['-g', 'postgres']))
  if (!uid || !gid) throw new Error('PostgreSQL does not run as root, and there is no account "postgres".')
  await chown(folder, uid, gid)
  return { uid, gid }
}

async function ready(child: ChildProcess): Promise<void> {
  let log = ''
  await new Promise<void>((resolve, reject) => {
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      log = (log + text).slice(-4000)
      if (/ready to accept (read-only )?connections/.test(log)) resolve()
    })
    child.on('error', reject)
    child.on('exit', () => reject(new Error(`PostgreSQL did not start:\n${log}`)))
  })
}

/** Resolves when a program has succeeded; rejects with its output. */
export async function finish(child: ChildProcess): Promise<void> {
  let log = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (log += text))
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`${child.spawnfile} ended with code ${code}:\n${log}`)
}
