import { BlockList, isIP } from 'node:net'

/**
 * Decides which hosts are reached without a proxy, as NO_PROXY does for curl and Go: a host and all below it (with a
 * dot or `*.` before it too), `host:port`, an address, a network such as `10.0.0.0/8`, `*` for all.
 */
export function readNoProxy(entries: readonly string[]): (url: URL) => boolean {
  const networks = new BlockList()
  const names = entries
    .map((entry) => entry.trim().toLowerCase())
    .filter((entry) => entry !== '' && !addNetwork(networks, entry))
  return (url) => {
    const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
    const family = isIP(host)
    const isInNetwork = family !== 0 && networks.check(host, family === 4 ? 'ipv4' : 'ipv6')
    return isInNetwork || names.some((entry) => matches(entry, host, url.port || '443'))
  }
}

/** False for a text that is no network. */
function addNetwork(networks: BlockList, entry: string): boolean {
  const [address = '', prefix = ''] = entry.split('/')
  const family = isIP(address)
  const longest = family === 4 ? 32 : 128
  if (family === 0 || !/^\d{1,3}$/.test(prefix) || Number(prefix) > longest) {
    return false
  }
  networks.addSubnet(address, Number(prefix), family === 4 ? 'ipv4' : 'ipv6')
  return true
}

function matches(entry: string, host: string, port: string): boolean {
  const [, named = '', wantedPort] = /^(.*?)(?::(\d+))?$/.exec(isIP(entry) === 6 ? `[${entry}]` : entry) ?? []
  const name = named.replace(/^\[|\]$/g, '').replace(/^\*?\./, '')
  const isNamed = name === '*' || (name !== '' && (host === name || host.endsWith(`.${name}`)))
  return isNamed && (wantedPort === undefined || wantedPort === port)
}
