import { html } from 'hono/html'
import { layout } from './layout.ts'
import type { Html, PageWords } from './layout.ts'

/**
 * The owner's sign-in page. Its script tells Belfry that nobody is signed in here, so that nothing arrives for the
 * person who left, and shows which notifications still arrive.
 */
export function signInPage({
  t,
  language,
  next,
  problem,
}: PageWords & { next: string; problem?: 'wrong' | 'tooMany' }): Html {
  const title = problem ? t.errorTitle(t.signIn.title) : t.signIn.title
  const main = html`<div class="card narrow">
    <h1>${t.signIn.title}</h1>
    <p class="lead">${t.signIn.lead}</p>
    <p class="note" id="signed-out" role="status"></p>
    <template data-state="quiet">${t.signIn.quiet}</template>
    <template data-state="untold">${t.signIn.untold}</template>
    <form method="post" action="/admin">
      <input type="hidden" name="next" value="${next}" />
      <input type="text" name="user" value="owner" autocomplete="username" hidden />
      <div class="field">
        <label for="password">${t.signIn.password}</label>
        ${problem ? html`<p class="problem" id="problem" role="alert">${t.signIn[problem]}</p>` : ''}
        <input
          id="password"
          name="password"
          type="password"
          autocomplete="current-password"
          required
          ${problem ? html`aria-invalid="true" aria-describedby="problem"` : ''}
        />
      </div>
      <button class="primary">${t.signIn.button}</button>
    </form>
  </div>`
  const footer = html`<p><a href="/">${t.signIn.formLink}</a></p>`
  return layout({ t, language, title, main, footer, script: '/signed-out.js', isShort: true })
}
