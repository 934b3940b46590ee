import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { Database } from '../database/database.ts'
import { Refusal } from '../refusal.ts'
import { findSite } from '../sites/site-store.ts'
import { authenticate } from './authenticate.ts'
import type { BrowserFiles } from './browser-files.ts'
import type { Metrics } from '../metrics.ts'
import { countRequests } from './count-requests.ts'
import type { HttpEnv } from './environment.ts'
import type { HttpEvents } from './events.ts'
import { allowListedOrigins, requireOwnOrigin } from './origin-check.ts'
import { problemAnswer } from './problem-answer.ts'
import { isProblemCode } from './problems.ts'
import { BROWSER_WRITES, limitRate, type RateLimit } from './rate-limit.ts'
import { routeBrowserFiles } from './routes/browser-files.ts'
import { routeConfig } from './routes/config.ts'
import { routeHealth, type Readiness } from './routes/health.ts'
import { routeJobs, type Jobs } from './routes/jobs.ts'
import { routeMetrics, type MetricsPage } from './routes/metrics.ts'
import { routeNotifications, type Notifications } from './routes/notifications.ts'
import { routeSubscription, type SubscriptionRouteNeeds } from './routes/subscription.ts'

export interface RouteNeeds {
  database: Database
  files: BrowserFiles
  subscription: Omit<SubscriptionRouteNeeds, 'database' | 'now'>
  notifications: Notifications
  jobs: Jobs
  readiness: Readiness
  metrics: Metrics
  metricsPage: MetricsPage
  events: HttpEvents
  now: () => number
  browserWrites?: RateLimit
}

/** All of Belfry's addresses, for browsers (/b), for servers (/v1) and for operators. */
export function createRoutes(needs: RouteNeeds): Hono<HttpEnv> {
  const { database, files, now } = needs
  const app = new Hono<HttpEnv>({ strict: true })
  app.use(countRequests(needs.metrics))
  app.use(secureHeaders)
  app.onError((error, c) => answerError(error, c, needs))
  app.notFound(() => problemAnswer('route-unknown'))

  // No id has a U+0000 in it, and PostgreSQL does not even look for one.
  app.use((c, next) => (c.req.url.includes('%00') ? Promise.resolve(problemAnswer('route-unknown')) : next())) // prettier-ignore

  app.use('/b/:site/*', async (c, next) => {
    const site = await findSite(database.kysely, c.req.param('site'))
    if (site === undefined) return problemAnswer('site-unknown')
    c.set('site', site)
    return next()
  })
  app.use('/b/:site/*', allowListedOrigins)
  app.on(['PUT', 'POST', 'DELETE', 'PATCH'], '/b/:site/*', limitRate(needs.browserWrites ?? BROWSER_WRITES, now), requireOwnOrigin) // prettier-ignore
  routeConfig(app, database, files)
  routeBrowserFiles(app, files)
  routeSubscription(app, { ...needs.subscription, database, now })

  app.use('/v1/*', authenticate(database))
  routeNotifications(app, needs.notifications)
  routeJobs(app, needs.jobs)

  app.use('/metrics', authenticate(database))
  routeMetrics(app, needs.metricsPage)
  routeHealth(app, needs.readiness)
  return app
}

// Answers are data or scripts, never documents: nothing may frame them, guess their type or run what is in them.
const secureHeaders: MiddlewareHandler<HttpEnv> = async (c, next) => {
  await next()
  const { headers } = c.res
  const set = (name: string, value: string) => headers.has(name) || headers.set(name, value)
  set('x-content-type-options', 'nosniff')
  set('referrer-policy', 'no-referrer')
  set('cross-origin-resource-policy', 'same-origin')
  // A worker takes its policy from its script's headers, and it has to fetch: only data gets this one.
  if (/json/.test(headers.get('content-type') ?? '')) {
    set('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
    set('cache-control', 'no-store')
  }
}

function answerError(
  error: unknown,
  c: Context<HttpEnv>,
  { database, events }: Pick<RouteNeeds, 'database' | 'events'>,
): Response {
  const request = { method: c.req.method, route: routePath(c) }
  if (error instanceof Refusal) {
    const code = isProblemCode(error.code) ? error.code : 'input-invalid'
    events.refused({ ...request, code: error.code })
    return problemAnswer(code, { detail: error.message, faults: error.faults })
  }
  const instance = events.failed({ ...request, error })
  if (database.isNotWritable(error)) return problemAnswer('database-not-writable', { instance, headers: { 'retry-after': '10' } }) // prettier-ignore
  return database.isAway(error)
    ? problemAnswer('database-busy', { instance, headers: { 'retry-after': '1' } })
    : problemAnswer('internal-error', { instance })
}
