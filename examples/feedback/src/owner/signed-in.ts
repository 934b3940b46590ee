import type { MiddlewareHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { timingSafeEqual } from 'hono/utils/buffer'
import { readForm } from '../http/read-form.ts'
import type { Site, SiteEnv } from '../site.ts'
import { ownerToken } from './owner-token.ts'
import { csrfToken } from './session-store.ts'

/**
 * Lets only the signed-in owner pass; others are sent to sign in and then back to where they were
 * going. A form must carry the session's token in its field `csrf`.
 */
export function signedIn(site: Site): MiddlewareHandler<SiteEnv> {
  return async (c, next) => {
    const token = ownerToken(c, site)
    if (token === undefined) {
      return c.redirect(`/admin?next=${encodeURIComponent(c.req.path)}`, 303)
    }
    c.set('csrf', csrfToken(token))
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') {
      const { csrf = '' } = await readForm(c)
      if (!(await timingSafeEqual(csrf, c.var.csrf))) throw new HTTPException(403)
    }
    return next()
  }
}
