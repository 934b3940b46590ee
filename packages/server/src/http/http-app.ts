import { Hono, type Context } from 'hono'
import { routePath } from 'hono/route'
import type { RefusalKinds } from '../refusals/refusal-kind.ts'
import { Refusal } from '../refusals/refusal.ts'
import { clientAddressReader, type ReadClientAddress, type TrustedProxies } from '../limits/client-address.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import { AREAS, areaOf } from './areas.ts'
import { authenticate, type GrantOf, type OperatorGrantOf } from './authenticate.ts'
import { countRequests } from './count-requests.ts'
import { linkDocs } from './docs-link.ts'
import type { HttpEnv, RequestSite } from './environment.ts'
import { requireDashboardPage } from './dashboard-page.ts'
import type { HttpEvents } from './events.ts'
import { allowListedOrigins, requireOwnOrigin } from './origin-check.ts'
import { problemAnswer, refusalAnswer } from './problem-answer.ts'
import { publishAnswer } from './publish-answer.ts'
import { tellChanges } from './tell-changes.ts'
import { traceRequests } from './trace-requests.ts'
import { limitPages, type JoinLimitOptions } from './limit-joins.ts'
import { limitKeys } from './limit-keys.ts'
import { limitVisitors } from './limit-visitors.ts'
import { routePattern } from './route-pattern.ts'
import { requestPaths, type RequestPaths } from './request-path.ts'
import type { RouteFile } from './route-file.ts'
import { addSecureHeaders, type HeaderPolicy } from './secure-headers.ts'

export interface HttpNeeds extends HeaderPolicy {
  files: readonly RouteFile[]
  /** The meaning of each code that a room refuses with. */
  refusals: RefusalKinds
  siteOf: (id: string) => Promise<RequestSite | undefined>
  grantOf: GrantOf
  /** Where there is a dashboard. */
  operatorGrantOf?: OperatorGrantOf | undefined
  /** What an error of the database says about it. */
  database: { isAway(error: unknown): boolean; isNotWritable(error: unknown): boolean }
  metrics: Metrics
  events: HttpEvents
  /** One budget for all processes. */
  shareBudget?: JoinLimitOptions['share']
  /** Of each API key and each operator; 0: no limit. */
  keyRequestsPerMinute: number
  now: () => number
  trustedProxies?: TrustedProxies | undefined
  basePath: string
  /** The same of a single site, before its own addresses. */
  basePathOf?: (siteId: string) => string | undefined
}

/** Belfry's addresses, and how to find them in a request. */
export interface Routes {
  app: Hono<HttpEnv>
  paths: RequestPaths
}

/** All of Belfry's addresses: what is around the routes is here, and stands before each of an area. */
export function createHttpApp(needs: HttpNeeds): Routes {
  let firstSegments: ReadonlySet<string> | undefined
  const paths = requestPaths(needs.basePath, () => (firstSegments ??= firstSegmentsOf(app)), needs.basePathOf)
  const app: Hono<HttpEnv> = new Hono<HttpEnv>({
    strict: true,
    getPath: (request, { env } = {}) => paths.inside({ request, incoming: env?.incoming }),
  })
  app.use(publishAnswer)
  app.use((c, next) => {
    c.set('prefix', paths.prefix({ request: c.req.raw, incoming: c.env?.incoming }))
    return next()
  })
  app.use(traceRequests)
  app.use(countRequests(needs.metrics))
  app.use(linkDocs)
  app.use(addSecureHeaders(needs))
  app.onError((error, c) => answerError(error, c, needs))
  app.notFound((c) =>
    paths.isOurs({ request: c.req.raw, incoming: c.env?.incoming })
      ? problemAnswer('route-unknown')
      : problemAnswer('route-unknown', { detail: notOurs(c.req.url) }),
  )

  // No id has a U+0000 in it, and PostgreSQL does not even look for one.
  app.use((c, next) => (/^[^?]*%00/.test(c.req.url) ? Promise.resolve(problemAnswer('route-unknown')) : next()))

  app.use('/b/:site/*', async (c, next) => {
    const site = await needs.siteOf(c.req.param('site'))
    if (site === undefined) {
      // A PUT comes from a page of the site: its refusal is logged. Any other request is not worth a line.
      const detail = `there is no site ${JSON.stringify(c.req.param('site').slice(0, 100))}`
      if (c.req.method === 'PUT') throw new Refusal('site-unknown', detail)
      return problemAnswer('site-unknown', { detail })
    }
    c.set('site', site)
    return next()
  })
  app.use('/b/:site/*', allowListedOrigins)
  // First whose page it is: other sites must not spend what their visitors may do here.
  const ownForms = ownFormsOf(needs.files)
  app.on(['PUT', 'POST', 'DELETE', 'PATCH'], '/b/:site/*', (c, next) =>
    ownForms.has(`${c.req.method} ${routePattern(c)}`) ? next() : requireOwnOrigin(c, next),
  )
  const clientAddress = clientAddressReader(needs.trustedProxies)
  const limited: HttpEvents['limited'] = (request) => needs.events.limited(request)
  app.use(
    '/b/:site/*',
    limitPages({ now: needs.now, clientAddress, limited, share: needs.shareBudget }, reportsOf(needs.files)),
  )
  limitOthers(app, needs, clientAddress)
  const [open, behindKey] = [needs.files.filter(isOpen), needs.files.filter((file) => !isOpen(file))]
  for (const file of open) app.route('/', file.app)
  const keyFailed: HttpEvents['keyFailed'] = (attempt) => needs.events.keyFailed(attempt)
  const keyLimited: HttpEvents['keyLimited'] = (by) => needs.events.keyLimited(by)
  const { grantOf, operatorGrantOf, now } = needs
  const refuseOften = limitKeys({ perMinute: needs.keyRequestsPerMinute, now, share: needs.shareBudget, keyLimited })
  const keyNeeds = { grantOf, operatorGrantOf, clientAddress, now, keyFailed, refuseOften }
  for (const { prefix, isBehindKey } of AREAS) {
    if (!isBehindKey) continue
    app.use(prefix.replace(/\/$/, '/*'), authenticate(keyNeeds))
    app.use(prefix.replace(/\/$/, '/*'), tellChanges(needs.events))
  }
  for (const file of behindKey) app.route('/', file.app)
  return { app, paths }
}

function firstSegmentsOf(app: Hono<HttpEnv>): ReadonlySet<string> {
  const segments = app.routes.map(({ path }) => path.split('/', 2)[1] ?? '')
  return new Set(segments.filter((segment) => /^[a-z0-9]+$/.test(segment)))
}

// An app that has mounted Belfry below a path is told what Belfry saw of it.
function notOurs(url: string): string {
  const { pathname } = new URL(url)
  return `there is nothing at ${pathname.slice(0, 100)}: if Belfry is mounted below a path, set basePath to it`
}

function reportsOf(files: readonly RouteFile[]): (path: string) => boolean {
  const addresses = files.flatMap((file) => Object.entries(file.addresses))
  const reports = addresses.filter(([, endpoints]) =>
    Object.values(endpoints).some(({ operation }) => operation.isReport),
  )
  const ends = new Set(reports.map(([address]) => address.slice('/b/:site'.length)))
  return (path) => ends.has(path.replace(/^\/b\/[^/]+/, ''))
}

// A text browser sends no Origin with a form, and Belfry's own host need not be an origin of the site.
function ownFormsOf(files: readonly RouteFile[]): ReadonlySet<string> {
  const addresses = files.flatMap((file) => Object.entries(file.addresses))
  const posted = addresses.filter(([, { POST }]) => POST?.operation.isOwnForm)
  return new Set(posted.map(([address]) => `POST ${address}`))
}

// Routes mounted before the check of keys are for everybody.
function isOpen({ addresses }: RouteFile): boolean {
  return Object.values(addresses).every((endpoints) =>
    Object.values(endpoints).every(({ operation }) => operation.isOpen),
  )
}

// What is neither of pages nor behind a key. Other sites can make a browser load the dashboard, and must not spend what
// its operator may do there: its API counts by itself, and first looks whose page it is.
function limitOthers(app: Hono<HttpEnv>, needs: HttpNeeds, clientAddress: ReadClientAddress): void {
  const visitorLimited: HttpEvents['visitorLimited'] = () => needs.events.visitorLimited()
  const limit = () => limitVisitors({ clientAddress, now: needs.now, visitorLimited })
  // Without a dashboard, the address is the app's.
  if (needs.operatorGrantOf !== undefined) {
    app.use('/dashboard/api/*', (c, next) => {
      requireDashboardPage(c)
      return next()
    })
    app.use('/dashboard/api/*', limit())
  }
  const ofPages = limit()
  const [open, unlimited] = [pathsWith(needs.files, 'isOpen'), pathsWith(needs.files, 'isUnlimited')]
  app.use((c, next) => {
    const { path } = c.req
    const isOther = !/^\/(b|dashboard\/api)\//.test(path) && areaOf(path).limit === 'visitors'
    return open.has(path) || (isOther && !unlimited.has(path)) ? ofPages(c, next) : next()
  })
}

function pathsWith(files: readonly RouteFile[], mark: 'isOpen' | 'isUnlimited'): ReadonlySet<string> {
  const addresses = files.flatMap((file) => Object.entries(file.addresses))
  const marked = addresses.filter(([, endpoints]) => Object.values(endpoints).some(({ operation }) => operation[mark]))
  return new Set(marked.map(([path]) => path))
}

function answerError(error: unknown, c: Context<HttpEnv>, { database, events, refusals }: HttpNeeds): Response {
  const request = { method: c.req.method, route: routePath(c) }
  if (error instanceof Refusal) {
    events.refused({ ...request, code: error.code, detail: error.message })
    const kind = refusals[error.code]
    const details = { detail: error.message, faults: error.faults }
    return kind ? refusalAnswer(error.code, kind, details) : problemAnswer('input-invalid', details)
  }
  const instance = events.failed({ ...request, error })
  if (database.isNotWritable(error))
    return problemAnswer('database-not-writable', { instance, headers: { 'retry-after': '10' } })
  return database.isAway(error)
    ? problemAnswer('database-busy', { instance, headers: { 'retry-after': '1' } })
    : problemAnswer('internal-error', { instance })
}
