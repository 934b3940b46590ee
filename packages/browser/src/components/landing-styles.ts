import { css } from 'lit'

export const landingStyles = css`
  :host {
    display: block;
  }
  .card {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1rem;
  }
  p {
    flex: 1 1 12rem;
    margin: 0;
  }
  button {
    padding-inline: 1rem;
    border-radius: 8px;
    border: 1px solid var(--_edge);
    background: none;
  }
`
