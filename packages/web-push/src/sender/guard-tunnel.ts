import { isIP } from 'node:net'
import { isPrivateAddress } from '../private-address.ts'
import { isPrivateHost } from '../private-host.ts'
import { failure } from '../push-answer.ts'
import type { Failure } from '../push-answer.ts'
import { isKnownPushService } from '../push-services.ts'
import { isAllowedExactly, mappedTarget, resolveName } from './find-addresses.ts'
import type { SenderSettings } from './sender-settings.ts'

// Where only the proxy reaches the internet, public names often fail to resolve here, and slowly.
const PATIENCE_MS = 1000

/**
 * Whether a proxy may be asked for this host. The proxy resolves the name itself, so it has to guard the address. This
 * refuses a private address, a name of inner networks, and a name that resolves to a private address here. The known
 * push services are not looked up.
 */
export async function guardTunnel(
  url: URL,
  settings: SenderSettings,
  signal: AbortSignal,
): Promise<Failure | undefined> {
  const isMapped = mappedTarget(url, settings.resolve) !== undefined
  if (isMapped || isAllowedExactly(url, settings) || isKnownPushService(url)) {
    return undefined
  }
  if (isPrivateHost(url.hostname)) {
    return failure('blocked', `${url.host} is at a private address`)
  }
  if (isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0) {
    return undefined
  }
  const found = await resolveName(url.hostname, { find: settings.find, connectTimeoutMs: PATIENCE_MS }, signal)
  const isInside = !('kind' in found) && found.length > 0 && found.every(({ address }) => isPrivateAddress(address))
  return isInside ? failure('blocked', `${url.host} is at a private address`) : undefined
}
