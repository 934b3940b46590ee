import type { MiddlewareHandler } from 'hono'

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Sends people who opened http://127.0.0.1:3000 to http://localhost:3000, or the other way round. To a
 * browser these are two sites, and notifications lead to one of them. Programs may use either.
 */
export function oneAddress(site: URL): MiddlewareHandler {
  return async (c, next) => {
    const here = new URL(c.req.url)
    const visit = c.req.method === 'GET' && c.req.header('sec-fetch-mode') === 'navigate'
    const alias = loopback.has(here.hostname) && loopback.has(site.hostname)
    if (visit && alias && here.hostname !== site.hostname) {
      // Not resolved against the site: the path //evil.example/ would lead there.
      const there = new URL(site)
      there.pathname = here.pathname
      there.search = here.search
      return c.redirect(there.href, 307)
    }
    return next()
  }
}
