import { isIPv6 } from 'node:net'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'

/**
 * The address to count a visitor's requests by. Behind a proxy on the same machine it is the address that the proxy
 * appended to X-Forwarded-For; from anyone else the header is ignored. An IPv6 network (/64) counts as one visitor,
 * because each has 2^64 addresses to choose from.
 */
export function visitorAddress(c: Context): string {
  const direct = c.env?.incoming ? (getConnInfo(c).remote.address ?? '') : ''
  const address = isLoopback(direct) ? (forwardedFor(c) ?? direct) : direct
  return isIPv6(address) && !address.includes('.') ? networkOf(address) : address
}

function networkOf(address: string): string {
  const [left = [], right = []] = address.split('::').map((part) => part.split(':'))
  const zeros = Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0')
  return [...left, ...zeros, ...right].slice(0, 4).join(':')
}

function forwardedFor(c: Context): string | undefined {
  return c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() || undefined
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.')
}
