import type { MiddlewareHandler } from 'hono'
import type { Metrics } from '../telemetry/metrics.ts'
import { HTTP_COUNTERS } from './counters.ts'
import type { HttpEnv } from './environment.ts'
import { routePattern } from './route-pattern.ts'

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** Counts answers by the route's pattern, because the path itself is made up by the client and has ids in it. */
export function countRequests(metrics: Metrics): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    await next()
    const method = METHODS.has(c.req.method) ? c.req.method : 'other'
    const route = routePattern(c) ?? 'other'
    metrics.count(HTTP_COUNTERS.answered, { method, route, status: String(c.res.status) })
  }
}
