import { SpanStatusCode } from '@opentelemetry/api'
import type { MiddlewareHandler } from 'hono'
import { inSpan } from '../telemetry/traces.ts'
import type { HttpEnv } from './environment.ts'
import { routePattern } from './route-pattern.ts'

// Asked every few seconds by machines, and nobody wants to read them.
const QUIET: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics'])

/** A span for each request, named by the route's pattern: paths have ids of people and browsers in them. */
export const traceRequests: MiddlewareHandler<HttpEnv> = (c, next) => {
  const route = routePattern(c)
  if (route === undefined || QUIET.has(route)) return next()
  const attributes = { 'http.request.method': c.req.method, 'http.route': route }
  const parent = c.req.header('traceparent')
  return inSpan(`${c.req.method} ${route}`, { kind: 'server', parent, attributes }, async (span) => {
    await next()
    span.setAttribute('http.response.status_code', c.res.status)
    if (c.res.status >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
  })
}
