import { html } from 'hono/html'
import type { Feedback, FeedbackProblems } from '../feedback/schema.ts'
import { layout } from './layout.ts'
import type { Html, PageWords } from './layout.ts'

/** The form; after a failed try with the typed text, and the remedy at each field. */
export function formPage({
  t,
  language,
  values = { name: '', email: '', message: '' },
  problems = {},
}: PageWords & { values?: Feedback; problems?: FeedbackProblems }): Html {
  const texts = t.problems as Record<string, string>
  const wrong = (['name', 'email', 'message'] as const).filter((field) => problems[field])
  const title = wrong.length > 0 ? t.errorTitle(t.form.title) : t.form.title

  // The link between a field and its message, for people who do not see them side by side.
  const attributes = (field: keyof Feedback, hint = '') => {
    const described = [hint, problems[field] ? `${field}-problem` : ''].filter(Boolean).join(' ')
    return html`id="${field}" name="${field}" required ${problems[field] ? html`aria-invalid="true"` : ''}
    ${described ? html`aria-describedby="${described}"` : ''}`
  }
  const problem = (field: keyof Feedback) => {
    const code = problems[field]
    return code ? html`<p class="problem" id="${field}-problem">${texts[code]}</p>` : ''
  }

  const main = html`<div class="card">
    <h1>${t.form.title}</h1>
    <p class="lead">${t.form.lead}</p>
    ${wrong.length > 0 ? summary() : ''}
    <form method="post" action="/" novalidate>
      <div class="field">
        <label for="name">${t.form.name}</label>
        ${problem('name')}
        <input ${attributes('name')} autocomplete="name" dir="auto" value="${values.name}" />
      </div>
      <div class="field">
        <label for="email">${t.form.email}</label>
        <p class="hint" id="email-hint">${t.form.emailHint}</p>
        ${problem('email')}
        <input ${attributes('email', 'email-hint')} type="email" autocomplete="email" value="${values.email}" />
      </div>
      <div class="field">
        <label for="message">${t.form.message}</label>
        ${problem('message')}
        <textarea ${attributes('message')} rows="6" dir="auto">${values.message}</textarea>
      </div>
      <div class="trap" aria-hidden="true">
        <label for="website">${t.form.trap}</label>
        <input id="website" name="website" tabindex="-1" autocomplete="off" />
      </div>
      <button class="primary">${t.form.send}</button>
      <p class="hint">${t.form.privacy} <a href="/privacy">${t.form.privacyLink}</a></p>
    </form>
  </div>`
  const footer = html`<p><a href="/admin">${t.form.ownerLink}</a></p>`
  return layout({ t, language, title, main, footer })

  function summary(): Html {
    return html`<div class="problems" role="alert">
      <p>${t.form.problems}</p>
      <ul>
        ${wrong.map((name) => html`<li><a href="#${name}">${t.form[name]}</a></li>`)}
      </ul>
    </div>`
  }
}
