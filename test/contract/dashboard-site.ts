import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { setTimeout as delay } from 'node:timers/promises'
import { type ProfileName, type PushService, startPushService } from '@belfry/push-service'
import { temporaryBelfry, type TemporaryBelfry } from '#test/belfry/temporary-belfry'

const root = join(import.meta.dirname, '..', '..')

/** The dashboard as built, at a path of a site, with a real Belfry behind it and somebody signed in. */
export interface DashboardSite extends AsyncDisposable {
  site: TemporaryBelfry
  push: PushService
  /** Where the dashboard is, with a slash at its end. */
  address: string
  /** Complaints of the browsers about the content security policy. */
  violations: string[]
}

// Below a path, so that every address has to be relative.
const BASE = '/push'

const policy = (nonce: string) =>
  `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data: https:; ` +
  "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; frame-ancestors 'none'; " +
  "base-uri 'self'; form-action 'self'; report-uri /violation"

const OPERATOR = { id: 'op-1', name: 'Ada Lovelace', email: 'ada@example.com', role: 'owner', sites: null }

export async function startDashboardSite(): Promise<DashboardSite> {
  const dist = await mkdtemp(join(tmpdir(), 'belfry-dashboard-'))
  const vite = [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--outDir', dist, '--logLevel', 'warn']
  const cwd = join(root, 'packages/dashboard')
  await promisify(execFile)(process.execPath, [...vite, '--emptyOutDir'], { cwd, timeout: 120_000 })

  const violations: string[] = []
  let site: TemporaryBelfry | undefined
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://site.test')
    const file = join(dist, pathname.slice(`${BASE}/dashboard/`.length))
    if (pathname === '/violation') {
      violations.push(await text(request))
      response.writeHead(204).end()
    } else if (pathname.startsWith(`${BASE}/v1/`)) {
      const asked = await text(request)
      const headers = asked === '' ? {} : { 'content-type': 'application/json' }
      const path = pathname.slice(BASE.length) + search
      const { status, body } = (await site?.api(request.method ?? '', path, asked || undefined, headers)) ?? {}
      response.writeHead(status ?? 503, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    } else if (pathname === `${BASE}/dashboard/api/session`) {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ operator: OPERATOR }))
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
  const push = await startPushService()
  const { allow, ca, resolve } = push
  site = await temporaryBelfry({ topics: TOPICS, push: { allow: [...allow], ca, resolve } })
  return {
    site,
    push,
    address: `http://localhost:${(server.address() as AddressInfo).port}${BASE}/dashboard/`,
    violations,
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await site[Symbol.asyncDispose]()
      await push.close()
      await rm(dist, { recursive: true, force: true })
    },
  }
}

const TYPES: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }

const TOPICS = {
  blog: { name: 'New posts', default: true },
  orders: { name: 'Your orders', transactional: true },
}

const BROWSERS: readonly { profile: ProfileName; name: string; version: string; os: string; mobile: boolean }[] = [
  { profile: 'fcm', name: 'Chrome', version: '140', os: 'Windows', mobile: false },
  { profile: 'mozilla', name: 'Firefox', version: '153', os: 'Linux', mobile: false },
  { profile: 'fcm', name: 'Chrome', version: '140', os: 'Android', mobile: true },
  { profile: 'apple', name: 'Safari', version: '26', os: 'iPhone', mobile: true },
  { profile: 'wns', name: 'Edge', version: '140', os: 'Windows', mobile: false },
]

/** So many people, each with a browser; every fifth has not signed in, and the push service has lost every seventh. */
export async function subscribeMany({ site, push }: DashboardSite, count: number): Promise<void> {
  const { vapidKey } = (await site.page('GET', '/b/default/config')).body as { vapidKey: { publicKey: string } }
  for (const n of Array.from({ length: count }).keys()) {
    const { profile, ...browser } = BROWSERS[n % BROWSERS.length] ?? assert.fail()
    const made = await push.subscribe({ profile, applicationServerKey: vapidKey.publicKey })
    const identity = n % 5 === 4 ? {} : { identity: site.belfry.identify({ subscriber: `user-${n + 1}` }) }
    const topics = n % 3 === 0 ? ['blog', 'orders'] : ['blog']
    const body = { endpoint: made.endpoint, keys: made.keys, topics, browser, ...identity }
    const { status } = await site.page('PUT', '/b/default/subscription', body)
    if (status !== 201) throw new Error(`subscribing ended with ${status}`)
    if (n % 7 === 6) push.lose(made.id)
  }
}

/** Sends to everybody, and waits until all has been recorded. */
export async function ring({ site }: DashboardSite): Promise<void> {
  const sent = { to: { topic: 'blog' }, title: 'The bells of our town', body: 'How they are cast, and by whom' }
  const { id } = (await site.api('POST', '/v1/notifications', sent)).body as { id: string }
  for (;;) {
    const { state } = (await site.api('GET', `/v1/notifications/${id}`)).body as { state: string }
    if (state === 'done') return
    await delay(50)
  }
}
