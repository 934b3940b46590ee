import { Hono } from 'hono'
import { feedbackRoutes } from './feedback/feedback-routes.ts'
import { limitBody } from './http/limit-body.ts'
import { oneAddress } from './http/one-address.ts'
import { oops } from './http/oops.ts'
import { publicFiles } from './http/public-files.ts'
import { sameOrigin } from './http/same-origin.ts'
import { securityHeaders } from './http/security-headers.ts'
import { chooseLanguage } from './languages/choose-language.ts'
import { inboxRoutes } from './owner/inbox-routes.ts'
import { ownerRoutes } from './owner/owner-routes.ts'
import { ownerToken } from './owner/owner-token.ts'
import { csrfToken } from './owner/session-store.ts'
import type { Site, SiteEnv } from './site.ts'

/** The whole site as one fetch handler; main.ts serves it over HTTP, the tests call it directly. */
export function createApp(site: Site): Hono<SiteEnv> {
  const app = new Hono<SiteEnv>()

  // Belfry first: its addresses set their own headers, read their own bodies, check their own origins.
  for (const path of ['/b/*', '/v1/*', '/mcp', '/dashboard/*', '/dashboard', '/healthz', '/readyz', '/metrics']) {
    app.all(path, (c) => site.belfry.fetch(c.req.raw, c.env))
  }

  app.use(oneAddress(site.url))
  app.use(securityHeaders(site.url), chooseLanguage, sameOrigin(site.url), limitBody)
  app.route('/', feedbackRoutes(site))
  app.route('/admin', ownerRoutes(site))
  app.route('/admin/feedback', inboxRoutes(site))
  app.route('/', publicFiles())
  app.notFound((c) => {
    const token = ownerToken(c, site)
    if (token !== undefined) c.set('csrf', csrfToken(token))
    return oops(c, 404)
  })
  app.onError((error, c) => oops(c, error))
  return app
}
