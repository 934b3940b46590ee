import { html } from 'hono/html'
import type { Html } from './layout.ts'

/** A moment, in the server's time zone; the page's script (public/times.js) rewrites it in the reader's. */
export function time(at: number, language: string): Html {
  return html`<time datetime="${new Date(at).toISOString()}">${words(at, language)}</time>`
}

/** The same in short: the time for today, the day for this year, else the date. */
export function briefTime(at: number, language: string, now: number): Html {
  const [day, today] = [new Date(at), new Date(now)]
  const isThisYear = day.getFullYear() === today.getFullYear()
  const year = isThisYear ? {} : ({ year: 'numeric' } as const)
  const options =
    day.toDateString() === today.toDateString()
      ? ({ timeStyle: 'short' } as const)
      : ({ day: 'numeric', month: 'short', ...year } as const)
  return html`<time class="brief" datetime="${day.toISOString()}" title="${words(at, language)}"
    >${new Intl.DateTimeFormat(language, options).format(at)}</time
  >`
}

function words(at: number, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(at)
}
