import { isIP } from 'node:net'
import { isPrivateAddress } from './private-address.ts'

/** Whether a host, as `URL` spells it, is a private address or a name that only an inner network knows. */
export function isPrivateHost(hostname: string): boolean {
  const address = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname
  return isIP(address) !== 0
    ? isPrivateAddress(address)
    : /(^|\.)(localhost|local|internal|home\.arpa)\.?$/.test(hostname)
}
