import { once } from 'node:events'
import { createServer as createHttpServer, type IncomingMessage } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { connect, type AddressInfo, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { TestCertificate } from './certificates.ts'

export interface ConnectProxyOptions {
  /** Speaks TLS itself. */
  certificate?: TestCertificate
  /** The `user:password` that it requires. */
  credentials?: string
  /** The proxy's own names: `host:port` → `address:port`. Others do not resolve. */
  hosts?: Readonly<Record<string, string>>
  /** Answers instead of tunnelling. */
  onConnect?: (socket: Duplex, request: IncomingMessage) => void
}

/** An HTTP proxy that tunnels, on loopback (RFC 9110 section 9.3.6). */
export interface ConnectProxy extends AsyncDisposable {
  /** without credentials */
  url: string
  port: number
  /** The requested targets: `host:port`. */
  asked: string[]
  /** The number of open tunnels. */
  open(): number
  /** Ends open tunnels, as a proxy that restarts. */
  cut(): void
}

/**
 * @example
 * await using proxy = await startConnectProxy({ hosts: { 'fcm.googleapis.com:443': '127.0.0.1:8031' } })
 */
export async function startConnectProxy(options: ConnectProxyOptions = {}): Promise<ConnectProxy> {
  const { certificate, credentials, hosts = {}, onConnect = tunnel } = options
  const asked: string[] = []
  const sockets = new Set<Duplex>()
  const tunnels = new Set<Socket>()
  const server = certificate === undefined ? createHttpServer() : createHttpsServer(certificate)
  server.on('connection', (socket: Socket) => keep(sockets, socket))
  server.on('tlsClientError', () => undefined) // a client that does not trust it is part of the tests
  server.on('connect', (request: IncomingMessage, socket: Duplex) => {
    asked.push(request.url ?? '')
    socket.on('error', () => socket.destroy())
    const given = request.headers['proxy-authorization']
    if (credentials !== undefined && given !== `Basic ${btoa(credentials)}`) {
      refuse(socket, '407 Proxy Authentication Required')
    } else {
      onConnect(socket, request)
    }
  })
  server.on('request', (_request, response) => response.writeHead(400).end())

  function tunnel(socket: Duplex, request: IncomingMessage): void {
    const target = hosts[request.url ?? '']
    const [host = '', port = ''] = target?.split(':') ?? []
    if (target === undefined) {
      refuse(socket, '502 Bad Gateway')
      return
    }
    const far = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      socket.pipe(far).pipe(socket)
    })
    keep(tunnels, far)
    far.on('error', () => socket.destroy())
    far.on('close', () => socket.destroy())
    socket.on('close', () => far.destroy())
  }

  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const cut = () => {
    for (const one of [...sockets, ...tunnels]) one.destroy()
  }
  return {
    url: `${certificate === undefined ? 'http://127.0.0.1' : 'https://localhost'}:${port}`,
    port,
    asked,
    open: () => tunnels.size,
    cut,
    async [Symbol.asyncDispose]() {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\ncontent-length: 0\r\n\r\n`)
}

function keep<One extends Duplex>(all: Set<One>, one: One): void {
  all.add(one)
  one.on('error', () => undefined) // its close says the same
  one.on('close', () => all.delete(one))
}
