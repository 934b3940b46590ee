import { css, html, nothing, svg, type TemplateResult } from 'lit'
import type { Look } from './bell-look.ts'

/** One drawing for all looks. The text beside it says the same, so it is hidden from screen readers. */
export function bellPicture(look: Look): TemplateResult {
  return html`<svg part="icon" class="icon ${look}" viewBox="0 0 24 24" aria-hidden="true">
    <path class="body" d="M12 3a6 6 0 0 0-6 6v4l-2 4h16l-2-4V9a6 6 0 0 0-6-6zM10 20a2 2 0 0 0 4 0" />
    ${extras[look] ?? nothing}
  </svg>`
}

const extras: Partial<Record<Look, TemplateResult>> = {
  on: svg`<path d="M3 8a9 9 0 0 1 2-4M21 8a9 9 0 0 0-2-4"/>`,
  blocked: svg`<path d="M4 21 20 3"/>`,
  trouble: svg`<circle class="mark" cx="18" cy="6" r="5"/><path class="sign" d="M18 3.500v3M18 8.500v.1"/>`,
}

export const bellPictureStyles = css`
  .icon {
    inline-size: 1.75em;
    block-size: 1.75em;
    flex: none;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.6;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .on .body {
    fill: currentcolor;
  }
  .impossible .body {
    stroke-dasharray: 2 2.5;
  }
  .mark {
    fill: var(--_trouble);
    stroke: none;
  }
  .sign {
    stroke: var(--_surface);
  }
`
