import { html } from 'hono/html'
import { brand, layout } from './layout.ts'
import type { Html, PageWords } from './layout.ts'

/** The values of the request for an owner's page. */
export interface OwnerWords extends PageWords {
  csrf: string
}

/** The frame around the owner's pages: navigation, sign-out, and the script for the bell. */
export function ownerLayout(page: OwnerWords & { title: string; main: Html; isShort?: boolean }): Html {
  const { t, csrf } = page
  const header = html`<header class="top">
    ${brand(t, '/admin/feedback')}
    <a class="aside" href="/">${t.owner.form}</a>
    <form method="post" action="/admin/sign-out">
      <input type="hidden" name="csrf" value="${csrf}" />
      <button class="quiet">${t.owner.signOut}</button>
    </form>
  </header>`
  return layout({ ...page, header, script: '/owner.js' })
}
