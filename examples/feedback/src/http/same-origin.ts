import type { MiddlewareHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'

/**
 * Refuses requests of another site's page. Browsers send the origin of a request; programs such as curl send none,
 * carry nobody's cookies, and may pass.
 */
export function sameOrigin(site: URL): MiddlewareHandler {
  return async (c, next) => {
    const safe = c.req.method === 'GET' || c.req.method === 'HEAD'
    const from = c.req.header('sec-fetch-site')
    const origin = c.req.header('origin')
    const foreign =
      from === undefined
        ? origin !== undefined && !isOwn(origin, site, c.req.header('host'))
        : from !== 'same-origin' && from !== 'none'
    if (!safe && foreign) throw new HTTPException(403)
    await next()
  }
}

// The Host as well as the site's own origin: someone may open the form by another name of the
// machine, without https, where browsers do not send Sec-Fetch-Site.
function isOwn(origin: string, site: URL, host: string | undefined): boolean {
  return origin === site.origin || (URL.canParse(origin) && new URL(origin).host === host)
}
