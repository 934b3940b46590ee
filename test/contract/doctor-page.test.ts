// belfry doctor http://…: a live page of a running Belfry, and each thing that a site gets wrong.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { createBelfry } from 'belfry'
import { run } from '../../packages/server/src/cli/run.ts'
import { freePort } from '../support/network/free-port.ts'
import { servePages } from '../support/network/serve-pages.ts'

interface Page {
  headers?: Record<string, string>
  head?: string
  /** Answers instead of Belfry. */
  instead?: (request: IncomingMessage, response: ServerResponse) => boolean
  /** Other pages of the site, with their type. */
  files?: Record<string, [type: string, body: string]>
}

const MANIFEST = JSON.stringify({ name: 'Site', start_url: '/', display: 'standalone', icons: [{ src: '/i.png' }] })
const WELL: Page = {
  headers: {
    'content-security-policy': "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'",
  },
  head: '<link rel="manifest" href="/site.webmanifest">',
  files: { '/site.webmanifest': ['application/manifest+json', MANIFEST] },
}

async function stage() {
  const stack = new AsyncDisposableStack()
  const data = mkdtempSync(join(tmpdir(), 'belfry-doctor-'))
  stack.defer(() => rmSync(data, { recursive: true }))
  let now: Page = WELL
  let belfry: RequestListener = () => undefined
  const listener: RequestListener = (request, response) => {
    if (now.instead?.(request, response)) return
    const [type, body] = now.files?.[request.url ?? ''] ?? ['text/html', `<!doctype html>${now.head ?? ''}<title>x`]
    if (request.url?.startsWith('/b/')) belfry(request, response)
    else response.writeHead(200, { 'content-type': type, ...(request.url === '/' ? now.headers : {}) }).end(body)
  }
  const pages = stack.use(await servePages('localhost', listener))
  belfry = stack.use(await createBelfry({ data, url: pages.origin, log: 'silent', work: false })).listener
  const doctor = async (page: Page, ...args: string[]) => {
    now = page
    let out = ''
    const env = { BELFRY_DATA: data }
    const write = (text: string) => void (out += text)
    const code = await run(['doctor', `${pages.origin}/`, ...args], { env, out: write, err: write })
    return { code, out }
  }
  return { origin: pages.origin, doctor, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

describe('belfry doctor of a live page', { timeout: 60_000 }, () => {
  test('finds nothing wrong with a page that works', async () => {
    await using site = await stage()
    const { doctor, origin } = site
    const { code, out } = await doctor(WELL)
    assert.equal(code, 0, out)
    assert.doesNotMatch(out, /^✖/m)
    // It is no https page, which a test cannot be.
    assert.deepEqual(out.match(/^! .*$/gm)?.length, 1, out)
    assert.match(out, /^! http:\/\/localhost:\d+ works in a browser on this machine only: visitors need https$/m)
    assert.ok(out.includes(`✔ pages at ${origin} may subscribe\n`), out)
    assert.match(out, /✔ the service worker is at .*\/b\/default\/sw\.js\n✔ its scope is \/b\/default\/\n/)
    assert.match(out, /✔ the manifest .*\/site\.webmanifest suits iPhone and iPad\n/)
    const { findings } = JSON.parse((await doctor(WELL, '--json')).out) as { findings: { level: string }[] }
    assert.ok(findings.length > 7 && findings.every(({ level }) => level !== 'problem'))
  })

  const sent = (status: number, headers: Record<string, string>, body = '') =>
    ((_, response) => void response.writeHead(status, headers).end(body)) satisfies RequestListener
  const on = (path: RegExp, answer: RequestListener): Page => ({
    ...WELL,
    instead: (request, response) => {
      if (!path.test(request.url ?? '')) return false
      answer(request, response)
      return true
    },
  })

  for (const [what, page, finding] of [
    [
      'a policy in the markup',
      { ...WELL, head: '<meta http-equiv="Content-Security-Policy" content="connect-src &#39;none&#39;">' },
      /^✖ the page's content security policy is in the way: connect-src does not allow 'self'/m,
    ],
    ['no manifest', { files: {} }, /^! the page has no <link rel="manifest">: on iPhone and iPad/m],
    [
      'a manifest for a tab',
      { ...WELL, files: { '/site.webmanifest': ['application/json', '{"name":"Site"}'] } },
      /^✖ the manifest .* lacks "display": "standalone" \(it has browser\), a start_url, icons/m,
    ],
    [
      'a header that wipes',
      { ...WELL, headers: { 'clear-site-data': '"cache", "storage"' } },
      /^✖ the page's header Clear-Site-Data/m,
    ],
    ['a proxy without /b/', on(/^\/b\//, sent(404, {}, 'nginx')), /^✖ .*\/config answers with 404, and not as Belfry/m],
    ['Belfry away', on(/^\/b\//, sent(502, {})), /^✖ .* 502: the proxy is there, and Belfry behind it is not/m],
    [
      'a redirected worker',
      on(/sw\.js$/, sent(302, { location: '/elsewhere.js' })),
      /^✖ the service worker .* is redirected to \/elsewhere\.js: browsers refuse that/m,
    ],
    [
      'a worker as a page',
      on(/sw\.js$/, sent(200, { 'content-type': 'text/html' }, '<!doctype html>')),
      /^✖ .*sw\.js comes as text\/html: browsers run it only as text\/javascript/m,
    ],
    [
      'a worker with a policy of its own',
      on(/sw\.js$/, sent(200, { 'content-type': 'text/javascript', 'content-security-policy': "default-src 'none'" })),
      /^✖ the worker's own content security policy is in the way: connect-src/m,
    ],
  ] as [string, Page, RegExp][]) {
    test(`names ${what}`, async () => {
      await using site = await stage()
      const { code, out } = await site.doctor(page)
      assert.match(out, finding)
      assert.equal(code, out.includes('✖') ? 1 : 0)
    })
  }

  test('names an origin that is not listed, an unknown site, and a page that is not there', async () => {
    await using site = await stage()
    await using other = await stage()
    const foreign = await site.doctor(WELL, '--belfry', other.origin)
    assert.match(foreign.out, /^✖ pages at http:\/\/localhost:\d+ may not subscribe: .* belfry sites edit default/m)
    assert.match(foreign.out, /^✖ .*\/sw\.js comes as text\/html.* As Belfry is at .*: make one there/m)
    assert.match(
      (await site.doctor(WELL, '--site', 'shop')).out,
      /^✖ Belfry at .* has no site shop: --site names another/m,
    )
    let out = ''
    const write = (text: string) => void (out += text)
    const env = { BELFRY_DATA: 'nowhere' }
    assert.equal(await run(['doctor', `http://127.0.0.1:${await freePort()}/`], { env, out: write, err: write }), 1)
    assert.match(out, /^✖ .* cannot be reached: nothing listens there \(ECONNREFUSED\)$/m)
  })
})
