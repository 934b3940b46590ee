import { html } from 'hono/html'
import type { Strings } from '../languages/en.ts'
import type { Html } from '../pages/layout.ts'

/**
 * The bell: Belfry's own element, in the page instead of behind a button. It explains each state of this browser and
 * how to help it, in this site's words where bell-words.ts has some. public/owner.js gives it the client.
 */
export function bell(t: Strings): Html {
  const { title, lead, privacy, privacyLink, noScript, failed } = t.bell
  return html`<belfry-bell id="bell" inline words="/admin/feedback/bell-words.json">
    <span slot="title">${title}</span>
    <p slot="lead">${lead}</p>
    <p class="says" role="status" data-failed="${failed}"></p>
    <noscript><p>${noScript}</p></noscript>
    <p class="privacy">${privacy} <a href="/privacy#bell">${privacyLink}</a></p>
  </belfry-bell>`
}
