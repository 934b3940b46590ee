import { html } from 'hono/html'
import { layout } from './layout.ts'
import type { Html, PageWords } from './layout.ts'

/** The data that the site keeps, whose it is, and why. */
export function privacyPage({ t, language }: PageWords): Html {
  const main = html`<h1>${t.privacy.title}</h1>
    ${Object.entries(t.privacy.parts).map(
      ([id, { title, text }]) =>
        html`<section class="part" id="${id}">
          <h2>${title}</h2>
          <p>${text}</p>
        </section>`,
    )}`
  const footer = html`<p><a href="/">${t.oops.home}</a></p>`
  return layout({ t, language, title: t.privacy.title, main, footer })
}
