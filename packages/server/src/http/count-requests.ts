import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { Metrics } from '../metrics.ts'
import type { HttpEnv } from './environment.ts'

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) // prettier-ignore

/** Counts what was answered, by the route's pattern: a path has ids in it, and whoever asks makes it up. */
export function countRequests(metrics: Metrics): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    await next()
    const method = METHODS.has(c.req.method) ? c.req.method : 'other'
    const pattern = routePath(c, -1)
    const route = pattern.includes('*') ? 'other' : pattern
    metrics.count('belfry_http_requests_total', { method, route, status: String(c.res.status) })
  }
}
