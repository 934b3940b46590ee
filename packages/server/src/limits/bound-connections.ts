import type { Server, Socket } from 'node:net'
import { householdOf, proxyMatcher, type TrustedProxies } from './client-address.ts'

const CONNECTIONS_EACH = 200

/**
 * Bounds how many connections one address (a /64 of IPv6) may hold, so that nobody holds them all: a further one is
 * closed. Proxies in front hold those of all visitors, and are not bounded: those on this machine and in private
 * networks, unless told. A silent connection is held until the server's `headersTimeout`.
 *
 * @example
 * const server = http.createServer({ headersTimeout: 10_000, connectionsCheckingInterval: 2000 }, belfry.listener)
 * boundConnections(server)
 */
export function boundConnections(
  server: Server,
  { each = CONNECTIONS_EACH, proxies }: { each?: number; proxies?: TrustedProxies } = {},
): void {
  const isProxy = proxyMatcher(proxies)
  const held = new Map<string, number>()
  server.on('connection', (socket: Socket) => {
    const { remoteAddress } = socket
    if (remoteAddress === undefined || isProxy(remoteAddress)) return
    const who = householdOf(remoteAddress)
    const count = held.get(who) ?? 0
    if (count >= each) {
      socket.destroy()
      return
    }
    held.set(who, count + 1)
    socket.once('close', () => {
      const left = (held.get(who) ?? 1) - 1
      if (left === 0) held.delete(who)
      else held.set(who, left)
    })
  })
}
