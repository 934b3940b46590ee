import { html } from 'hono/html'
import type { StoredFeedback } from '../feedback/feedback-store.ts'
import type { Strings } from '../languages/en.ts'
import type { Html } from './layout.ts'
import { ownerLayout } from './owner-layout.ts'
import { replyLink } from './reply-link.ts'
import type { OwnerWords } from './owner-layout.ts'
import { time } from './time.ts'

/** One message: the page that its notification opens. */
export function messagePage(
  page: OwnerWords & { feedback: StoredFeedback; newer: number | null; older: number | null },
): Html {
  const { t, language, feedback, newer, older } = page
  const { id, name, email, message, createdAt } = feedback
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(createdAt)
  const intro = t.message.replyIntro(name, date)
  const reply = replyLink({ to: email, subject: t.message.replySubject, intro, message })
  const main = html`<p class="back"><a href="/admin/feedback">← ${t.inbox.title}</a></p>
    <article class="card message">
      <h1 dir="auto">${name}</h1>
      <p class="meta"><a href="mailto:${encodeURIComponent(email)}">${email}</a> ${time(createdAt, language)}</p>
      <p class="text" dir="auto">${message}</p>
      <p><a class="button primary" href="${reply}">${t.message.reply}</a></p>
      <details class="delete">
        <summary>${t.message.delete}</summary>
        <form method="post" action="/admin/feedback/${id}/deletion">
          <input type="hidden" name="csrf" value="${page.csrf}" />
          <p>${t.message.deleteSure}</p>
          <button class="danger">${t.message.deleteButton}</button>
        </form>
      </details>
    </article>
    <nav class="pages" aria-label="${t.message.neighbours}">
      ${
        newer === null
          ? ''
          : html`<a class="button" rel="prev" href="/admin/feedback/${newer}">← ${t.message.newer}</a>`
      }
      ${
        older === null
          ? ''
          : html`<a class="button next" rel="next" href="/admin/feedback/${older}">${t.message.older} →</a>`
      }
    </nav>
    ${soon(t)}`
  return ownerLayout({ ...page, title: t.message.title(name), main })
}

/** Asks who reads a message, after some seconds, whether to tell them of the next one; a "not now" holds for a month. */
function soon(t: Strings): Html {
  return html`<belfry-prompt
    name="after-reading"
    topic="feedback"
    seconds="12"
    reason="${t.message.ask}"
  ></belfry-prompt>`
}
