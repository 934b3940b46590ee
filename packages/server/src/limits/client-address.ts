import { BlockList, isIP } from 'node:net'

/** Which proxies stand between visitors and this server, and so may say whom a request comes from. */
export interface TrustedProxies {
  /** Addresses and networks (CIDR) of proxies; `loopback` and `private` name the usual ones. */
  readonly networks?: readonly string[]
  /** How many proxies a request passes, whatever their addresses are. */
  readonly hops?: number
  /** A header that the outermost proxy sets to the visitor's address, such as `cf-connecting-ip`. */
  readonly header?: string
}

/**
 * Reads the address of the visitor from the connection's own and the request's headers; undefined when nobody knows.
 */
export type ReadClientAddress = (
  peer: string | undefined,
  header: (name: string) => string | undefined,
) => string | undefined

const NAMED: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  // RFC 1918, RFC 4193 section 3.1, RFC 4291 section 2.5.6, RFC 3927, and the shared space of RFC 6598.
  private: [
    '10.0.0.0/8',
    '172.16.0.0/12',
    '192.168.0.0/16',
    'fc00::/7',
    'fe80::/10',
    '169.254.0.0/16',
    '100.64.0.0/10',
  ],
}

/** Proxies on this machine and in the network around it, as before most servers. */
export const USUAL_PROXIES: TrustedProxies = { networks: ['loopback', 'private'] }

/**
 * Each proxy appends to X-Forwarded-For whom it was asked by, so that only the right end can be believed: from there
 * on, the first address that is no proxy's is the visitor's. Entries that a visitor writes into the header stand to its
 * left.
 */
export function clientAddressReader(proxies: TrustedProxies = USUAL_PROXIES): ReadClientAddress {
  const { hops, header } = proxies
  const isProxy = networkMatcher(networksOf(proxies))
  return (peer, headerOf) => {
    const nearest = peer === undefined ? undefined : plain(peer)
    if (nearest === undefined) {
      // Where an app has no connection to pass on: the last of so many proxies has written the last entry.
      return hops === undefined || hops < 1 ? undefined : forwardedFor(headerOf('x-forwarded-for')).at(-hops)
    }
    if (header !== undefined && (hops !== undefined || isProxy(nearest))) {
      const named = plain(headerOf(header)?.trim() ?? '')
      if (named !== undefined) return named
    }
    const chain = [...forwardedFor(headerOf('x-forwarded-for')), nearest]
    if (hops !== undefined) return chain.at(-1 - hops) ?? chain[0]
    return chain.findLast((address) => !isProxy(address)) ?? chain[0]
  }
}

/** Tells whether a connection may be a proxy's, by the address that it comes from. */
export function proxyMatcher(proxies: TrustedProxies = USUAL_PROXIES): (peer: string) => boolean {
  const { networks, hops } = proxies
  // Where only their number is known, the nearest one is a proxy, whatever its address.
  if (networks === undefined && hops !== undefined) return () => hops > 0
  const isProxy = networkMatcher(networksOf(proxies))
  return (peer) => {
    const address = plain(peer)
    return address !== undefined && isProxy(address)
  }
}

/** Whether a text is an address, a network or a name of networks. */
export function isNetwork(text: string): boolean {
  if (Object.hasOwn(NAMED, text)) return true
  const [address = '', bits, ...more] = text.split('/')
  const version = isIP(address)
  if (version === 0 || more.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
}

/** Whether an address, as the reader gives it, is this machine's. */
export function isLoopback(address: string): boolean {
  return /^(127\.|::1$)/.test(address)
}

/** The network of one household or office: an address of IPv4, a /64 of IPv6. */
export function householdOf(address: string): string {
  return isIP(address) === 6 ? groupsOf(address).slice(0, 4).join(':') : address
}

/** The network that one customer of a provider may have: a /24 of IPv4, a /48 of IPv6. */
export function networkOf(address: string): string {
  return isIP(address) === 6 ? groupsOf(address).slice(0, 3).join(':') : address.replace(/\.\d+$/, '')
}

function groupsOf(address: string): string[] {
  const [head = '', tail] = address.split('::')
  const groups = head.split(':').filter((group) => group !== '')
  const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(':').length
  return [...groups, ...Array<string>(Math.max(0, missing)).fill('0')]
}

function forwardedFor(text: string | undefined): string[] {
  // Node joins repeated headers with commas, in their order.
  const addresses = text?.split(',').map((entry) => plain(entry.trim())) ?? []
  // An entry that is no address breaks the chain: entries to its left were not written by a known proxy.
  const end = addresses.findLastIndex((address) => address === undefined)
  return addresses.slice(end + 1).filter((address) => address !== undefined)
}

// `::ffff:1.2.3.4`, `[2001:db8::1]:443` and `1.2.3.4:5678` are addresses, too.
function plain(text: string): string | undefined {
  const bare = text
    .replace(/^\[(.+)\](?::\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/^::ffff:/i, '')
  return isIP(bare) === 0 ? undefined : bare.toLowerCase()
}

function networksOf({ networks, hops, header }: TrustedProxies): readonly string[] {
  return networks ?? (hops === undefined && header === undefined ? [] : ['loopback', 'private'])
}

/** Tells whether an address, as the reader gives it, is in one of these networks. */
export function networkMatcher(networks: readonly string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const network of networks.flatMap((name) => NAMED[name] ?? [name])) {
    const [address = '', bits] = network.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    list.addSubnet(address, Number(bits ?? (family === 'ipv6' ? 128 : 32)), family)
  }
  return (address) => list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}
