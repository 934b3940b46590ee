import { isIP } from 'node:net'
import { isPrivateAddress } from '../private-address.ts'
import { failure } from '../push-answer.ts'
import type { Failure } from '../push-answer.ts'
import { hostMatches } from '../push-services.ts'
import type { SenderSettings } from './sender-options.ts'

/** Where to connect for an origin; never a private address that nobody allowed. */
export interface Target {
  port: number
  addresses: readonly { address: string; family: number }[]
}

/**
 * Finds the addresses of an origin's host, as mapped by `resolve` or else by name, and leaves out the private ones
 * unless the host is mapped or in `allowPrivate`. What it returns is what may be connected to, and nothing else.
 */
export async function findAddresses(
  url: URL,
  settings: SenderSettings,
  signal: AbortSignal,
): Promise<Target | Failure> {
  const mapped = mappedTarget(url, settings.resolve)
  const host = mapped?.host ?? stripBrackets(url.hostname)
  const port = mapped?.port ?? Number(url.port || 443)
  const family = isIP(host)
  const found =
    family === 0 ? await resolveName(host, settings, signal) : [{ address: host, family }]
  if ('kind' in found) {
    return found
  }
  // Only exact names, as for `checkEndpoint`: below `*.example.com` anybody may have a name, and an inner address for it.
  const mayBePrivate =
    mapped !== undefined ||
    settings.allowPrivate.some((entry) => !entry.startsWith('*.') && hostMatches(entry, url))
  const addresses = mayBePrivate ? found : found.filter(({ address }) => !isPrivateAddress(address))
  if (addresses.length === 0) {
    return found.length === 0
      ? failure('dns', `${host} has no address`)
      : failure('blocked', `${host} is at a private address`)
  }
  return { port, addresses }
}

/** "host:port" before "host", which stands for port 443 like everywhere. */
function mappedTarget(
  url: URL,
  resolve: Readonly<Record<string, string>>,
): { host: string; port: number } | undefined {
  const withPort = `${url.hostname}:${url.port || 443}`
  const target = resolve[withPort] ?? (url.port === '' ? resolve[url.hostname] : undefined)
  if (target === undefined) {
    return undefined
  }
  const colon = target.lastIndexOf(':')
  return { host: stripBrackets(target.slice(0, colon)), port: Number(target.slice(colon + 1)) }
}

async function resolveName(
  host: string,
  settings: SenderSettings,
  signal: AbortSignal,
): Promise<Target['addresses'] | Failure> {
  const { promise, resolve } = Promise.withResolvers<Failure>()
  const timer = setTimeout(
    () => resolve(failure('timeout', `no address for ${host} in time`)),
    settings.connectTimeoutMs,
  )
  const onAbort = (): void => resolve(failure('aborted', 'given up while connecting'))
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([settings.lookup(host), promise])
  } catch (error) {
    return failure('dns', `${host}: ${(error as NodeJS.ErrnoException).code ?? 'lookup failed'}`)
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', onAbort)
  }
}

function stripBrackets(host: string): string {
  return host.startsWith('[') ? host.slice(1, -1) : host
}
