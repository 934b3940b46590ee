/** The push services told apart by what they accept and answer; `other` is any that is not one of the four. */
export type PushServiceName = 'fcm' | 'mozilla' | 'apple' | 'wns' | 'other'

interface PushServiceHost {
  /** Exact host name, or `*.` and a suffix. */
  host: string
  service: PushServiceName
  /** Contacted without being allowed by the operator. Staging hosts are recognised only. */
  allowed: boolean
}

// Hosts: Chromium's push messaging constants, autopush's settings, and for Apple https://webkit.org/blog/12945/
// ("allow URLs from any subdomain of push.apple.com"). The same list guards basecamp/once-campfire (pull 265).
const HOSTS: readonly PushServiceHost[] = [
  { host: 'fcm.googleapis.com', service: 'fcm', allowed: true },
  { host: 'android.googleapis.com', service: 'fcm', allowed: true },
  { host: 'jmt17.google.com', service: 'fcm', allowed: true },
  { host: '*.push.services.mozilla.com', service: 'mozilla', allowed: true },
  { host: 'updates-autopush.stage.mozaws.net', service: 'mozilla', allowed: false },
  { host: 'updates-autopush.dev.mozaws.net', service: 'mozilla', allowed: false },
  { host: 'updates-push.services.mozaws.net', service: 'mozilla', allowed: false },
  { host: '*.push.apple.com', service: 'apple', allowed: true },
  { host: '*.notify.windows.com', service: 'wns', allowed: true },
]

/**
 * Tells which push service an endpoint belongs to, by its host name alone.
 *
 * @example
 * identifyPushService(new URL('https://web.push.apple.com/QGu')) // 'apple'
 */
export function identifyPushService(endpoint: Pick<URL, 'hostname'>): PushServiceName {
  return find(endpoint.hostname)?.service ?? 'other'
}

/** Says whether a host is one of the push services of today's browsers, on the https port. */
export function isKnownPushService(endpoint: URL): boolean {
  return endpoint.port === '' && find(endpoint.hostname)?.allowed === true
}

/**
 * Compares a parsed host with `host`, `host:port` or `*.suffix`. An entry without a port means 443, and a
 * suffix never matches the bare domain. Host names are compared, never URL strings: a pattern over the string
 * also matches a path (ntfy's allow-list let `https://internal/x.google.com/` through).
 */
export function hostMatches(entry: string, endpoint: URL): boolean {
  const [name = '', port = ''] = splitPort(entry.toLowerCase())
  if ((port === '443' ? '' : port) !== endpoint.port) {
    return false
  }
  return name.startsWith('*.')
    ? endpoint.hostname.length > name.length - 1 && endpoint.hostname.endsWith(name.slice(1))
    : endpoint.hostname === name
}

function find(hostname: string): PushServiceHost | undefined {
  return HOSTS.find(({ host }) =>
    host.startsWith('*.')
      ? hostname.length > host.length - 1 && hostname.endsWith(host.slice(1))
      : hostname === host,
  )
}

/** `[::1]:443` and `localhost:443` have a port, `[::1]` and `localhost` have none. */
function splitPort(entry: string): string[] {
  const colon = entry.lastIndexOf(':')
  return colon === -1 || entry.endsWith(']')
    ? [entry]
    : [entry.slice(0, colon), entry.slice(colon + 1)]
}
