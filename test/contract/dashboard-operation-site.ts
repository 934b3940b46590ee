import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { browserSubscription, temporaryBelfry, type TemporaryBelfry } from '../support/belfry/temporary-belfry.ts'

/** The dashboard as built, below a path, with a real Belfry behind it and an owner signed in. */
export interface OperatorSite extends AsyncDisposable {
  site: TemporaryBelfry
  /** Where the dashboard is, with a slash at its end. */
  address: string
  /** Complaints of the browser about the content security policy. */
  violations: string[]
}

const root = join(import.meta.dirname, '..', '..')
const BASE = '/push'
const OPERATOR = { id: 'op-1', name: 'Ada Lovelace', email: 'ada@example.com', role: 'owner', sites: null }
const TYPES: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }

const policy = (nonce: string) =>
  `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data: https:; ` +
  "font-src 'self'; connect-src 'self'; base-uri 'self'; form-action 'self'; report-uri /violation"

export async function startOperatorSite(): Promise<OperatorSite> {
  const dist = await mkdtemp(join(tmpdir(), 'belfry-dashboard-'))
  const vite = [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--outDir', dist, '--logLevel', 'error']
  await promisify(execFile)(process.execPath, [...vite, '--emptyOutDir'], { cwd: join(root, 'packages/dashboard') })
  const topics = { blog: { name: 'New posts', default: true }, orders: { name: 'Your orders', transactional: true } }
  const site = await temporaryBelfry({ topics })
  const violations: string[] = []
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://site.test')
    const file = join(dist, pathname.slice(`${BASE}/dashboard/`.length))
    const json = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (pathname === '/violation') {
      violations.push(await text(request))
      response.writeHead(204).end()
    } else if (pathname.startsWith(`${BASE}/v1/`)) {
      const asked = await text(request)
      const headers = asked === '' ? {} : { 'content-type': 'application/json' }
      const path = pathname.slice(BASE.length) + search
      const { status, body } = await site.api(request.method ?? '', path, asked || undefined, headers)
      json(status, body)
    } else if (pathname === `${BASE}/dashboard/api/session`) {
      json(200, { operator: OPERATOR, by: 'accounts', session: null })
    } else if (extname(pathname) !== '' && existsSync(file)) {
      response.writeHead(200, { 'content-type': TYPES[extname(file)] }).end(await readFile(file))
    } else {
      const nonce = randomBytes(16).toString('base64')
      const page = await readFile(join(dist, 'index.html'), 'utf8')
      response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy(nonce) })
      response.end(
        page.replace('href="/dashboard/"', `href="${BASE}/dashboard/"`).replaceAll('__BELFRY_NONCE__', nonce),
      )
    }
  }
  const server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    site,
    address: `http://localhost:${(server.address() as AddressInfo).port}${BASE}/dashboard/`,
    violations,
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await site[Symbol.asyncDispose]()
      await rm(dist, { recursive: true, force: true })
    },
  }
}

/** So many browsers that nobody has signed in with. */
export async function subscribeSome({ site }: OperatorSite, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    const { status } = await site.page('PUT', '/b/default/subscription', { ...browserSubscription(), topics: ['blog'] })
    if (status !== 201) throw new Error(`subscribing ended with ${status}`)
  }
}
