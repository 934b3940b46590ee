import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A site for browsers on a free port of loopback; `host` is its name, `localhost` or `127.0.0.1`. */
export async function servePages(
  host: string,
  listener: RequestListener,
): Promise<AsyncDisposable & { origin: string }> {
  const server = createServer(listener).listen(0, host)
  await once(server, 'listening')
  return {
    origin: `http://${host}:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
