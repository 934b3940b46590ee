import { html } from 'hono/html'
import { bell } from '../bell/bell.ts'
import type { StoredFeedback } from '../feedback/feedback-store.ts'
import type { Html } from './layout.ts'
import { ownerLayout } from './owner-layout.ts'
import type { OwnerWords } from './owner-layout.ts'
import { briefTime } from './time.ts'

/** The owner's list of messages, newest first, with the bell above it. */
export function inboxPage(
  page: OwnerWords & {
    feedback: StoredFeedback[]
    olderThan: number | undefined
    isNewest: boolean
    now: number
  },
): Html {
  const { t, language, feedback, now } = page
  const main = html`<h1>${t.inbox.title}</h1>
    ${page.isNewest ? bell(t) : ''}
    <p class="unseen" id="arrived" role="status"></p>
    <div ${page.isNewest ? live() : ''}>
      ${
        feedback.length > 0
          ? html`<ol class="messages">
              ${feedback.map((one) => entry(one, language, now))}
            </ol>`
          : empty()
      }
      ${pages()}
    </div>`
  return ownerLayout({ ...page, title: t.inbox.title, main })

  // The part that public/inbox.js renews while the page is open.
  function live(): Html {
    return html`id="messages" data-newest="${feedback[0]?.id ?? 0}" data-arrived="${t.inbox.arrived}"`
  }

  function empty(): Html {
    return html`<div class="card middle empty">
      <h2>${t.inbox.empty}</h2>
      <p class="lead">${t.inbox.emptyLead}</p>
      <p><a class="button" href="/" target="_blank">${t.inbox.openForm}</a></p>
    </div>`
  }

  function pages(): Html | '' {
    if (page.isNewest && page.olderThan === undefined) return ''
    return html`<nav class="pages" aria-label="${t.inbox.pages}">
      ${page.isNewest ? '' : html`<a class="button" href="/admin/feedback">← ${t.inbox.newest}</a>`}
      ${
        page.olderThan === undefined
          ? ''
          : html`<a class="button next" href="/admin/feedback?before=${page.olderThan}">${t.inbox.older} →</a>`
      }
    </nav>`
  }
}

function entry(one: StoredFeedback, language: string, now: number): Html {
  return html`<li>
    <a href="/admin/feedback/${one.id}">
      <strong dir="auto">${one.name}</strong>
      ${briefTime(one.createdAt, language, now)}
      <span class="excerpt" dir="auto">${one.message.slice(0, 300)}</span>
    </a>
  </li>`
}
