import { createHash } from 'node:crypto'

// As code and not as a file beside it: see http/reference/style.ts. Every pair of colours has a contrast of 4.5 or
// more.
export const style = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#f6f3ec, #15171c);
  --card: light-dark(#fffefb, #1d2027);
  --ink: light-dark(#23262e, #ebe8e1);
  --soft: light-dark(#5d6069, #a9acb5);
  --line: light-dark(#e2dccf, #30343d);
  --edge: light-dark(#87806f, #7d828f);
  --brass: light-dark(#96540f, #e9b567);
  --on-brass: light-dark(#ffffff, #1d1406);
  --good: light-dark(#1d6b3f, #7fd3a2);
  --bad: light-dark(#a3262a, #ff9d97);
}
*, *::before, *::after { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 38rem; margin: 0 auto; padding: clamp(1.25rem, 5vw, 3rem) 1rem 4rem; }
h1 { margin: 0; font-size: 1.6rem; line-height: 1.2; text-wrap: balance; }
p { margin: 0.5rem 0 0; }
.soft, small { color: var(--soft); }
.next { margin-top: 1rem; padding-inline-start: 0.75rem; border-inline-start: 3px solid var(--brass); }
.saved { color: var(--good); font-weight: 600; }
.refused { color: var(--bad); font-weight: 600; }
fieldset { margin: 1.25rem 0 0; padding: 1rem 1.1rem 0.9rem; border: 1px solid var(--line); border-radius: 0.75rem;
  background: var(--card); min-width: 0; }
legend { float: inline-start; width: 100%; padding: 0; font-weight: 650; margin-bottom: 0.35rem; }
fieldset > :not(legend) { clear: both; }
.choice { display: flex; gap: 0.75rem; align-items: baseline; padding: 0.55rem 0; min-height: 2.75rem;
  cursor: pointer; }
.choice ~ .choice { border-top: 1px solid var(--line); }
.choice small { display: block; font-size: 0.9rem; }
.choice span { min-width: 0; overflow-wrap: anywhere; }
input[type='checkbox'], input[type='radio'] { flex: none; width: 1.2rem; height: 1.2rem; margin: 0;
  accent-color: var(--brass); transform: translateY(0.2rem); }
.times { display: flex; flex-wrap: wrap; gap: 0.75rem 1rem; margin: 0.35rem 0 0.5rem; }
.times label, .zone { display: grid; gap: 0.25rem; font-size: 0.9rem; }
input[type='number'] { width: 6rem; }
.caps { margin-top: 0.9rem; }
.zone { margin-top: 0.75rem; grid-template-columns: minmax(0, 1fr); }
input[type='time'], input[type='number'], select { font: inherit; font-size: 1rem; padding: 0.5rem 0.6rem;
  min-height: 2.75rem; max-width: 100%; color: inherit; background: var(--paper); border: 1px solid var(--edge);
  border-radius: 0.5rem; }
button { margin-top: 1.5rem; min-height: 2.9rem; padding: 0.6rem 1.75rem; font: inherit; font-weight: 650;
  color: var(--on-brass); background: var(--brass); border: 0; border-radius: 0.6rem; cursor: pointer; }
:focus-visible { outline: 2px solid var(--brass); outline-offset: 2px; }
@media (max-width: 30rem) { button { width: 100%; } }
`

/** For the Content-Security-Policy: nothing else on the page may have a style. */
export const STYLE_HASH = `'sha256-${createHash('sha256').update(style).digest('base64')}'`
