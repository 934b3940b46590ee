import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findExecutable, installSystemPackages } from '../../../setup/system-packages.ts'

const packages = { apt: 'nginx-light', dnf: 'nginx', brew: 'nginx' }
const find = () => findExecutable(['nginx', '/usr/sbin/nginx'])

/** Why there is no nginx for tests, or false: for `{ skip }` of node:test. */
export async function whyNoNginx(): Promise<string | false> {
  if (find() !== undefined) return false
  const provided = await installSystemPackages([packages])
  return provided.ok ? false : `nginx is missing. Install it: ${provided.install}`
}

/** An nginx with `http` as the inside of its block of that name. */
export async function startNginx(http: string): Promise<AsyncDisposable> {
  const program = find()
  if (program === undefined) throw new Error('nginx is missing; ask whyNoNginx() first.')
  const folder = mkdtempSync(join(tmpdir(), 'belfry-nginx-'))
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  for (const name of temporary) mkdirSync(join(folder, name))
  const file = join(folder, 'nginx.conf')
  writeFileSync(
    file,
    `daemon off; master_process off; pid ${join(folder, 'pid')}; error_log stderr notice;
events {}
http {
  access_log off;
  ${temporary.map((name) => `${name}_temp_path ${join(folder, name)};`).join('\n  ')}
${http}
}
`,
  )
  const child = spawn(program, ['-p', folder, '-c', file, '-e', 'stderr'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const gone = once(child, 'exit')
  let log = ''
  await new Promise<void>((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      log = (log + text).slice(-4000)
      if (log.includes('start worker process') || log.includes('using the "epoll"')) resolve()
    })
    child.on('error', reject)
    child.on('exit', () => reject(new Error(`nginx did not start:\n${log}`)))
  })
  return {
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      await gone
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
