import { html } from 'hono/html'
import { layout } from './layout.ts'
import type { Html, PageWords } from './layout.ts'

/** The statuses that have a page. */
export type OopsStatus = 400 | 403 | 404 | 413 | 429 | 500

/** What someone reads when it did not work: what happened, and what to do. */
export function oopsPage({ t, language, status }: PageWords & { status: OopsStatus }): Html {
  const { title, lead } = t.oops[status]
  const main = html`<div class="card middle">
    <p class="status">${status}</p>
    <h1>${title}</h1>
    <p class="lead">${lead}</p>
    <p><a class="button" href="/">${t.oops.home}</a></p>
  </div>`
  return layout({ t, language, title, main })
}
