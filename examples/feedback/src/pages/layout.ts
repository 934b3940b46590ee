import { html } from 'hono/html'
import type { Strings } from '../languages/en.ts'

/** A piece of a page; `html` escapes all inserted values. */
export type Html = ReturnType<typeof html>

/** The words and the language of a page. */
export interface PageWords {
  t: Strings
  language: string
}

/** The frame around every page: the site's name leads to the form, unless `header` is another one. */
export function layout({
  t,
  language,
  title,
  main,
  header = html`<header class="top">${brand(t, '/')}</header>`,
  footer = '',
  script,
  isShort = false,
}: PageWords & {
  title: string
  main: Html
  header?: Html
  footer?: Html | ''
  script?: string
  /** A page that leaves most of a screen empty has its text in the middle of it. */
  isShort?: boolean
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
        <main ${isShort ? html`class="short"` : ''}>${main}</main>
        <footer class="foot">
          ${footer}
          <p><a href="/privacy">${t.privacy.title}</a> · ${t.footer}</p>
        </footer>
      </body>
    </html>`
}

/** The site's name. */
export function brand(t: Strings, href: string): Html {
  return html`<a class="brand" href="${href}"><img src="/bell.svg" width="28" height="28" alt="" />${t.site}</a>`
}
