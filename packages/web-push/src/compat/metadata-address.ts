import dns from 'node:dns'
import type { LookupAddress, LookupAllOptions, LookupOptions } from 'node:dns'
import { BlockList, isIP } from 'node:net'
import type { LookupFunction } from 'node:net'

/** Thrown for an endpoint whose address, or name's address, can only be a cloud's internal service. */
export class MetadataAddressError extends Error {
  override readonly name = 'MetadataAddressError'
  readonly code = 'endpoint-private-address'

  constructor(host: string) {
    super(`the endpoint ${host} is link-local or a cloud's metadata service, never a push service`)
  }
}

const FORBIDDEN = [
  ['169.254.0.0', 16], // link-local: the metadata services of AWS, Azure, Google, DigitalOcean …
  ['100.100.100.200', 32], // Alibaba
  ['192.0.0.192', 32], // Oracle
  ['168.63.129.16', 32], // Azure's wire server
  ['fe80::', 10], // link-local
  ['fd00:ec2::', 32], // AWS
] as const

const forbidden = new BlockList()
for (const [network, prefix] of FORBIDDEN) {
  forbidden.addSubnet(network, prefix, network.includes(':') ? 'ipv6' : 'ipv4')
}

/**
 * Says whether an address is link-local or a cloud's metadata service. Loopback and private networks
 * are not: that is where the tests of web-push's users run their servers.
 */
export function isMetadataAddress(address: string): boolean {
  const family = isIP(address)
  return family !== 0 && forbidden.check(address, family === 6 ? 'ipv6' : 'ipv4')
}

/** A `dns.lookup` that fails when any address it found is forbidden, at the moment of connecting. */
export const lookupOutsideMetadata: LookupFunction = (hostname, options, callback) => {
  const found = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => {
    const addresses = typeof address === 'string' ? [{ address }] : (address ?? [])
    if (!error && addresses.some((one) => isMetadataAddress(one.address))) {
      callback(new MetadataAddressError(hostname), address, family)
    } else {
      callback(error, address, family)
    }
  }
  // One signature for all and one for a single address; which it is depends on `options.all`.
  dns.lookup(hostname, options as LookupOptions & LookupAllOptions, found)
}
