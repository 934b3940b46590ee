import { html } from 'hono/html'
import type { Html } from './layout.ts'

/** A moment, in the server's time zone; the page's script rewrites it in the reader's. */
export function time(at: number, language: string): Html {
  const words = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
  return html`<time datetime="${new Date(at).toISOString()}">${words.format(at)}</time>`
}
