import type { MiddlewareHandler } from 'hono'
import { householdOf, isLoopback, type ReadClientAddress } from '../limits/client-address.ts'
import { rateLimitFields } from '../limits/rate-limit-fields.ts'
import { TokenBuckets, type Budget } from '../limits/token-buckets.ts'
import type { HttpEnv } from './environment.ts'
import type { HttpEvents } from './events.ts'
import { problemAnswer } from './problem-answer.ts'

// A visit to the dashboard loads some fifty files and asks a dozen questions.
const OF_ADDRESS: Budget = { name: 'visitor', burst: 1200, perMinute: 1200 }
// All whose address is unknown, as behind a proxy that does not name them.
const NAMELESS: Budget = { name: 'visitors', burst: 60_000, perMinute: 60_000 }

/** Bounds what anybody may ask of the pages for operators: the dashboard, its sign-in, the reference. */
export function limitVisitors(needs: {
  clientAddress: ReadClientAddress
  now: () => number
  visitorLimited: HttpEvents['visitorLimited']
}): MiddlewareHandler<HttpEnv> {
  const [named, nameless] = [new TokenBuckets(OF_ADDRESS), new TokenBuckets(NAMELESS)]
  return async (c, next) => {
    const address = needs.clientAddress(c.env?.incoming?.socket?.remoteAddress, (name) => c.req.header(name))
    const allowance =
      address === undefined || isLoopback(address)
        ? nameless.take('', needs.now())
        : named.take(householdOf(address), needs.now())
    if (allowance.waitMs === 0) return next()
    needs.visitorLimited()
    const seconds = String(Math.ceil(allowance.waitMs / 1000))
    return problemAnswer('rate-limited', { headers: { 'retry-after': seconds, ...rateLimitFields([allowance]) } })
  }
}
