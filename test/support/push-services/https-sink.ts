import { once } from 'node:events'
import { createSecureServer } from 'node:http2'
import type { Http2SecureServer, Http2ServerRequest, Http2ServerResponse } from 'node:http2'
import { createServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { makeTestCertificate } from '../network/certificates.ts'
import type { TestCertificate } from '../network/certificates.ts'

export type SinkHandler = (request: Http2ServerRequest, response: Http2ServerResponse) => void

export interface Sink extends AsyncDisposable {
  /** https://localhost:PORT */
  origin: string
  port: number
  ca: string
  server: Http2SecureServer
  /** TCP connections accepted so far. */
  readonly accepted: number
  /** TCP connections open now. */
  readonly open: number
}

/** Starts an HTTPS server on a free port, with HTTP/2 or without; closing it cuts all connections. */
export async function startSink(
  handler: SinkHandler,
  options: {
    protocol?: 'h2' | 'http/1.1'
    certificate?: TestCertificate
    maxConcurrentStreams?: number
  } = {},
): Promise<Sink> {
  const { protocol = 'h2', certificate = makeTestCertificate(['localhost', '127.0.0.1']) } = options
  const { maxConcurrentStreams = 250 } = options
  const server =
    protocol === 'h2'
      ? createSecureServer(
          { cert: certificate.cert, key: certificate.key, settings: { maxConcurrentStreams } },
          handler,
        )
      : createServer({ cert: certificate.cert, key: certificate.key }, handler as never)
  const sockets = new Set<Socket>()
  let accepted = 0
  server.on('connection', (socket: Socket) => {
    accepted += 1
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    // A test that cuts connections causes errors here, which are ignored.
    socket.on('error', () => sockets.delete(socket))
  })
  server.on('sessionError', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    origin: `https://localhost:${port}`,
    port,
    ca: certificate.ca,
    server: server as Http2SecureServer,
    get accepted() {
      return accepted
    },
    get open() {
      return sockets.size
    },
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) {
        socket.destroy()
      }
      await closed
    },
  }
}
