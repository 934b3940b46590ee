// `belfry serve` as strangers attack it, over plain sockets and on both databases: by paths, headers, bodies and what is
// no HTTP. Each kind is tried everywhere, and at the end the server is as it was.

import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { ApiDescription } from '../../packages/server/src/http/api-description.ts'
import { rawRequest, type RawAnswer } from '../support/api/raw-request.ts'
import { startServe, type ServeProcess } from '../support/belfry/serve-process.ts'
import { startPostgres, whyNoPostgres } from '../support/databases/postgres.ts'

const SLOWEST_MS = 1500
const SECRETS = /root:.*:0:0|BEGIN [A-Z ]*KEY|"name": "belfry"/

function attack(on: string, databaseOf: () => Promise<{ url?: string } & AsyncDisposable>): void {
  describe(`belfry serve on ${on}`, { timeout: 300_000 }, () => {
    let server: ServeProcess
    let data: string
    let apiKey: string
    let secrets: string[]
    let database: Awaited<ReturnType<typeof databaseOf>>
    let api: ApiDescription
    before(async () => {
      data = mkdtempSync(join(tmpdir(), 'belfry-hostile-'))
      database = await databaseOf()
      server = await startServe({
        BELFRY_DATA: data,
        BELFRY_URL: 'https://example.com',
        BELFRY_CONTACT: 'ops@example.com',
        BELFRY_KEY_REQUESTS_PER_MINUTE: '0',
        ...(database.url !== undefined && { DATABASE_URL: database.url }),
      })
      const kept = JSON.parse(readFileSync(join(data, 'secrets.json'), 'utf8')) as Record<'apiKey', string>
      ;({ apiKey } = kept)
      secrets = Object.values(kept).filter((text) => text.length > 32)
      api = (await (await fetch(`${server.url}/v1/openapi.json`)).json()) as ApiDescription
    })
    after(async () => {
      // Whatever was tried: it answers, and writes.
      assert.equal((await fetch(`${server.url}/readyz`)).status, 200)
      await server[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
      rmSync(data, { recursive: true })
    })

    let visitors = 0
    const send = async (text: string | Buffer) => rawRequest(server.url, text)
    const ask = async (line: string, headers: Record<string, string> = {}, body = '') => {
      visitors += 1
      const from = `198.51.${(visitors >> 8) % 256}.${visitors % 256}`
      const all = { host: 'localhost', connection: 'close', 'x-forwarded-for': from, ...headers }
      const length = body === '' ? {} : { 'content-length': String(Buffer.byteLength(body, 'latin1')) }
      const lines = Object.entries({ ...all, ...length }).map(([name, value]) => `${name}: ${value}\r\n`)
      return send(`${line} HTTP/1.1\r\n${lines.join('')}\r\n${body}`)
    }
    const isHarmless = ({ status, head, body, took }: RawAnswer, what: string) => {
      assert.ok(status >= 200 && status < 500, `${what}: ${status} ${body.slice(0, 200)}`)
      assert.doesNotMatch(body, SECRETS, what)
      assert.ok(!secrets.some((secret) => body.includes(secret)), what)
      assert.doesNotMatch(head, /^(x-injected|set-cookie):/im, what)
      assert.ok(took < SLOWEST_MS, `${what}: ${Math.round(took)} ms`)
    }

    test('a path leads to no file, and nowhere else', async () => {
      const up = [
        '../',
        '%2e%2e/',
        '..%2f',
        '%2e%2e%2f',
        '..%5c',
        '..\\',
        '%252e%252e%252f',
        '..%c0%af',
        '....//',
        '.;/',
        '..%00/',
      ]
      const targets = ['etc/passwd', 'secrets.json', 'package.json', 'belfry.db', '.git/config']
      const bases = ['/', '/dashboard/', '/dashboard/assets/', '/b/default/', '/b/default/words/', '/docs/', '/v1/']
      for (const base of bases) {
        for (const step of up) {
          for (const target of targets) {
            const path = `${base}${step.repeat(6)}${target}`
            const answer = await ask(`GET ${path}`)
            isHarmless(answer, path)
            // The dashboard is one page for all addresses.
            if (answer.status === 200) assert.match(answer.body, /<base href="\/dashboard\/"/, path)
            if (answer.status === 308) assert.match(answer.head, /^location: \/[^/\\]/im, path)
          }
        }
      }
    })

    test('no redirect leaves the host, whatever the request says of itself', async () => {
      const paths = [
        '/dashboard',
        '//evil.example/dashboard',
        '/\\evil.example/dashboard',
        '/%2fevil.example/dashboard',
      ]
      for (const path of [
        ...paths,
        'http://evil.example/dashboard',
        '/dashboard?next=//evil.example',
        '/dashboard/..//evil.example',
      ]) {
        for (const name of [
          'host',
          'x-forwarded-host',
          'x-forwarded-prefix',
          'x-original-url',
          'x-rewrite-url',
          'forwarded',
        ]) {
          const answer = await ask(`GET ${path}`, { [name]: '//evil.example' })
          const told = `${path} with ${name}`
          if (answer.status !== 400) isHarmless(answer, told)
          const [, location] = /^location: (.*)$/im.exec(answer.head) ?? []
          if (location !== undefined) assert.match(location.trim(), /^\/dashboard\/$/, told)
        }
      }
    })

    test('nothing of a request becomes a header of the answer', async () => {
      const breaks = [
        '%0d%0aX-Injected:%201',
        '%0aX-Injected:1',
        '%E5%98%8A%E5%98%8DX-Injected:1',
        '%0d%0a%0d%0a<script>',
      ]
      for (const path of Object.keys(api.paths)) {
        for (const bad of breaks) {
          const asked = `${path.replaceAll(/\{\w+\}/g, bad)}?site=${bad}&cursor=${bad}`
          isHarmless(await ask(`GET ${asked}`, { authorization: `Bearer ${apiKey}` }), asked)
        }
      }
    })

    test('no header of any kind takes long, or breaks anything', async () => {
      const fill = (text: string) => text.repeat(Math.floor(7000 / text.length))
      const strings = [
        'a',
        ',',
        ' ',
        '\t',
        '(',
        '"',
        'a,',
        ';q=',
        '=',
        '.',
        '%',
        '::',
        '1.',
        'a=b;',
        'Bearer ',
        '*',
        '-',
        '\u00ff',
        '{"a":',
      ]
      const names = ['accept', 'accept-encoding', 'accept-language', 'authorization', 'belfry-handle', 'belfry-identity', 'content-type', 'cookie', 'forwarded', 'idempotency-key', 'if-none-match', 'last-event-id', 'origin', 'range', 'referer', 'sec-fetch-site', 'user-agent', 'x-belfry-dashboard', 'x-forwarded-for', 'x-forwarded-host', 'x-http-method-override'] // prettier-ignore
      const requests = ['GET /b/default/config', 'GET /dashboard/', 'GET /v1/topics', 'PUT /b/default/subscription', 'GET /b/default/client.js'] // prettier-ignore
      for (const name of names) {
        for (const text of strings) {
          for (const line of requests) {
            const body = line.startsWith('PUT') ? '{}' : ''
            isHarmless(await ask(line, { [name]: fill(text) }, body), `${line}, ${name}: ${text}`)
          }
        }
      }
    })

    test('no body of any kind takes long or breaks anything, at any address', async () => {
      const half = 30_000
      const bodies: Record<string, string> = {
        lists: '['.repeat(half) + ']'.repeat(half),
        objects: '{"a":'.repeat(8000) + '1' + '}'.repeat(8000),
        'many fields': JSON.stringify(Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`f${n}`, n]))),
        'many entries': JSON.stringify({ to: { subscribers: Array(6000).fill('a') }, title: 'x' }),
        prototypes:
          '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}},"to":{"__proto__":{"all":true}}}',
        numbers: '{"ttl":1e999,"limit":-0,"a":123456789012345678901234567890,"b":1e-400}',
        twice: '{"to":{"all":true},"to":{"topic":"x"},"title":"a","title":"b"}',
        surrogates: '{"title":"\\ud800","id":"\\udfff\\u0000","name":"\\u202e"}',
        patterns: JSON.stringify({ url: `https://${'a.'.repeat(9000)}`, email: `${'a'.repeat(9000)}@${'a-'.repeat(9000)}`, locale: 'a-'.repeat(5000), endpoint: `https://fcm.googleapis.com/${'/'.repeat(9000)}` }), // prettier-ignore
        'no UTF-8': '\u00ff\u00fe{',
      }
      const before = await ask('GET /v1/topics', { authorization: `Bearer ${apiKey}` })
      for (const [path, methods] of Object.entries(api.paths)) {
        for (const method of Object.keys(methods).filter((name) => /^(post|put|patch|delete)$/.test(name))) {
          for (const [kind, body] of Object.entries(bodies)) {
            const asked = path.replace('{site}', 'default').replaceAll(/\{\w+\}/g, 'x')
            const headers = path.startsWith('/b/')
              ? { origin: 'https://example.com' }
              : {
                  authorization: `Bearer ${apiKey}`,
                  'x-belfry-dashboard': '1',
                  'sec-fetch-site': 'same-origin',
                  origin: server.url,
                }
            const answer = await ask(
              `${method.toUpperCase()} ${asked}`,
              { ...headers, 'content-type': 'application/json' },
              body,
            )
            isHarmless(answer, `${kind} at ${method} ${path}`)
            assert.doesNotMatch(answer.body, /isAdmin":true/)
          }
        }
      }
      const later = await ask('GET /v1/topics', { authorization: `Bearer ${apiKey}` })
      assert.deepEqual([later.status, later.body], [200, before.body])
    })

    test('a page with a confused origin writes nothing, at any address of pages', async () => {
      const origins = [
        'null',
        '',
        'https://example.com.',
        'https://example.com.evil.example',
        'https://evil.example/https://example.com',
        'https://example.com@evil.example',
        'https://example.com:444',
        'http://example.com',
        'HTTPS://EXAMPLE.COM',
        'https://example.com/',
        'https://example.com, https://evil.example',
        'https://ex\u00e4mple.com',
        'file://',
        '*',
      ]
      for (const [path, methods] of Object.entries(api.paths)) {
        const writes = Object.keys(methods).filter((name) => /^(post|put|patch|delete)$/.test(name))
        for (const method of path.startsWith('/b/') ? writes : []) {
          const asked = path.replace('{site}', 'default').replaceAll(/\{\w+\}/g, 'x')
          for (const origin of origins) {
            const headers = { origin, 'content-type': 'application/json' }
            const answer = await ask(`${method.toUpperCase()} ${asked}`, headers, '{}')
            const told = `${origin} at ${method} ${path}: ${answer.status}`
            assert.ok(answer.status >= 400 && answer.status < 500, told)
            assert.doesNotMatch(answer.head, /access-control-allow-origin/i, told)
            // Forms of Belfry's own pages are proved by their address, and have no origin of the site.
            if (!path.includes('{token}') && !/links?|forget/.test(path))
              assert.match(answer.body, /"origin-(foreign|missing)"/, told)
          }
        }
      }
    })

    test('what is no HTTP, or two requests in one, is refused', async () => {
      const smuggled = 'GET /v1/topics HTTP/1.1\r\nHost: x\r\n\r\n'
      const length = String(smuggled.length)
      const wrong: Record<string, string | Buffer> = {
        'two lengths': `POST /mcp HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nContent-Length: ${length}\r\n\r\n${smuggled}`,
        'length and chunks': `POST /mcp HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
        'odd chunks': 'POST /mcp HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n',
        'a negative chunk': 'POST /mcp HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n\r\n',
        'bare line feeds': `GET /healthz HTTP/1.1\nHost: x\n\n${smuggled}`,
        'a folded header': 'GET /healthz HTTP/1.1\r\nHost: x\r\nX-A: b\r\n c: d\r\n\r\n',
        'a space before the colon': 'POST /mcp HTTP/1.1\r\nHost: x\r\nContent-Length : 5\r\n\r\n12345',
        'a zero byte': 'GET /healthz HTTP/1.1\r\nHost: x\r\nX-A: b\0c\r\n\r\n',
        'no host': 'GET /healthz HTTP/1.1\r\n\r\n',
        'an old version': 'GET /healthz\r\n\r\n',
        'a tunnel': 'CONNECT 169.254.169.254:80 HTTP/1.1\r\nHost: x\r\n\r\n',
        'an endless line': `GET /${'a'.repeat(70_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
        'endless headers': `GET /healthz HTTP/1.1\r\nHost: x\r\n${'X-A: b\r\n'.repeat(9000)}\r\n`,
        'bytes at random': Buffer.from(Array.from({ length: 4000 }, (_, n) => (n * 131) % 256)),
      }
      for (const [kind, text] of Object.entries(wrong)) {
        const { head, body, took } = await send(text)
        assert.doesNotMatch(head + body, /HTTP\/1\.1 2\d\d[\s\S]*HTTP\/1\.1 /, `${kind}: two answers`)
        assert.doesNotMatch(head, /^HTTP\/1\.1 (2|5)\d\d/, `${kind}: ${head.slice(0, 60)}`)
        assert.ok(took < SLOWEST_MS, `${kind}: ${Math.round(took)} ms`)
      }
      for (const method of ['TRACE', 'TRACK', 'PROPFIND', 'M-SEARCH', 'PURGE']) {
        const { status, body } = await ask(`${method} /v1/topics`, { 'x-secret': 'echo' })
        assert.ok(status >= 400 && status < 500, `${method}: ${status}`)
        assert.doesNotMatch(body, /echo/)
      }
    })
  })
}

attack('SQLite', () => Promise.resolve({ [Symbol.asyncDispose]: () => Promise.resolve() }))

const skip = await whyNoPostgres()
if (skip === false) {
  const postgres = await startPostgres()
  after(() => postgres[Symbol.asyncDispose]())
  attack('PostgreSQL', () => postgres.createDatabase())
} else {
  describe('belfry serve on PostgreSQL', { skip }, () => undefined)
}
