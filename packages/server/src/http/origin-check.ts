import type { MiddlewareHandler } from 'hono'
import { Refusal } from '../refusals/refusal.ts'
import type { HttpEnv, RequestSite } from './environment.ts'

/**
 * Lets a browser write only from pages of the site. There is no cookie to abuse, but the check also keeps other sites
 * from filling the table through their visitors. Every browser sends Origin with PUT and DELETE (Fetch section 3.2).
 */
export const requireOwnOrigin: MiddlewareHandler<HttpEnv> = async (c, next) => {
  const site = c.get('site')
  const origin = c.req.header('origin')
  if (origin === undefined) {
    throw new Refusal('origin-missing', 'the header Origin is missing')
  }
  if (!site.origins.includes(origin)) throw foreign(origin, site)
  // A page of this very host cannot be "cross-site"; pages of the site may be, where Belfry has its own host.
  const isHere = new URL(origin).host === (c.req.header('host') ?? new URL(c.req.url).host)
  const relation = c.req.header('sec-fetch-site')
  if (relation !== undefined && isHere && !/^same-(origin|site)$/.test(relation)) {
    throw new Refusal('fetch-cross-site', 'the header Sec-Fetch-Site says that another site is asking')
  }
  await next()
}

function foreign(origin: string, site: RequestSite): Refusal {
  const list = site.origins.slice(0, 5).join(', ') || 'none: its URL is not set'
  return new Refusal(
    'origin-foreign',
    `${origin.slice(0, 100)} is not an origin of the site ${site.id}; they are: ${list}`,
  )
}

const PREFLIGHT = {
  'access-control-allow-methods': 'GET, PUT, POST, DELETE',
  'access-control-allow-headers': 'content-type, belfry-identity, belfry-handle',
  'access-control-max-age': '600',
}

/**
 * Answers pages at the listed origins of a site, when Belfry is served from another one.
 * Nobody else gets a CORS header.
 */
export const allowListedOrigins: MiddlewareHandler<HttpEnv> = async (c, next) => {
  const origin = c.req.header('origin')
  const isListed = origin !== undefined && c.get('site').origins.includes(origin)
  if (c.req.method === 'OPTIONS' && c.req.header('access-control-request-method') !== undefined) {
    if (!isListed) throw foreign(origin ?? 'a page without origin', c.get('site'))
    return c.body(null, 204, {
      ...PREFLIGHT,
      'access-control-allow-origin': origin,
      vary: 'Origin',
    })
  }
  await next()
  c.header('vary', 'Origin', { append: true })
  if (isListed) {
    c.header('access-control-allow-origin', origin)
    c.header('access-control-expose-headers', 'ratelimit, ratelimit-policy, retry-after')
  }
  return undefined
}
