import { isIP } from 'node:net'
import { isPrivateHost } from '../private-host.ts'
import { mappedTarget } from './find-addresses.ts'
import type { SenderSettings } from './sender-settings.ts'

/**
 * The target that a proxy is asked for, `host:port`: the name, or its mapped address. Undefined where no proxy is used:
 * for hosts in NO_PROXY, for loopback unless the proxy is on loopback too, and for a host that is mapped to the inner
 * network.
 */
export function tunnelTarget(
  url: URL,
  { proxy, resolve }: Pick<SenderSettings, 'proxy' | 'resolve'>,
): string | undefined {
  if (proxy === undefined || !proxy.leadsTo(url)) {
    return undefined
  }
  const mapped = mappedTarget(url, resolve)
  const place = mapped === undefined ? url : new URL(`https://${bracketed(mapped.host)}:${mapped.port}`)
  if (isLoopback(place.hostname)) {
    return isLoopback(bracketed(proxy.host)) && proxy.leadsTo(place) ? targetOf(place) : undefined
  }
  const isInner = mapped !== undefined && (isPrivateHost(place.hostname) || !proxy.leadsTo(place))
  return isInner ? undefined : targetOf(place)
}

/** Takes a host as `URL` spells it. */
function isLoopback(hostname: string): boolean {
  const isName = isIP(hostname) === 0
  return isName ? /(^|\.)localhost\.?$|^\[::1\]$/.test(hostname) : hostname.startsWith('127.')
}

function targetOf({ hostname, port }: URL): string {
  return `${hostname}:${port || '443'}`
}

function bracketed(host: string): string {
  return isIP(host) === 6 ? `[${host}]` : host
}
