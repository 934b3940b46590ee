import { css } from 'lit'

export const preferencesStyles = css`
  :host {
    display: block;
  }
  fieldset {
    border: 0;
    padding: 0;
    margin: 0 0 0.75rem;
    min-inline-size: 0;
  }
  legend {
    padding: 0;
    font-weight: 600;
  }
  label {
    display: flex;
    align-items: center;
    gap: 0.6rem;
    min-block-size: 44px;
  }
  input {
    font: inherit;
    accent-color: var(--_accent);
    flex: none;
  }
  [type='checkbox'] {
    inline-size: 1.25rem;
    block-size: 1.25rem;
    margin: 0;
  }
  [type='number'] {
    inline-size: 4rem;
    box-sizing: border-box;
  }
  .caps label {
    justify-content: space-between;
  }
  .answers,
  .times {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 0.75rem;
  }
`
