import type { Context } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { HttpEnv } from './environment.ts'

/** The pattern of the requested address, `/v1/topics/:id` say; undefined where there is nothing. */
export function routePattern(c: Context<HttpEnv>): string | undefined {
  // Patterns with a star belong to middleware, which is not always mounted before the routes. Of two patterns the first
  // one answers: /v1/notifications/preview, and not /v1/notifications/:id.
  return matchedRoutes(c).find(({ path }) => !path.includes('*'))?.path
}
