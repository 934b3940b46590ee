import { html } from 'hono/html'
import type { Strings } from '../languages/en.ts'

/** A piece of a page; `html` escapes whatever is put into one. */
export type Html = ReturnType<typeof html>

/** The words and the language of a page. */
export interface PageWords {
  t: Strings
  language: string
}

/** The frame around every page. */
export function layout({
  t,
  language,
  title,
  main,
  header = '',
  footer = '',
  script,
}: PageWords & {
  title: string
  main: Html
  header?: Html | ''
  footer?: Html | ''
  script?: string
}): Html {
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <title>${t.titleOf(title)}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#f6f3ec" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#15171c" media="(prefers-color-scheme: dark)" />
        <link rel="stylesheet" href="/style.css" />
        <link rel="icon" href="/bell.svg" type="image/svg+xml" />
        <link rel="apple-touch-icon" href="/icon-192.png" />
        <link rel="manifest" href="/manifest.webmanifest" />
        ${script ? html`<script type="module" src="${script}"></script>` : ''}
      </head>
      <body>
        ${header}
        <main>${main}</main>
        <footer class="foot">
          ${footer}
          <p>${t.footer}</p>
        </footer>
      </body>
    </html>`
}
