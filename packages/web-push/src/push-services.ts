import { wrongArgument } from './wrong-argument.ts'

/** The push services that accept and answer differently; `other` is any that is not one of the four. */
export type PushServiceName = 'fcm' | 'mozilla' | 'apple' | 'wns' | 'other'

interface PushServiceHost {
  /** Exact host name, or `*.` and a suffix, with one label in place of the star. */
  host: string
  service: PushServiceName
  /** Contacted without being allowed by the operator. Staging hosts are recognised only. */
  allowed: boolean
}

// Hosts: Chromium's push messaging constants, autopush's settings, and for Apple https://webkit.org/blog/12945/
// ("allow URLs from any subdomain of push.apple.com"). The same list guards basecamp/once-campfire (pull 265). All
// hosts that were ever seen have one label before the suffix: web.push.apple.com, wns2-par02p.notify.windows.com.
const HOSTS: readonly PushServiceHost[] = [
  { host: 'fcm.googleapis.com', service: 'fcm', allowed: true },
  { host: 'android.googleapis.com', service: 'fcm', allowed: true },
  { host: 'jmt17.google.com', service: 'fcm', allowed: true },
  { host: 'updates.push.services.mozilla.com', service: 'mozilla', allowed: true },
  { host: '*.push.services.mozilla.com', service: 'mozilla', allowed: true },
  { host: 'updates-autopush.stage.mozaws.net', service: 'mozilla', allowed: false },
  { host: 'updates-autopush.dev.mozaws.net', service: 'mozilla', allowed: false },
  { host: 'updates-push.services.mozaws.net', service: 'mozilla', allowed: false },
  { host: 'web.push.apple.com', service: 'apple', allowed: true },
  { host: '*.push.apple.com', service: 'apple', allowed: true },
  { host: '*.notify.windows.com', service: 'wns', allowed: true },
]

// Made ready, as it is asked for each message.
const isSuffix = ({ host }: PushServiceHost) => host.startsWith('*.')
const NAMED = new Map(HOSTS.filter((one) => !isSuffix(one)).map((one) => [one.host, one]))
const BELOW = HOSTS.filter(isSuffix).map((one) => ({ suffix: one.host.slice(1), one }))

/**
 * Tells which push service an endpoint belongs to, by its host name alone.
 *
 * @example
 * identifyPushService(new URL('https://web.push.apple.com/QGu')) // 'apple'
 */
export function identifyPushService(endpoint: Pick<URL, 'hostname'>): PushServiceName {
  const given: unknown = endpoint
  const hostname = typeof given === 'object' && given !== null && 'hostname' in given ? given.hostname : undefined
  if (typeof hostname !== 'string') {
    throw wrongArgument('endpoint', 'a URL, not its text', endpoint)
  }
  return find(hostname)?.service ?? 'other'
}

/** Says whether a host is one of the push services of today's browsers, on the https port. */
export function isKnownPushService(endpoint: URL): boolean {
  return endpoint.port === '' && find(endpoint.hostname)?.allowed === true
}

/**
 * Says whether a host is a push service's by its full name. Below `*.push.apple.com` and the like anybody can make up
 * any number of hosts that do not exist.
 */
export function isNamedPushService(hostname: string): boolean {
  const given: unknown = hostname
  if (typeof given !== 'string') {
    throw wrongArgument('hostname', 'a text', given)
  }
  return NAMED.get(given)?.allowed === true
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
  return NAMED.get(hostname) ?? BELOW.find(({ suffix }) => isBelow(hostname, suffix))?.one
}

/** A label of RFC 1123 section 2.1 before the suffix, and only one. */
function isBelow(hostname: string, suffix: string): boolean {
  return hostname.endsWith(suffix) && /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/.test(hostname.slice(0, -suffix.length))
}

/** `[::1]:443` and `localhost:443` have a port, `[::1]` and `localhost` have none. */
function splitPort(entry: string): string[] {
  const colon = entry.lastIndexOf(':')
  return colon === -1 || entry.endsWith(']') ? [entry] : [entry.slice(0, colon), entry.slice(colon + 1)]
}
