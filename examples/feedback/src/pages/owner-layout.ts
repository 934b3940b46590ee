import { html } from 'hono/html'
import { layout } from './layout.ts'
import type { Html, PageWords } from './layout.ts'

/** What an owner's page is given by the request. */
export interface OwnerWords extends PageWords {
  csrf: string
}

/** The frame around the owner's pages: the way around, the way out, and the script for the bell. */
export function ownerLayout(page: OwnerWords & { title: string; main: Html }): Html {
  const { t, csrf } = page
  const header = html`<header class="top">
    <a class="brand" href="/admin/feedback">
      <img src="/bell.svg" width="28" height="28" alt="" />${t.site}
    </a>
    <a class="aside" href="/">${t.owner.form}</a>
    <form method="post" action="/admin/sign-out">
      <input type="hidden" name="csrf" value="${csrf}" />
      <button class="quiet">${t.owner.signOut}</button>
    </form>
  </header>`
  return layout({ ...page, header, script: '/owner.js' })
}
