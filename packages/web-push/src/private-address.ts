import { BlockList, isIP } from 'node:net'

// IANA special-purpose registries: nothing here is a push service, and much of it is somebody's inner network.
// https://www.iana.org/assignments/iana-ipv4-special-registry ,
// https://www.iana.org/assignments/iana-ipv6-special-registry
const SPECIAL_IPV4 = [
  ['0.0.0.0', 8], // this network
  ['10.0.0.0', 8], // RFC 1918
  ['100.64.0.0', 10], // carrier-grade NAT, RFC 6598
  ['127.0.0.0', 8], // loopback
  ['169.254.0.0', 16], // link-local, and the clouds' metadata services
  ['172.16.0.0', 12], // RFC 1918
  ['192.0.0.0', 24], // IETF protocol assignments
  ['192.0.2.0', 24], // documentation
  ['192.88.99.0', 24], // 6to4 relay, deprecated
  ['192.168.0.0', 16], // RFC 1918
  ['198.18.0.0', 15], // benchmarking
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, broadcast
] as const

const SPECIAL_IPV6 = [
  ['::', 3], // all that is not global unicast (2000::/3): loopback, NAT64, discard …
  ['2001::', 23], // Teredo and other protocol assignments
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // 6to4: carries any IPv4 address
  ['3fff::', 20], // documentation
  ['4000::', 2], // … unassigned …
  ['8000::', 1], // … unique local (AWS's fd00:ec2::254 too), link-local, multicast
] as const

// Two lists, since a BlockList looks for an IPv4 address among IPv6 networks too, as ::ffff:a.b.c.d, which is in ::/3.
const specialIpv4 = new BlockList()
for (const [network, prefix] of SPECIAL_IPV4) {
  specialIpv4.addSubnet(network, prefix, 'ipv4')
}
const specialIpv6 = new BlockList()
for (const [network, prefix] of SPECIAL_IPV6) {
  specialIpv6.addSubnet(network, prefix, 'ipv6')
}

/**
 * Returns whether an IP address is anything but a public unicast one; a text that is no address counts as private.
 *
 * @example
 * isPrivateAddress('169.254.169.254') // true
 * isPrivateAddress('::ffff:10.0.0.1') // true
 * isPrivateAddress('142.250.74.10') // false
 */
export function isPrivateAddress(address: string): boolean {
  const plain = typeof address === 'string' ? address.replace(/%.*$/, '') : ''
  const family = isIP(plain)
  if (family === 4) {
    return specialIpv4.check(plain, 'ipv4')
  }
  if (family === 6) {
    const embedded = embeddedIpv4(plain)
    return embedded === undefined ? specialIpv6.check(plain, 'ipv6') : specialIpv4.check(embedded, 'ipv4')
  }
  return true
}

/** The IPv4 address inside an IPv4-mapped (::ffff:0:0/96) or NAT64 (64:ff9b::/96, RFC 6052) address. */
function embeddedIpv4(address: string): string | undefined {
  // The URL parser gives every spelling of an address the one form of RFC 5952.
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const tail = /^(?:::ffff|64:ff9b:):(?:([0-9a-f]+):)?([0-9a-f]*)$/.exec(canonical)
  if (tail === null) {
    return undefined
  }
  const high = Number.parseInt(tail[1] ?? '0', 16)
  const low = Number.parseInt(tail[2] || '0', 16)
  return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`
}
