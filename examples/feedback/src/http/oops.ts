import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { en } from '../languages/en.ts'
import { oopsPage } from '../pages/oops-page.ts'
import type { OopsStatus } from '../pages/oops-page.ts'

/** Answers with a page that says what happened and what to do, and never with an error's own text. */
export function oops(c: Context, reason: OopsStatus | Error): Response | Promise<Response> {
  const status = typeof reason === 'number' ? reason : statusOf(reason)
  if (status === 500) console.error(`${c.req.method} ${c.req.path} failed:`, reason)
  // An error can come before the language is chosen.
  return c.html(
    oopsPage({ t: c.get('t') ?? en, language: c.get('language') ?? 'en', status }),
    status,
  )
}

function statusOf(error: Error): OopsStatus {
  return error instanceof HTTPException && error.status in en.oops
    ? (error.status as OopsStatus)
    : 500
}
