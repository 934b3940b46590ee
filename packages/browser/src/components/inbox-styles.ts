import { css } from 'lit'

export const inboxStyles = css`
  :host {
    display: block;
  }
  .card {
    overflow: clip;
    padding-block-end: 0;
  }
  a:focus-visible {
    outline-offset: -3px;
  }
  [part='message'] {
    margin-block-end: 1rem;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.75rem;
    margin-block-end: 0.5rem;
  }
  .head h2 {
    margin: 0;
  }
  .count {
    color: var(--_on-accent);
    background: var(--_accent);
    border-radius: 99px;
    padding: 0.1rem 0.65rem;
    font-size: 0.85em;
  }
  .plain {
    border: 0;
    background: none;
    padding-inline: 0;
    color: var(--_accent);
    text-decoration: underline;
  }
  .head .plain {
    margin-inline-start: auto;
  }
  ul {
    list-style: none;
    margin: 0 -1.25rem;
    padding: 0;
  }
  li {
    display: flex;
    align-items: flex-start;
    border-block-start: 1px solid color-mix(in srgb, var(--_line) 45%, transparent);
  }
  a {
    flex: 1;
    min-inline-size: 0;
    display: grid;
    gap: 0.1rem;
    padding-block: 0.75rem;
    padding-inline: 1.25rem 0.25rem;
    color: inherit;
    text-decoration: none;
  }
  a:hover .title {
    text-decoration: underline;
  }
  .title,
  .body {
    text-align: start;
  }
  .unread a {
    border-inline-start: 4px solid var(--_accent);
    padding-inline-start: calc(1.25rem - 4px);
  }
  .unread .title {
    font-weight: 650;
  }
  .body {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    overflow: hidden;
    white-space: pre-line;
  }
  .dismiss {
    flex: none;
    border: 0;
    background: none;
    color: var(--_quiet);
    min-inline-size: 44px;
    margin-block-start: 0.25rem;
    margin-inline-end: 0.5rem;
    font-size: 1.35rem;
    line-height: 1;
  }
  .dismiss:hover {
    color: var(--_text);
  }
  .undo {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    margin-block: 0.25rem;
  }
  .trouble {
    color: var(--_trouble);
    margin-block: 0.75rem;
  }
  .aloud {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`
