import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { ConfigError } from '../config/config-error.ts'

/** Listens, or throws a ConfigError that names the setting to change. */
export async function listen(
  { host, port }: { host: string; port: number },
  listener: RequestListener,
  secured?: { key: string; cert: string },
): Promise<{ server: Server; port: number }> {
  // Slow senders are cut off: a request here is a few kilobytes. Unless told, Node looks for them every 30 s only.
  const timeouts = { requestTimeout: 30_000, headersTimeout: 10_000, connectionsCheckingInterval: 2000 }
  const server =
    secured === undefined ? createServer(timeouts, listener) : createSecureServer({ ...timeouts, ...secured }, listener)
  server.maxConnections = 10_000
  server.listen({ host, port })
  try {
    await once(server, 'listening')
  } catch (cause) {
    throw new ConfigError([problemOf(cause, host, port)], { cause })
  }
  return { server, port: (server.address() as AddressInfo).port }
}

function problemOf(error: unknown, host: string, port: number) {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
  switch (code) {
    case 'EADDRINUSE':
      return {
        setting: 'port',
        message: `${port} is taken: stop what listens there, or choose another`,
      }
    case 'EACCES':
      return { setting: 'port', message: `you may not listen on ${port}: choose one above 1023` }
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return { setting: 'host', message: `${host} is not an address of this machine (${code})` }
    default:
      return { setting: 'host', message: `cannot listen on ${host}, port ${port} (${code})` }
  }
}

/** Lets running requests end, and cuts off the rest when the signal aborts. */
export async function stopListening(server: Server, signal: AbortSignal): Promise<void> {
  const cut = () => server.closeAllConnections()
  if (signal.aborted) cut()
  signal.addEventListener('abort', cut, { once: true })
  const closed = once(server, 'close')
  server.close()
  server.closeIdleConnections()
  await closed
  signal.removeEventListener('abort', cut)
}

/** The address of a server, for a person. */
export function addressOf(scheme: 'http' | 'https', host: string, port: number): string {
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`
}
