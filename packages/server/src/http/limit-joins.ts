import type { Context, MiddlewareHandler } from 'hono'
import { isLoopback, type ReadClientAddress } from '../limits/client-address.ts'
import {
  createJoinLimits,
  JOIN_BUDGETS,
  READ_BUDGETS,
  REPORT_BUDGETS,
  type JoinBudgets,
} from '../limits/join-limits.ts'
import { rateLimitFields } from '../limits/rate-limit-fields.ts'
import type { Allowance, Budget } from '../limits/token-buckets.ts'
import type { HttpEnv } from './environment.ts'
import type { HttpEvents } from './events.ts'
import { problemAnswer } from './problem-answer.ts'

export interface JoinLimitOptions {
  now: () => number
  clientAddress: ReadClientAddress
  limited: HttpEvents['limited']
  budgets?: JoinBudgets
  /** Only a refusal says what is left: other answers may be in caches. */
  isQuiet?: boolean
  /** One budget for all processes; without it each counts for itself. */
  share?: ((budget: Budget, of: string) => Promise<Allowance>) | undefined
}

/**
 * The same as limitJoins, with other allowances for the addresses where pages only tell what has happened, and for
 * those that only read. Each process counts these for itself: they cost less than asking the others.
 */
export function limitPages(
  options: Omit<JoinLimitOptions, 'budgets' | 'isQuiet'>,
  isReport: (path: string) => boolean,
): MiddlewareHandler<HttpEnv> {
  const { share: _, ...alone } = options
  const joins = limitJoins(options)
  const reports = limitJoins({ ...alone, budgets: REPORT_BUDGETS })
  const reads = limitJoins({ ...alone, budgets: READ_BUDGETS, isQuiet: true })
  return (c, next) => {
    if (/^(GET|HEAD)$/.test(c.req.method)) return reads(c, next)
    // Leaving is never bounded nor refused: it costs one look into an index.
    if (/^(DELETE|OPTIONS)$/.test(c.req.method)) return next()
    return isReport(c.req.path) ? reports(c, next) : joins(c, next)
  }
}

/** Bounds how often people may join from an address, from a network, from an unknown address, at a site, and at all. */
export function limitJoins(options: JoinLimitOptions): MiddlewareHandler<HttpEnv> {
  const { now, clientAddress, limited, budgets, share, isQuiet = false } = options
  const take = createJoinLimits(budgets ?? JOIN_BUDGETS, now, share)
  return async (c, next) => {
    const found = addressOf(c, clientAddress)
    // A proxy on this machine that does not say for whom it asks has all visitors behind it.
    const address = found !== undefined && isLoopback(found) ? undefined : found
    const taken = await take({ siteId: c.get('site').id, address })
    const spent = taken.find(({ waitMs }) => waitMs > 0)
    if (spent === undefined) {
      await next()
      if (isQuiet) return undefined
      for (const [name, value] of Object.entries(rateLimitFields([taken[0]]))) c.header(name, value)
      return undefined
    }
    const forwarded = c.req.header('x-forwarded-for')
    const isForwarded = forwarded !== undefined && forwarded !== found
    const hasConnection = c.env?.incoming?.socket?.remoteAddress !== undefined
    limited({ site: c.get('site').id, budget: spent.budget.name, hasConnection, isForwarded })
    const seconds = String(Math.ceil(spent.waitMs / 1000))
    return problemAnswer('rate-limited', { headers: { 'retry-after': seconds, ...rateLimitFields([spent]) } })
  }
}

function addressOf(c: Context<HttpEnv>, clientAddress: ReadClientAddress): string | undefined {
  return clientAddress(c.env?.incoming?.socket?.remoteAddress, (name) => c.req.header(name))
}
