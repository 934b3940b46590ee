import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:tls'
import type { TLSSocket } from 'node:tls'
import { makeTestCertificate } from './certificates.ts'
import type { TestCertificate } from './certificates.ts'

export interface TlsServer extends AsyncDisposable {
  /** https://localhost:PORT */
  origin: string
  port: number
  ca: string
  /** TLS connections so far. */
  readonly accepted: number
}

/** Starts a bare TLS server on a free port, for peers that break the rules of HTTP. */
export async function startTlsServer(
  onSocket: (socket: TLSSocket) => void,
  options: { protocols?: string[]; certificate?: TestCertificate } = {},
): Promise<TlsServer> {
  const { protocols = ['h2'], certificate = makeTestCertificate(['localhost', '127.0.0.1']) } = options
  const sockets = new Set<TLSSocket>()
  let accepted = 0
  const server = createServer({ cert: certificate.cert, key: certificate.key, ALPNProtocols: protocols }, (socket) => {
    accepted += 1
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    // The other side aborts in the middle, as the tests intend.
    socket.on('error', () => sockets.delete(socket))
    onSocket(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    origin: `https://localhost:${port}`,
    port,
    ca: certificate.ca,
    get accepted() {
      return accepted
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

/** One HTTP/2 frame (RFC 9113 section 4.1). */
export function http2Frame(
  type: 'data' | 'headers' | 'rst-stream' | 'settings' | 'goaway' | 'continuation',
  options: { flags?: number; streamId?: number; payload?: Buffer } = {},
): Buffer {
  const { flags = 0, streamId = 0, payload = Buffer.alloc(0) } = options
  const head = Buffer.alloc(9)
  head.writeUIntBE(payload.length, 0, 3)
  head[3] = { data: 0, headers: 1, 'rst-stream': 3, settings: 4, goaway: 7, continuation: 9 }[type]
  head[4] = flags
  head.writeUInt32BE(streamId, 5)
  return Buffer.concat([head, payload])
}
