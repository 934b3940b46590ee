import type { Context } from 'hono'
import { html, raw } from 'hono/html'
import type { HttpEnv } from './environment.ts'

/** For the pages of the rooms: text in it is escaped, except what is passed through `raw`. */
export { html, raw }
export type Html = ReturnType<typeof html>

export interface PageOptions {
  status?: 410 | 422
  /** The source of its one style, as in a policy: `'sha256-…'`. */
  style: string
}

/** Answers with a page of Belfry's own, which runs nothing; the site may embed it, and nobody else. */
export function pageAnswer(
  c: Context<HttpEnv>,
  body: Html,
  { status, style }: PageOptions,
): Response | Promise<Response> {
  const policy = [
    "default-src 'none'",
    `style-src ${style}`,
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors 'self' ${c.get('site').origins.join(' ')}`.trim(),
  ]
  return c.html(body, status ?? 200, {
    'content-security-policy': policy.join('; '),
    'cache-control': 'no-store',
    // Its address may be a proof: it goes to no other site.
    'referrer-policy': 'same-origin',
  })
}
