import { html } from 'hono/html'
import { layout } from './layout.ts'
import type { Html, PageWords } from './layout.ts'
import { ownerLayout } from './owner-layout.ts'

/** The statuses that have a page. */
export type OopsStatus = 400 | 403 | 404 | 413 | 429 | 500

/**
 * The page after a failure: what happened, and the remedy. The signed-in owner (`csrf`) stays among the owner's pages.
 */
export function oopsPage({
  t,
  language,
  status,
  csrf,
}: PageWords & { status: OopsStatus; csrf?: string | undefined }): Html {
  const { title, lead } = t.oops[status]
  const [href, way] = csrf === undefined ? ['/', t.oops.home] : ['/admin/feedback', t.oops.inbox]
  const main = html`<div class="card middle">
    <p class="status">${status}</p>
    <h1>${title}</h1>
    <p class="lead">${lead}</p>
    <p><a class="button" href="${href}">${way}</a></p>
  </div>`
  const page = { t, language, title, main, isShort: true }
  return csrf === undefined ? layout(page) : ownerLayout({ ...page, csrf })
}
