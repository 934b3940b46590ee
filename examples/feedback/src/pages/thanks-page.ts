import { html } from 'hono/html'
import { layout } from './layout.ts'
import type { Html, PageWords } from './layout.ts'

/** The page for a visitor after sending the form. */
export function thanksPage({ t, language }: PageWords): Html {
  const main = html`<div class="card middle">
    <img class="crest ringing" src="/bell.svg" width="88" height="88" alt="" />
    <h1>${t.thanks.title}</h1>
    <p class="lead">${t.thanks.lead}</p>
    <p><a class="button" href="/">${t.thanks.again}</a></p>
  </div>`
  return layout({ t, language, title: t.thanks.title, main, isShort: true })
}
