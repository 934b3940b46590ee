import { html } from 'hono/html'
import type { Strings } from '../languages/en.ts'
import type { Html } from '../pages/layout.ts'
import type { RecognisedBrowser } from './recognise-browser.ts'

/**
 * The bell: says why, then offers a button, and asks the browser only when that is pressed. The words
 * for each state come with the page as templates; public/bell.js shows the one that fits.
 */
export function bell(t: Strings, { browser, system }: RecognisedBrowser): Html {
  const words: Record<string, string> = {
    ...t.bell.states,
    denied: t.bell.denied[browser],
    working: t.bell.working,
    stopping: t.bell.stopping,
    failed: t.bell.failed,
  }
  return html`<section class="bell" id="bell" aria-labelledby="bell-title">
    <img src="/bell.svg" width="44" height="44" alt="" />
    <h2 id="bell-title">${t.bell.title}</h2>
    <p id="bell-lead">${t.bell.lead}</p>
    <button type="button" class="switch" aria-pressed="false" aria-describedby="bell-lead" hidden>
      <span class="track"></span>${t.bell.button}
    </button>
    <p class="says" role="status">${t.bell.looking}</p>
    <noscript><p class="says">${t.bell.noScript}</p></noscript>
    <details class="help" hidden>
      <summary>${t.bell.system.title}</summary>
      <p>${t.bell.system[system]}</p>
    </details>
    ${Object.entries(words).map(
      ([state, text]) => html`<template data-state="${state}">${text}</template>`,
    )}
  </section>`
}
