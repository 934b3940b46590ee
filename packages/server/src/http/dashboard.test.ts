import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { serveDashboard } from '#test/belfry/dashboard-browser'
import { SITE_URL, temporaryBelfry } from '#test/belfry/temporary-belfry'
import { dashboardFiles } from './dashboard-files.ts'
import { createHttpApp } from './http-app.ts'
import { dashboardRoutes } from './routes/dashboard.ts'
import { createHttpEvents } from './events.ts'
import { createMetrics } from '../telemetry/metrics.ts'
import { createLogger } from '../telemetry/logger.ts'

const PAGE =
  '<!doctype html><html><head><base href="/dashboard/" /><meta property="csp-nonce" nonce="__BELFRY_NONCE__" />'
const SCRIPT = 'export const words = "words"\n'.repeat(100)

function built(basePath = '') {
  const folder = mkdtempSync(join(tmpdir(), 'belfry-dashboard-'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), PAGE)
  writeFileSync(join(folder, 'assets/index-3f2a.js'), SCRIPT)
  writeFileSync(join(folder, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  const { app } = createHttpApp({
    files: [dashboardRoutes(dashboardFiles(folder))],
    refusals: {},
    siteOf: () => Promise.resolve(undefined),
    grantOf: () => Promise.resolve(undefined),
    database: { isAway: () => false, isNotWritable: () => false },
    metrics: createMetrics(),
    events: createHttpEvents(createLogger('silent'), createMetrics(), {}, Date.now),
    keyRequestsPerMinute: 0,
    hsts: false,
    now: Date.now,
    basePath,
  })
  return {
    ask: async (path: string, headers: Record<string, string> = {}) =>
      app.fetch(new Request(new URL(path, SITE_URL), { headers })),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  }
}

describe('the dashboard', () => {
  test('is one page for all its addresses, with a nonce of its own each time and a strict policy', async () => {
    using dashboard = built()
    assert.equal((await dashboard.ask('/dashboard')).headers.get('location'), '/dashboard/')
    const nonces = new Set<string>()
    for (const path of ['/dashboard/', '/dashboard/notifications/42', '/dashboard/index.html']) {
      const response = await dashboard.ask(path)
      const html = await response.text()
      const [, nonce = ''] = /nonce="([\w-]{22})"/.exec(html) ?? []
      nonces.add(nonce)
      const policy = response.headers.get('content-security-policy') ?? ''
      assert.ok(policy.startsWith("default-src 'none'; script-src 'self'; "), policy)
      assert.ok(policy.includes(`style-src 'self' 'nonce-${nonce}'`) && policy.includes("frame-ancestors 'none'"))
      assert.equal(response.headers.get('cache-control'), 'no-store')
      assert.ok(html.includes('<base href="/dashboard/" />'))
    }
    assert.equal(nonces.size, 3)
  })

  test('knows the path below which it is', async () => {
    using dashboard = built('/push')
    assert.equal((await dashboard.ask('/push/dashboard')).headers.get('location'), '/push/dashboard/')
    const html = await (await dashboard.ask('/push/dashboard/topics')).text()
    assert.ok(html.includes('<base href="/push/dashboard/" />'), html)
  })

  test('sends files that may be kept for ever, in gzip where that is taken', async () => {
    using dashboard = built()
    const plain = await dashboard.ask('/dashboard/assets/index-3f2a.js')
    assert.equal(await plain.text(), SCRIPT)
    assert.equal(plain.headers.get('cache-control'), 'public, max-age=31536000, immutable')
    assert.equal(plain.headers.get('content-type'), 'text/javascript; charset=utf-8')
    const zipped = await dashboard.ask('/dashboard/assets/index-3f2a.js', { 'accept-encoding': 'gzip, br' })
    assert.equal(zipped.headers.get('content-encoding'), 'gzip')
    assert.equal(gunzipSync(await zipped.arrayBuffer()).toString(), SCRIPT)
    const icon = await dashboard.ask('/dashboard/icon.svg')
    assert.deepEqual(
      [icon.headers.get('cache-control'), icon.headers.get('content-type')],
      ['no-cache', 'image/svg+xml'],
    )
    const etag = icon.headers.get('etag') ?? ''
    assert.equal((await dashboard.ask('/dashboard/icon.svg', { 'if-none-match': etag })).status, 304)
  })

  test('sends nothing else: no file beside it, no script of an earlier build, no unknown endpoint', async () => {
    using dashboard = built()
    for (const path of ['assets/index-0000.js', 'assets/..%2f..%2fetc%2fpasswd', 'api/nothing', 'api']) {
      assert.equal((await dashboard.ask(`/dashboard/${path}`)).status, 404, path)
    }
    for (const path of ['..%2f..%2f..%2fetc%2fpasswd', '%2fetc%2fpasswd']) {
      assert.match(await (await dashboard.ask(`/dashboard/${path}`)).text(), /^<!doctype html>/)
    }
  })

  test('is left to the app where it is off', async () => {
    await using site = await temporaryBelfry({ work: false })
    const app = {
      listener: (...[request, response]: Parameters<typeof site.belfry.listener>) => {
        site.belfry.listener(request, response, () => response.end('the app'))
      },
    }
    await using server = await serveDashboard(app)
    for (const path of ['/dashboard', '/dashboard/', '/dashboard/api/session']) {
      assert.equal((await server.browser().ask('GET', path)).body, 'the app')
      assert.equal((await site.api('GET', path)).status, 404)
    }
    assert.equal(await site.belfry.setUpLink(), undefined)
    assert.equal((await site.api('GET', '/v1/people')).body.code, 'accounts-off')
    const headers = { authorization: '', 'x-belfry-dashboard': '1' }
    assert.equal((await site.api('GET', '/v1/topics', undefined, headers)).body.code, 'api-key-missing')
  })
})
