import { css } from 'lit'

export const bellStyles = css`
  :host {
    display: inline-block;
    position: relative;
  }
  :host([inline]) {
    display: block;
  }
  .toggle {
    display: inline-grid;
    place-items: center;
    min-inline-size: 44px;
    padding: 0.4rem;
    background: var(--_surface);
    border: 1px solid var(--_edge);
    border-radius: 99px;
  }
  .floating {
    position: absolute;
    z-index: 10;
    inset-block-start: calc(100% + 0.5rem);
    inset-inline-start: 0;
    inline-size: 22rem;
    max-inline-size: calc(100vw - 2rem);
  }
  :host([align='end']) .floating {
    inset-inline: auto 0;
  }
  @media (max-width: 30rem) {
    :host .floating,
    :host([align='end']) .floating {
      position: fixed;
      inset-block: auto 1rem;
      inset-inline: 1rem;
      inline-size: auto;
      max-block-size: calc(100vh - 2rem);
      overflow-y: auto;
    }
  }
  .head {
    display: flex;
    align-items: center;
    gap: 0.6rem;
    margin-block-end: 0.5rem;
  }
  .head h2 {
    flex: 1;
    margin: 0;
  }
  .close {
    border: 0;
    background: none;
    min-inline-size: 44px;
    margin-inline-end: -0.75rem;
    font-size: 1.5rem;
    line-height: 1;
  }
  .switch {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    inline-size: 100%;
    border: 0;
    padding: 0;
    margin-block-end: 0.5rem;
    background: none;
    text-align: start;
  }
  .track {
    flex: none;
    inline-size: 3rem;
    block-size: 1.75rem;
    border-radius: 99px;
    border: 2px solid var(--_edge);
    padding: 3px;
    transition: background 0.15s;
  }
  .track::before {
    content: '';
    display: block;
    inline-size: 1.125rem;
    block-size: 1.125rem;
    border-radius: 99px;
    background: var(--_quiet);
    transition: margin 0.15s;
  }
  [aria-checked='true'] .track {
    background: var(--_accent);
    border-color: var(--_accent);
  }
  [aria-checked='true'] .track::before {
    margin-inline-start: 1.25rem;
    background: var(--_on-accent);
  }
  [aria-disabled='true'] .track {
    border-style: dashed;
  }
  @media (prefers-reduced-motion: reduce) {
    .track,
    .track::before {
      transition: none;
    }
  }
  @media (forced-colors: active) {
    .track::before {
      background: ButtonText;
    }
  }
  .status {
    margin-block-end: 0.75rem;
  }
  fieldset {
    border: 0;
    padding: 0;
    margin: 0 0 0.75rem;
  }
  legend {
    padding: 0;
    font-weight: 600;
  }
  label {
    display: flex;
    gap: 0.6rem;
    align-items: center;
    min-block-size: 44px;
  }
  input {
    inline-size: 1.25rem;
    block-size: 1.25rem;
    accent-color: var(--_accent);
    flex: none;
  }
  .plain + p:not(:empty) {
    margin-block-start: 0.75rem;
  }
  summary {
    cursor: pointer;
    min-block-size: 44px;
    align-content: center;
  }
`
