import type { MiddlewareHandler } from 'hono'
import { isLoopback, type ReadClientAddress } from '../limits/client-address.ts'
import { createJoinLimits, JOIN_BUDGETS, REPORT_BUDGETS } from '../limits/join-limits.ts'
import { rateLimitFields } from '../limits/rate-limit-fields.ts'
import type { HttpEnv } from './environment.ts'
import type { HttpEvents } from './events.ts'
import { problemAnswer } from './problem-answer.ts'

export interface JoinLimitOptions {
  now: () => number
  clientAddress: ReadClientAddress
  limited: HttpEvents['limited']
  budgets?: typeof JOIN_BUDGETS
}

/** The same as limitJoins, with another allowance for the addresses where pages only tell what has happened. */
export function limitWrites(
  options: Omit<JoinLimitOptions, 'budgets'>,
  isReport: (path: string) => boolean,
): MiddlewareHandler<HttpEnv> {
  const joins = limitJoins(options)
  const reports = limitJoins({ ...options, budgets: REPORT_BUDGETS })
  return (c, next) => (isReport(c.req.path) ? reports : joins)(c, next)
}

/**
 * Bounds how often people may join from an address, from a network, from an unknown address, and at a site. Leaving is
 * never bounded nor refused: it costs one look into an index.
 */
export function limitJoins({ now, clientAddress, limited, budgets }: JoinLimitOptions): MiddlewareHandler<HttpEnv> {
  const take = createJoinLimits(budgets ?? JOIN_BUDGETS, now)
  return async (c, next) => {
    const peer = c.env?.incoming?.socket?.remoteAddress
    const found = clientAddress(peer, (name) => c.req.header(name))
    // A proxy on this machine that does not say for whom it asks has all visitors behind it.
    const address = found !== undefined && isLoopback(found) ? undefined : found
    const taken = take({ siteId: c.get('site').id, address })
    const spent = taken.find(({ waitMs }) => waitMs > 0)
    if (spent === undefined) {
      await next()
      for (const [name, value] of Object.entries(rateLimitFields([taken[0]]))) c.header(name, value)
      return undefined
    }
    const forwarded = c.req.header('x-forwarded-for')
    const isForwarded = forwarded !== undefined && forwarded !== found
    limited({ site: c.get('site').id, budget: spent.budget.name, hasConnection: peer !== undefined, isForwarded })
    const seconds = String(Math.ceil(spent.waitMs / 1000))
    return problemAnswer('rate-limited', { headers: { 'retry-after': seconds, ...rateLimitFields([spent]) } })
  }
}
