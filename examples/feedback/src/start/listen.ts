import type { AddressInfo } from 'node:net'
import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { boundConnections, ConfigError } from 'belfry'

/** A server that takes connections. */
export interface Listening {
  server: Server
  port: number
}

/**
 * Takes the port. Requests that come before the site is ready wait in `fetch`.
 *
 * @throws ConfigError when the port or the address is not available.
 */
export async function listen(
  fetch: (request: Request, env: object) => Promise<Response>,
  { host, port }: { host: string; port: number },
): Promise<Listening> {
  // A slow sender is cut off. Without createServer it is a plain node:http server.
  const serverOptions = { requestTimeout: 30_000, headersTimeout: 10_000, connectionsCheckingInterval: 2000 }
  const server = createAdaptorServer({ fetch, serverOptions }) as Server
  server.maxConnections = 2000
  boundConnections(server)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(explain(error, host, port)))
    server.listen(port, host, resolve)
  })
  return { server, port: (server.address() as AddressInfo).port }
}

/** Takes no more connections, lets the open requests finish, and ends those that do not. */
export async function drain(server: Server, patienceMs: number): Promise<void> {
  const late = setTimeout(() => server.closeAllConnections(), patienceMs)
  // A connection whose answer is sent stays open for the next request: it is idle, and closed, then.
  const idle = setInterval(() => server.closeIdleConnections(), 50)
  await new Promise((resolve) => server.close(resolve))
  clearTimeout(late)
  clearInterval(idle)
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    const message = `port ${port} is in use by another program; choose another one with --port or PORT`
    return new ConfigError([{ setting: 'PORT', message }], { cause: error })
  }
  if (error.code === 'EACCES') {
    const message = `this user may not listen on port ${port}; choose one above 1023`
    return new ConfigError([{ setting: 'PORT', message }], { cause: error })
  }
  const message = `cannot listen on ${JSON.stringify(host)} (${error.code}); try 127.0.0.1`
  return new ConfigError([{ setting: 'HOST', message }], { cause: error })
}
