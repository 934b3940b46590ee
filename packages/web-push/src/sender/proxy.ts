import { readNoProxy } from './no-proxy.ts'

/** A proxy that tunnels, taken apart. */
export interface Proxy {
  /** Speaks TLS itself. */
  isSecure: boolean
  host: string
  port: number
  /** The header Proxy-Authorization; a secret. */
  authorization: string | undefined
  /** `host:port`, for messages. */
  name: string
  /** Whether a push service is reached through it. */
  leadsTo(url: URL): boolean
}

/**
 * Reads `http://user:password@host:port`, also without `http://`, as curl does.
 *
 * @throws TypeError that says what a proxy must be, without quoting the input
 */
export function parseProxy(text: string, noProxy: readonly string[] = []): Proxy {
  const address = text.includes('://') ? text : `http://${text}`
  const url = URL.canParse(address) ? new URL(address) : undefined // `URL.parse` is newer than Node 20
  if (url === undefined || !/^https?:$/.test(url.protocol) || `${url.pathname}${url.search}${url.hash}` !== '/') {
    throw refused()
  }
  const isSecure = url.protocol === 'https:'
  const isDirect = readNoProxy(noProxy)
  return {
    isSecure,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (isSecure ? 443 : 80),
    authorization: authorizationOf(url),
    name: url.host,
    leadsTo: (target) => !isDirect(target),
  }
}

function authorizationOf({ username, password }: URL): string | undefined {
  if (username === '' && password === '') {
    return undefined
  }
  try {
    const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
    return `Basic ${Buffer.from(credentials).toString('base64')}`
  } catch {
    throw refused() // a stray %: the error of decodeURIComponent adds nothing
  }
}

function refused(): TypeError & { code: string } {
  const message =
    'proxy must be http://host:port or https://host:port, with user:password@ before the host where it asks for them ' +
    '(special characters as %40 …); other kinds, such as socks5://, are not spoken'
  return Object.assign(new TypeError(message), { code: 'ERR_INVALID_ARG_VALUE' })
}
