import { css } from 'lit'

/** In the lower corner, in the colours of the site: nobody shall take it for the browser's own question. */
export const promptStyles = css`
  .floating {
    position: fixed;
    z-index: 20;
    inset-block-end: 1rem;
    inset-inline-end: 1rem;
    inline-size: min(24rem, calc(100vw - 2rem));
    max-block-size: calc(100vh - 2rem);
    overflow-y: auto;
  }
  h2:focus {
    outline: none;
  }
  h2:focus-visible {
    outline: 3px solid var(--_accent);
  }
  .answers {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    margin-block-end: 0.5rem;
  }
  .yes,
  .no {
    padding-inline: 1rem;
    border-radius: 8px;
    border: 1px solid var(--_edge);
    background: none;
  }
  .yes {
    background: var(--_accent);
    border-color: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
  }
  .quiet {
    margin: 0;
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: 0;
    overflow: hidden;
    clip-path: inset(50%);
  }
`
