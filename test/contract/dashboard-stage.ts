import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { startPushService, type ProfileName, type PushService } from '@belfry/push-service'
import { temporaryBelfry, type TemporaryBelfry } from '#test/belfry/temporary-belfry'
import { servePages } from '#test/network/serve-pages'

const DIST = fileURLToPath(new URL('../../packages/dashboard/dist/', import.meta.url))

/** Why the dashboard cannot be tried; false where it can. */
export const whyNoDashboard = existsSync(join(DIST, 'index.html')) ? false : 'the dashboard is not built: npm run build'

/** The dashboard as built, in front of a Belfry that delivers to a local push service. */
export interface DashboardStage extends AsyncDisposable {
  /** `http://127.0.0.1:…/dashboard` */
  address: string
  belfry: TemporaryBelfry
  service: PushService
  /** What the page's policy has refused. */
  violations: string[]
}

const OPERATOR = { id: '1', name: 'Ada Example', email: 'ada@example.com', role: 'owner', sites: null }
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.html': 'text/html; charset=utf-8',
}
const NONCE = 'only-in-this-test'
const POLICY =
  `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${NONCE}'; img-src 'self' data: https:; ` +
  `font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; frame-ancestors 'none'; ` +
  `base-uri 'self'; form-action 'self'; report-uri /violations`

/** `browsers`: how many have subscribed, of all push services; `perMinute`: how many are sent to. */
export async function startDashboardStage(options: { browsers: number; perMinute: number }): Promise<DashboardStage> {
  const service = await startPushService()
  const { allow, ca, resolve } = service
  const belfry = await temporaryBelfry({
    push: { allow: [...allow], ca, resolve },
    maxPerMinute: options.perMinute,
    topics: { walks: { name: 'New walks' }, replies: { name: 'Replies to you', transactional: true } },
  })
  await subscribeAll(belfry, service, options.browsers)
  const violations: string[] = []

  async function answerPage(path: string, response: ServerResponse): Promise<void> {
    const name = path.slice('/dashboard/'.length)
    const isFile = name !== '' && !name.includes('..') && existsSync(join(DIST, name))
    const file = join(DIST, isFile ? name : 'index.html')
    const type = TYPES[extname(file)] ?? 'application/octet-stream'
    response.writeHead(200, { 'content-type': type, ...(isFile ? {} : { 'content-security-policy': POLICY }) })
    const content = await readFile(file)
    response.end(isFile ? content : content.toString().replaceAll('__BELFRY_NONCE__', NONCE))
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    if (path === '/violations') {
      for await (const part of request) violations.push(String(part))
      response.writeHead(204).end()
    } else if (path === '/dashboard/api/session') {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ operator: OPERATOR }))
    } else if (path.startsWith('/dashboard')) {
      await answerPage(path, response)
    } else {
      request.headers['authorization'] = `Bearer ${belfry.apiKey}`
      request.rawHeaders.push('authorization', `Bearer ${belfry.apiKey}`)
      belfry.belfry.listener(request, response)
    }
  }

  const pages = await servePages('127.0.0.1', (request, response) => void answer(request, response))
  return {
    address: `${pages.origin}/dashboard`,
    belfry,
    service,
    violations,
    async [Symbol.asyncDispose]() {
      await pages[Symbol.asyncDispose]()
      await belfry[Symbol.asyncDispose]()
      await service.close()
    },
  }
}

const KINDS = [
  { profile: 'fcm', service: 'fcm', browser: 'Chrome', os: 'Windows' },
  { profile: 'fcm', service: 'fcm', browser: 'Chrome', os: 'Android' },
  { profile: 'mozilla', service: 'mozilla', browser: 'Firefox', os: 'Linux' },
  { profile: 'wns', service: 'wns', browser: 'Edge', os: 'Windows' },
  { profile: 'apple', service: 'apple', browser: 'Safari', os: 'iPhone' },
] as const satisfies readonly { profile: ProfileName; service: string; browser: string; os: string }[]

// Of each kind, who have the topic "New walks" on.
const OF_TOPIC = 2

/** So many people with a browser each. Into the tables: over HTTP it takes a second a dozen on a busy machine. */
export async function subscribeAll(belfry: TemporaryBelfry, service: PushService, count: number): Promise<void> {
  const [key] = belfry.rows("select id, public_key as publicKey from belfry_vapid_keys where status = 'active'")
  const now = Date.now()
  using database = new DatabaseSync(join(belfry.data, 'belfry.db'), { timeout: 5000 })
  const addSubscriber = database.prepare(
    "insert into belfry_subscribers (site_id, external_id, created_at, last_seen_at) values ('default', ?, ?, ?)",
  )
  const addPreference = database.prepare(
    'insert into belfry_preferences (site_id, topic_id, subscriber_id, enabled, changed_at) ' +
      "values ('default', 'walks', ?, 1, ?)",
  )
  const addSubscription = database.prepare(
    'insert into belfry_subscriptions (site_id, subscriber_id, endpoint_hash, endpoint, p256dh, auth, vapid_key_id, ' +
      'push_service, status, browser, os, created_at, updated_at, last_seen_at) ' +
      "values ('default', ?, ?, ?, ?, ?, ?, ?, 'active', ?, ?, ?, ?, ?)",
  )
  for (const [place, kind] of KINDS.entries()) {
    const share = Math.floor(count / KINDS.length) + (place < count % KINDS.length ? 1 : 0)
    const applicationServerKey = String(key?.['publicKey'])
    const made = await service.subscribeMany(share, { keyPairs: 1, profile: kind.profile, applicationServerKey })
    database.exec('begin immediate')
    for (const [number, { endpoint, keys }] of made.entries()) {
      const { lastInsertRowid: owner } = addSubscriber.run(`${kind.browser.toLowerCase()}-${place}-${number}`, now, now)
      if (number < OF_TOPIC) addPreference.run(owner, now)
      addSubscription.run(
        owner,
        createHash('sha256').update(endpoint).digest().subarray(0, 16),
        endpoint,
        Buffer.from(keys.p256dh, 'base64url'),
        Buffer.from(keys.auth, 'base64url'),
        String(key?.['id']),
        kind.service,
        kind.browser,
        kind.os,
        now,
        now,
        now,
      )
    }
    database.exec('commit')
  }
}
