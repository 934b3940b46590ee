import { css } from 'lit'

/** Colours, sizes and the parts that all elements have; each colour is a variable that the site may set. */
export const colours = css`
  :host {
    --_text: var(--belfry-text, light-dark(#1d2230, #eceef3));
    --_quiet: var(--belfry-quiet, light-dark(#565d6d, #aab1c0));
    --_surface: var(--belfry-surface, light-dark(#ffffff, #1f232c));
    --_edge: var(--belfry-edge, light-dark(#8a91a0, #737b8c));
    --_line: var(--belfry-line, var(--_edge));
    --_accent: var(--belfry-accent, light-dark(#2447b8, #9db4ff));
    --_on-accent: var(--belfry-on-accent, light-dark(#ffffff, #10162b));
    --_trouble: var(--belfry-trouble, light-dark(#9a3412, #ffb088));
    --_radius: var(--belfry-radius, 12px);
    color-scheme: var(--belfry-color-scheme, light dark);
    color: var(--_text);
    font: var(--belfry-font, 1rem/1.5 system-ui, sans-serif);
    text-align: start;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  * {
    box-sizing: border-box;
  }
  button {
    font: inherit;
    color: inherit;
    cursor: pointer;
    min-block-size: 44px;
  }
  button[aria-disabled='true'] {
    cursor: default;
  }
  :focus-visible {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }
  h2,
  p,
  ol {
    margin: 0 0 0.75rem;
  }
  h2 {
    font-size: 1.125rem;
    line-height: 1.3;
  }
  .card {
    background: var(--_surface);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    padding: 1rem 1.25rem;
    overflow-wrap: anywhere;
  }
  .card > :last-child,
  .steps :last-child {
    margin-block-end: 0;
  }
  .plain {
    padding-inline: 0.75rem;
    border: 1px solid var(--_edge);
    border-radius: 8px;
    background: none;
  }
  .quiet {
    color: var(--_quiet);
    font-size: 0.9em;
  }
  .floating {
    box-shadow: 0 8px 30px #0005;
  }
`
