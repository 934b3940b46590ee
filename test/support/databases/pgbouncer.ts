import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findExecutable, installSystemPackages, outputOf } from '../../../setup/system-packages.ts'
import { freePort } from '../network/free-port.ts'

const packages = { apt: 'pgbouncer', dnf: 'pgbouncer', brew: 'pgbouncer' }
const find = () => findExecutable(['pgbouncer', '/usr/sbin/pgbouncer'])

/** Why there is no PgBouncer for tests, or false: for `{ skip }` of node:test. */
export async function whyNoPgbouncer(): Promise<string | false> {
  if (find() !== undefined) return false
  const provided = await installSystemPackages([packages])
  return provided.ok ? false : `PgBouncer is missing. Install it: ${provided.install}`
}

/** A PgBouncer in transaction mode before a database; `url` is its address. */
export async function startPgbouncer(url: string): Promise<AsyncDisposable & { url: string }> {
  const program = find()
  if (program === undefined) throw new Error('PgBouncer is missing; ask whyNoPgbouncer() first.')
  const behind = new URL(url)
  const folder = await mkdtemp(join(tmpdir(), 'belfry-pgbouncer-'))
  const port = await freePort()
  await writeFile(join(folder, 'users'), `"${behind.username}" "${behind.password}"\n`)
  await writeFile(
    join(folder, 'pgbouncer.ini'),
    `[databases]
* = host=${behind.hostname} port=${behind.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = plain
auth_file = ${join(folder, 'users')}
pool_mode = transaction
default_pool_size = 10
max_client_conn = 200
`,
  )
  // Like PostgreSQL, it does not run as root.
  const isRoot = process.getuid?.() === 0
  const uid = Number(outputOf('id', ['-u', 'postgres']))
  if (isRoot) await chown(folder, uid, -1)
  const child = spawn(program, [join(folder, 'pgbouncer.ini')], {
    ...(isRoot ? { uid, gid: Number(outputOf('id', ['-g', 'postgres'])) } : {}),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let log = ''
  await new Promise<void>((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      log = (log + text).slice(-4000)
      if (log.includes('process up')) resolve()
    })
    child.on('error', reject)
    child.on('exit', () => reject(new Error(`PgBouncer did not start:\n${log}`)))
  })
  const through = new URL(url)
  through.hostname = '127.0.0.1'
  through.port = String(port)
  return {
    url: through.href,
    async [Symbol.asyncDispose]() {
      const gone = once(child, 'exit')
      child.kill('SIGINT')
      const force = setTimeout(() => child.kill('SIGKILL'), 2000)
      await gone
      clearTimeout(force)
      await rm(folder, { recursive: true, force: true })
    },
  }
}
