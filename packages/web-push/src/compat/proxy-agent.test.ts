import assert from 'node:assert/strict'
import http from 'node:http'
import https from 'node:https'
import type { IncomingMessage, Server } from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { after, afterEach, before, beforeEach, test } from 'node:test'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { localhostCertificate } from '#test/network/localhost-certificate'
import { sendNotification, WebPushError } from './index.ts'
import type { RequestOptions } from './index.ts'

const { cert: ca } = localhostCertificate
const systemRequest = https.request
let pushService: Server
let proxy: Server
let tunnels: { url: string | undefined; headers: http.IncomingHttpHeaders }[]

before(async () => {
  pushService = https.createServer(localhostCertificate, (_, response) => {
    response.writeHead(201).end('ok')
  })
  await listening(pushService)
})
beforeEach(() => {
  tunnels = []
  // Only the request to the push service: its trusted certificates cannot be given with `proxy`.
  https.request = ((options: https.RequestOptions, listener: () => void) =>
    systemRequest({ ...options, ca } as https.RequestOptions, listener)) as never
})
afterEach(() => {
  https.request = systemRequest
  proxy.closeAllConnections()
  proxy.close()
})
after(() => {
  pushService.closeAllConnections()
  pushService.close()
})

/** Starts a proxy that notes each CONNECT and answers it with `onConnect`. */
async function startProxy(
  server: Server,
  onConnect: (socket: Duplex, request: IncomingMessage) => void = openTunnel,
): Promise<number> {
  proxy = server.on('connect', (request: IncomingMessage, socket: Duplex) => {
    tunnels.push({ url: request.url, headers: request.headers })
    socket.on('error', () => socket.destroy())
    onConnect(socket, request)
  })
  return listening(proxy)
}

function openTunnel(socket: Duplex, request: IncomingMessage): void {
  const [host, port] = (request.url ?? '').split(':')
  const upstream = connect(Number(port), host, () => {
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
    socket.pipe(upstream).pipe(socket)
  })
  upstream.on('error', () => socket.destroy())
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

function send(options: RequestOptions) {
  const { port } = pushService.address() as AddressInfo
  return sendNotification({ endpoint: `https://127.0.0.1:${port}/1` } as never, null, options)
}

const spellings: [string, (port: number) => RequestOptions['proxy']][] = [
  ['a URL', (port) => `http://127.0.0.1:${port}`],
  ['host and port', (port) => `127.0.0.1:${port}`],
  ['a URL object', (port) => new URL(`http://127.0.0.1:${port}`)],
  ['an object', (port) => ({ host: '127.0.0.1', port })],
]
for (const [name, spell] of spellings) {
  test(`a proxy given as ${name} is asked for a tunnel`, async () => {
    const port = await startProxy(http.createServer())
    assert.equal((await send({ proxy: spell(port) })).body, 'ok')
    const target = `127.0.0.1:${(pushService.address() as AddressInfo).port}`
    assert.equal(tunnels.length, 1)
    assert.equal(tunnels[0]?.url, target)
    assert.equal(tunnels[0]?.headers.host, target)
  })
}

test("the URL's credentials and the object's headers go to the proxy", async () => {
  const port = await startProxy(http.createServer())
  await send({ proxy: `http://ada:p%40ss@127.0.0.1:${port}` })
  await send({ proxy: { host: '127.0.0.1', port, auth: 'ada:pass', headers: { 'x-team': 'a' } } })
  const [first, second] = tunnels
  assert.equal(first?.headers['proxy-authorization'], `Basic ${btoa('ada:p@ss')}`)
  assert.equal(second?.headers['proxy-authorization'], `Basic ${btoa('ada:pass')}`)
  assert.equal(second?.headers['x-team'], 'a')
})

test('a proxy may itself speak TLS', async () => {
  const port = await startProxy(https.createServer(localhostCertificate))
  const secure = { protocol: 'https:', host: 'localhost', port, ca, headers: {} }
  assert.equal((await send({ proxy: secure })).body, 'ok')
  assert.equal(tunnels.length, 1)
})

test('a proxy that refuses rejects with its status', async () => {
  const port = await startProxy(http.createServer(), (socket) => {
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic\r\n\r\n')
  })
  const error: unknown = await send({ proxy: `http://127.0.0.1:${port}` }).catch((error) => error)
  assert.ok(error instanceof WebPushError)
  assert.equal(error.statusCode, 407)
  assert.match(error.message, /proxy refused the tunnel: 407/)
})

for (const status of ['404 Not Found', '410 Gone', '204 No Content']) {
  test(`a proxy's ${status} never passes for the push service's`, async () => {
    const port = await startProxy(http.createServer(), (socket) => {
      socket.end(`HTTP/1.1 ${status}\r\n\r\n`)
    })
    const error: unknown = await send({ proxy: `http://127.0.0.1:${port}` }).catch((error) => error)
    assert.ok(error instanceof WebPushError)
    assert.equal(error.statusCode, 502)
  })
}

test('a silent proxy times out, and its connection is closed', { timeout: 10_000 }, async () => {
  let gone: (value?: unknown) => void
  const closed = new Promise((resolve) => (gone = resolve))
  const port = await startProxy(http.createServer(), (socket) => void socket.resume().on('end', gone))
  const sending = send({ proxy: `http://127.0.0.1:${port}`, timeout: 100 })
  await assert.rejects(sending, { message: 'Socket timeout' })
  await closed
})

test('a proxy that hangs up rejects', async () => {
  const port = await startProxy(http.createServer(), (socket) => socket.destroy())
  const sending = send({ proxy: `http://127.0.0.1:${port}` })
  await assert.rejects(sending, { code: 'ECONNRESET' })
})

test('any value is a proxy or is refused at once, and its password is not quoted', async () => {
  proxy = http.createServer()
  await listening(proxy)
  const part = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom('%', '[::1', 'a:b', '-1', '99999', '\r\nX: y', ''),
  )
  const given = fc.oneof(
    part,
    part.map((rest) => `http://user:tell-nobody@${rest}`),
    fc.record({ host: part, port: part, username: part, password: part, auth: part }),
  )
  await fc.assert(
    fc.asyncProperty(given, async (one) => {
      // A proxy that parses is not connected to: this test uses no network.
      https.request = () => {
        throw new Error('asked')
      }
      const sending = sendNotification({ endpoint: 'https://127.0.0.1:1/' } as never, null, {
        proxy: one,
      })
      const error = await sending.then(
        () => assert.fail('sent'),
        (reason: Error) => reason,
      )
      assert.ok(error instanceof Error)
      assert.doesNotMatch(inspect(error), /tell-nobody/)
    }),
    { numRuns: 500 },
  )
})
