import http from 'node:http'
import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { Agent } from 'node:https'
import type { AgentOptions, RequestOptions } from 'node:https'
import { connect as connectTcp, isIP } from 'node:net'
import type { Duplex } from 'node:stream'
import { connect as connectTls } from 'node:tls'
import type { ConnectionOptions } from 'node:tls'

/**
 * A proxy as an object: a `URL`, or what one says in parts. Certificates and other TLS options are
 * for an `https:` proxy itself, not for the push service behind it. Options of agents (`keepAlive`, …) may be
 * there, as `@types/web-push` has them, and have nothing to do: a tunnel is for one request.
 */
export interface ProxyOptions extends Omit<AgentOptions, 'host' | 'port' | 'protocol'> {
  protocol?: string | null | undefined
  host?: string | null | undefined
  hostname?: string | null | undefined
  port?: string | number | null | undefined
  username?: string | undefined
  password?: string | undefined
  /** "user:password", as Node spells it */
  auth?: string | null | undefined
  /** sent with CONNECT, to the proxy only */
  headers?: Record<string, string> | undefined
}

/** The proxy answered CONNECT with something else than success. */
export class ProxyRefusedError extends Error {
  override readonly name = 'ProxyRefusedError'
  readonly code = 'proxy-refused'
  readonly statusCode: number
  readonly headers: IncomingHttpHeaders

  constructor(response: IncomingMessage) {
    super(`The proxy refused the tunnel: ${response.statusCode} ${response.statusMessage}`)
    this.statusCode = response.statusCode ?? 0
    this.headers = response.headers
  }
}

/**
 * Reaches push services through an HTTP proxy's CONNECT tunnel (RFC 9110, section 9.3.6). It keeps
 * no sockets: one request, one tunnel. `destroy` also gives up tunnels that are not there yet.
 */
export class ProxyAgent extends Agent {
  readonly #proxy: ProxyAddress
  readonly #pending = new Set<ClientRequest>()

  constructor(proxy: string | ProxyOptions) {
    super({ keepAlive: false })
    this.#proxy = parseProxy(proxy)
  }

  override createConnection(
    options: RequestOptions,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    const settle = callback as (error: Error | null, stream?: Duplex | null) => void
    const target = `${bracketed(options.host ?? '')}:${options.port}`
    const tunnel = http.request({
      method: 'CONNECT',
      path: target,
      headers: { ...this.#proxy.headers, Host: target },
      createConnection: () => connectTo(this.#proxy),
    })
    this.#pending.add(tunnel)
    tunnel.once('close', () => this.#pending.delete(tunnel))
    tunnel.once('error', (error) => settle(error))
    tunnel.once('response', refuse)
    tunnel.once('connect', (response, socket, head) => {
      this.#pending.delete(tunnel)
      if (response.statusCode !== 200) {
        socket.destroy()
        refuse(response)
        return
      }
      if (head.length > 0) socket.unshift(head)
      settle(null, super.createConnection({ ...options, socket } as RequestOptions))
    })
    tunnel.end()

    function refuse(response: IncomingMessage) {
      settle(new ProxyRefusedError(response))
      tunnel.destroy()
    }
  }

  override destroy(): void {
    for (const tunnel of this.#pending) tunnel.destroy()
    super.destroy()
  }
}

interface ProxyAddress {
  secure: boolean
  host: string
  port: number
  headers: Record<string, string>
  tls: ConnectionOptions
}

function parseProxy(proxy: string | ProxyOptions): ProxyAddress {
  const given: ProxyOptions = typeof proxy === 'string' ? parseProxyUrl(proxy) : proxy
  const secure = given.protocol === 'https:' || given.protocol === 'https'
  return {
    secure,
    host: (given.hostname || given.host || '').replace(/^\[|\]$/g, ''),
    port: Number(given.port) || (secure ? 443 : 80),
    headers: { ...authorization(given), 'Proxy-Connection': 'close', ...given.headers },
    tls: given as ConnectionOptions,
  }
}

function parseProxyUrl(proxy: string): URL {
  const text = proxy.includes('://') ? proxy : `http://${proxy}`
  if (URL.canParse(text)) return new URL(text)
  // Node's own error has the text beside it, Deno's in its message: it may hold a password.
  throw Object.assign(new TypeError('Invalid URL'), { code: 'ERR_INVALID_URL' })
}

function authorization({ username, password, auth }: ProxyOptions): Record<string, string> {
  const credentials =
    username || password ? `${decodeURIComponent(username ?? '')}:${decodeURIComponent(password ?? '')}` : auth
  if (!credentials) return {}
  return { 'Proxy-Authorization': `Basic ${Buffer.from(credentials).toString('base64')}` }
}

function connectTo({ secure, host, port, tls }: ProxyAddress): Duplex {
  if (!secure) return connectTcp({ host, port })
  const name = isIP(host) ? {} : { servername: host }
  return connectTls({ ALPNProtocols: ['http/1.1'], ...name, ...tls, host, port, path: undefined })
}

function bracketed(host: string): string {
  return isIP(host) === 6 ? `[${host}]` : host
}
