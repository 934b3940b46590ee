import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { en } from '../languages/en.ts'
import { oopsPage } from '../pages/oops-page.ts'
import type { OopsStatus } from '../pages/oops-page.ts'
import type { SiteEnv } from '../site.ts'

/**
 * Answers with a page that says what happened and what to do, and never with an error's own text. The signed-in owner,
 * known by `csrf` in the context, gets it among the owner's pages.
 */
export function oops(c: Context, reason: OopsStatus | Error): Response | Promise<Response> {
  const status = typeof reason === 'number' ? reason : statusOf(reason)
  if (status === 500) console.error(`${c.req.method} ${c.req.path} failed:`, reason)
  // An error can come before the language is chosen.
  const { t = en, language = 'en', csrf } = c.var as Partial<SiteEnv['Variables']>
  return c.html(oopsPage({ t, language, csrf, status }), status)
}

function statusOf(error: Error): OopsStatus {
  return error instanceof HTTPException && error.status in en.oops ? (error.status as OopsStatus) : 500
}
