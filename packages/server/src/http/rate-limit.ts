import { isIP } from 'node:net'
import type { MiddlewareHandler } from 'hono'
import type { HttpEnv } from './environment.ts'
import { problemAnswer } from './problem-answer.ts'

export interface RateLimit {
  /** Requests that may come at once. */
  burst: number
  perMinute: number
}

// A page visit costs one write. An office behind one address stays far below, a script that fills the table does not.
export const BROWSER_WRITES: RateLimit = { burst: 120, perMinute: 120 }

const ADDRESSES_KEPT = 10_000

interface Bucket {
  tokens: number
  at: number
}

/** Bounds how often one network address may write. An address that is not known (an app calls `fetch`) is not bounded. */
export function limitRate(limit: RateLimit, now: () => number): MiddlewareHandler<HttpEnv> {
  const buckets = new Map<string, Bucket>()
  return async (c, next) => {
    const address = clientAddress(
      c.env?.incoming?.socket?.remoteAddress,
      c.req.header('x-forwarded-for'),
    )
    if (address === undefined) return next()
    const waitMs = take(buckets, address, limit, now())
    if (waitMs === 0) return next()
    const seconds = String(Math.ceil(waitMs / 1000))
    return problemAnswer('rate-limited', { headers: { 'retry-after': seconds } })
  }
}

function take(buckets: Map<string, Bucket>, address: string, limit: RateLimit, at: number): number {
  const perMs = limit.perMinute / 60_000
  const before = buckets.get(address) ?? { tokens: limit.burst, at }
  const tokens = Math.min(limit.burst, before.tokens + Math.max(0, at - before.at) * perMs)
  const isAllowed = tokens >= 1
  buckets.delete(address) // to the end: the first of the map is who was silent for longest
  buckets.set(address, { tokens: isAllowed ? tokens - 1 : tokens, at })
  if (buckets.size > ADDRESSES_KEPT) {
    for (const oldest of buckets.keys()) {
      buckets.delete(oldest)
      break
    }
  }
  return isAllowed ? 0 : (1 - tokens) / perMs
}

/**
 * Whom a request is counted for. A proxy in front connects from a private address, and only then is its
 * X-Forwarded-For believed: the last entry, which the proxy itself has written. One household has one IPv6 /64.
 */
export function clientAddress(
  remote: string | undefined,
  forwardedFor: string | undefined,
): string | undefined {
  if (remote === undefined) return undefined
  const peer = remote.replace(/^::ffff:/, '')
  if (!isPrivate(peer)) return network(peer)
  const last = forwardedFor?.split(',').at(-1)?.trim() ?? ''
  return isIP(last) === 0 || isPrivate(last) ? undefined : network(last)
}

function isPrivate(address: string): boolean {
  return /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd]|fe80:)/i.test(address)
}

function network(address: string): string {
  if (isIP(address) !== 6) return address
  const [head = '', tail] = address.split('::')
  const groups = head.split(':').filter((group) => group !== '')
  const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(':').length
  return [...groups, ...Array<string>(Math.max(0, missing)).fill('0')].slice(0, 4).join(':')
}
