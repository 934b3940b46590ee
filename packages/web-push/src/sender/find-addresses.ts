import { isIP } from 'node:net'
import { deferred } from '../deferred.ts'
import { codeOfError } from './failure-reason.ts'
import { isPrivateAddress } from '../private-address.ts'
import { failure } from '../push-answer.ts'
import type { Failure } from '../push-answer.ts'
import { hostMatches } from '../push-services.ts'
import type { SenderSettings } from './sender-settings.ts'

/** Where to connect for an origin; never a private address that was not allowed. */
export interface Target {
  port: number
  addresses: readonly { address: string; family: number }[]
}

/**
 * Finds the addresses of an origin's host, as mapped by `resolve` or else by name, and leaves out the private ones
 * unless the host is mapped or in `allowPrivate`. Nothing but the addresses it returns may be connected to.
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
  const found = family === 0 ? await resolveName(host, settings, signal) : [{ address: host, family }]
  if ('kind' in found) {
    return found
  }
  const mayBePrivate = mapped !== undefined || isAllowedExactly(url, settings)
  const addresses = mayBePrivate ? found : found.filter(({ address }) => !isPrivateAddress(address))
  if (addresses.length === 0) {
    return found.length === 0
      ? failure('dns', `${host} has no address`, 'no-address')
      : failure('blocked', `${host} is at a private address`)
  }
  return { port, addresses }
}

/** Only exact names, as for `checkEndpoint`: a name below `*.example.com` may be anybody's, with an inner address. */
export function isAllowedExactly(url: URL, { allowPrivate }: Pick<SenderSettings, 'allowPrivate'>): boolean {
  return allowPrivate.some((entry) => !entry.startsWith('*.') && hostMatches(entry, url))
}

/** "host:port" before "host", which means port 443 as everywhere. */
export function mappedTarget(
  url: URL,
  resolve: Readonly<Record<string, string>>,
): { host: string; port: number } | undefined {
  const withPort = `${url.hostname}:${url.port || 443}`
  const mapped = (name: string): string | undefined => (Object.hasOwn(resolve, name) ? resolve[name] : undefined)
  const target = mapped(withPort) ?? (url.port === '' ? mapped(url.hostname) : undefined)
  if (target === undefined) {
    return undefined
  }
  const colon = target.lastIndexOf(':')
  return { host: stripBrackets(target.slice(0, colon)), port: Number(target.slice(colon + 1)) }
}

export async function resolveName(
  host: string,
  settings: Pick<SenderSettings, 'find' | 'connectTimeoutMs'>,
  signal: AbortSignal,
): Promise<Target['addresses'] | Failure> {
  const { promise, resolve } = deferred<Failure>()
  const over = new AbortController()
  const timer = setTimeout(() => {
    resolve(failure('timeout', `no address for ${host} in time`, 'dns'))
    over.abort()
  }, settings.connectTimeoutMs)
  const onAbort = (): void => {
    resolve(failure('aborted', 'given up while connecting'))
    over.abort()
  }
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([settings.find(host, over.signal), promise])
  } catch (error) {
    const code = codeOfError(error)
    return failure('dns', `${host}: ${code ?? 'lookup failed'}`, code)
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', onAbort)
  }
}

function stripBrackets(host: string): string {
  return host.startsWith('[') ? host.slice(1, -1) : host
}
