import { css, html, nothing, type TemplateResult } from 'lit'
import type { State } from '../client.ts'
import { chooseHelp, type Picture } from '../help/choose-help.ts'
import type { RecognisedBrowser } from '../help/recognise-browser.ts'

/** The steps that help in this state of this browser, with a drawing of where they lead. */
export function helpView(
  state: State,
  browser: RecognisedBrowser,
  text: (names: readonly string[]) => string,
): TemplateResult | typeof nothing {
  const help = chooseHelp(state, browser)
  if (!help) return nothing
  const steps = text(help.steps).split('\n')
  return html`<div part="help" class="steps">
    ${help.picture ? pictures[help.picture](browser) : nothing}
    <ol>
      ${steps.map((step) => html`<li>${step}</li>`)}
    </ol>
  </div>`
}

// Drawn with boxes and borders, without a word: nothing to translate, and right to left they turn with the page.
const pictures: Record<Picture, (browser: RecognisedBrowser) => TemplateResult> = {
  address: ({ browser }) =>
    html`<div part="picture" class="picture" aria-hidden="true">
      <div class="bar">
        <span class="spot ${browser}"><i></i></span><b></b><u></u>
      </div>
      <div class="sheet">
        <div class="row"><i></i><b></b><s></s></div>
      </div>
    </div>`,
  settings: () =>
    html`<div part="picture" class="picture" aria-hidden="true">
      <div class="row"><i></i><b></b></div>
      <div class="row chosen"><i></i><b></b><s></s></div>
      <div class="row"><i></i><b></b></div>
    </div>`,
  share: () =>
    html`<div part="picture" class="picture" aria-hidden="true">
      <div class="row">
        <span class="spot share"><i></i></span><b></b>
      </div>
      <div class="row chosen"><b></b><em></em></div>
    </div>`,
}

export const helpStyles = css`
  .steps ol {
    padding-inline-start: 1.5rem;
  }
  .steps + p {
    margin-block-start: 0.75rem;
  }
  .steps li {
    margin-block-end: 0.25rem;
  }
  .picture {
    --_ink: var(--_quiet);
    inline-size: min(100%, 15rem);
    border: 1px solid var(--_edge);
    border-radius: 10px;
    padding: 0.5rem;
    margin-block-end: 0.75rem;
    display: grid;
    gap: 0.4rem;
  }
  .picture :is(.bar, .row) {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-block-size: 1.75rem;
    padding-inline: 0.4rem;
    border-radius: 6px;
  }
  .picture .bar {
    border: 1px solid var(--_edge);
    border-radius: 99px;
  }
  .picture b {
    block-size: 0.4rem;
    inline-size: 5rem;
    border-radius: 9px;
    background: var(--_ink);
    opacity: 0.55;
  }
  .picture .row > i {
    inline-size: 1rem;
    block-size: 1rem;
    border-radius: 4px;
    border: 2px solid var(--_ink);
  }
  .picture s {
    inline-size: 2rem;
    block-size: 1.1rem;
    border-radius: 99px;
    margin-inline-start: auto;
    background: var(--_accent);
    padding: 0.2rem;
  }
  .picture s::after {
    content: '';
    display: block;
    inline-size: 0.7rem;
    block-size: 0.7rem;
    border-radius: 99px;
    margin-inline-start: auto;
    background: var(--_surface);
  }
  .picture .chosen,
  .sheet {
    outline: 2px solid var(--_accent);
    border-radius: 6px;
  }
  .spot {
    display: grid;
    place-items: center;
    inline-size: 1.5rem;
    block-size: 1.5rem;
    flex: none;
    border-radius: 99px;
    outline: 2px solid var(--_accent);
    outline-offset: 1px;
  }
  .spot i {
    display: block;
    border: 2px solid var(--_accent);
  }
  /* Chrome: two sliders. */
  .spot i {
    inline-size: 0.9rem;
    block-size: 0.5rem;
    border-inline: 0;
  }
  /* Edge and others: a padlock. */
  .spot:is(.edge, .other) i {
    inline-size: 0.75rem;
    block-size: 0.55rem;
    border: 0;
    border-radius: 2px;
    background: var(--_accent);
    translate: 0 0.12rem;
  }
  .spot:is(.edge, .other) i::before {
    content: '';
    display: block;
    inline-size: 0.45rem;
    block-size: 0.4rem;
    margin: -0.35rem auto 0;
    border: 2px solid var(--_accent);
    border-block-end: 0;
    border-radius: 99px 99px 0 0;
  }
  /* Firefox: a bubble, crossed out. */
  .spot.firefox i {
    inline-size: 0.9rem;
    block-size: 0.7rem;
    border-inline: 2px solid var(--_accent);
    border-radius: 4px;
    background: linear-gradient(to top right, transparent 42%, var(--_accent) 42% 58%, transparent 58%);
  }
  /* iOS: an arrow out of a box. */
  .spot.share i {
    inline-size: 0.85rem;
    block-size: 0.65rem;
    border-inline: 2px solid var(--_accent);
    border-block-start: 0;
    position: relative;
    translate: 0 0.15rem;
  }
  .spot.share i::before,
  .spot.share i::after {
    content: '';
    position: absolute;
    inset-inline: 0;
    margin-inline: auto;
    inset-block-start: -0.4rem;
    inline-size: 2px;
    block-size: 0.7rem;
    background: var(--_accent);
  }
  .spot.share i::after {
    inline-size: 0.35rem;
    block-size: 0.35rem;
    background: none;
    border-block-start: 2px solid var(--_accent);
    border-inline-start: 2px solid var(--_accent);
    rotate: 45deg;
  }
  .spot.share i:dir(rtl)::after {
    rotate: -45deg;
  }
  .picture em {
    margin-inline-start: auto;
    inline-size: 1.1rem;
    block-size: 1.1rem;
    border: 2px solid var(--_accent);
    border-radius: 4px;
    background:
      linear-gradient(var(--_accent) 0 0) center / 0.6rem 2px no-repeat,
      linear-gradient(var(--_accent) 0 0) center / 2px 0.6rem no-repeat;
  }
`
