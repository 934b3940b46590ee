import { html, raw, type Html } from '../../http/page-answer.ts'
import { MOST_PER_WEEK } from '../../pace/pace.ts'
import type { Preferences } from '../answer-schema.ts'
import { style } from './style.ts'
import type { PageTexts } from './page-texts.ts'
import { fill } from './texts.ts'

export interface PageView {
  site: string
  texts: PageTexts
  preferences: Preferences
  notice?: 'saved' | 'refused' | undefined
}

// In one piece: the policy allows exactly this text.
const STYLE = raw(`<style>${style}</style>`)
const ZONES = Intl.supportedValuesOf('timeZone')

/** The page where a person chooses: one form, no script. Pure. */
export function renderPage({ site, texts, preferences, notice }: PageView): Html {
  const time = (at: string) => timeText(at, preferences.effectiveTimeZone, texts.lang)
  return frame(
    texts,
    texts.title,
    html`<h1>${texts.title}</h1>
      <p class="soft">${fill(texts.intro, site)}</p>
      ${notice === 'saved' ? html`<p class="saved" role="status">${texts.saved}</p>` : ''}
      ${notice === 'refused' ? html`<p class="refused" role="alert">${texts.notSaved}</p>` : ''}
      <p class="next">${nextText(preferences.next, texts, time)}</p>
      <form method="post">
        ${renderTopics(preferences, texts, time)} ${renderPause(preferences, texts, time)}
        ${renderQuiet(preferences, texts)} ${renderDigest(preferences, texts)}
        <fieldset>
          <legend>${texts.screen}</legend>
          ${box({ name: 'generic', value: 'on', isChecked: preferences.content !== 'full' }, texts.generic)}
          <input type="hidden" name="content" value="levels" />
          ${box({ name: 'opaque', value: 'on', isChecked: preferences.content === 'opaque' }, texts.opaque)}
        </fieldset>
        <button>${texts.save}</button>
      </form>`,
  )
}

/** In place of it, where the link opens nothing any more. Pure. */
export function renderGone(texts: PageTexts): Html {
  return frame(
    texts,
    texts.goneTitle,
    html`<h1>${texts.goneTitle}</h1>
      <p>${texts.gone}</p>`,
  )
}

function frame({ lang, dir }: Pick<PageTexts, 'lang' | 'dir'>, title: string, body: Html): Html {
  return html`<!doctype html>
    <html lang="${lang}" dir="${dir ?? 'ltr'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        ${STYLE}
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html>`
}

function renderTopics({ topics }: Preferences, texts: PageTexts, time: (at: string) => string): Html {
  const less = (until: string | null) => (until === null ? '' : fill(texts.fewer, time(until)))
  return html`<fieldset>
    <legend>${texts.topics}</legend>
    ${topics.length === 0 ? html`<p class="soft">${texts.noTopics}</p>` : ''}
    ${topics.map(
      ({ id, name, description, on, fewerUntil }) =>
        html`<input type="hidden" name="shown" value="${id}" />
          ${box({ name: 'topic', value: id, isChecked: on }, name, [description, less(fewerUntil)])}`,
    )}
  </fieldset>`
}

function renderPause({ paused }: Preferences, texts: PageTexts, time: (at: string) => string): Html {
  const now = typeof paused === 'object' ? 'keep' : paused ? 'until-resumed' : 'off'
  const radio = (value: string, text: string) =>
    box({ name: 'pause', value, isChecked: value === now, one: true }, text)
  return html`<fieldset>
    <legend>${texts.pause}</legend>
    ${radio('off', texts.notPaused)}
    ${typeof paused === 'object' ? radio('keep', fill(texts.pausedUntil, time(paused.until))) : ''}
    ${radio('hour', texts.hour)} ${radio('day', texts.day)} ${radio('until-resumed', texts.untilResumed)}
  </fieldset>`
}

function renderQuiet({ quietHours, timeZone, effectiveTimeZone }: Preferences, texts: PageTexts): Html {
  const { from, to } = quietHours ?? { from: '22:00', to: '07:00' }
  // Older names stay possible, though the list has the newer ones only.
  const zones = timeZone === null || ZONES.includes(timeZone) ? ZONES : [timeZone, ...ZONES]
  const ofBrowser =
    timeZone === null
      ? fill(texts.zoneOfBrowser, effectiveTimeZone)
      : texts.zoneOfBrowser.replace(/ ?[(（]\{zone\}[)）]/, '')
  return html`<fieldset>
    <legend>${texts.quiet}</legend>
    ${box({ name: 'quiet', value: 'on', isChecked: quietHours !== null }, texts.quietOn)}
    <div class="times">
      <label>${texts.from} <input type="time" name="from" value="${from}" required /></label>
      <label>${texts.to} <input type="time" name="to" value="${to}" required /></label>
    </div>
    <small>${texts.quietHint}</small>
    <label class="zone"
      >${texts.zone}
      <select name="zone">
        <option value="">${ofBrowser}</option>
        ${zones.map((zone) => html`<option ${zone === timeZone ? raw('selected') : ''}>${zone}</option>`)}
      </select>
    </label>
  </fieldset>`
}

function renderDigest({ digest, effectiveDigestAt, pace, silent }: Preferences, texts: PageTexts): Html {
  return html`<fieldset>
    <legend>${texts.howOften}</legend>
    ${silent === null ? '' : html`<p class="soft">${texts.silent}</p>`}
    ${box({ name: 'digest', value: 'on', isChecked: digest !== null }, texts.digestOn)}
    <div class="times">
      <label>${texts.digestAt} <input type="time" name="digest-at" value="${effectiveDigestAt}" required /></label>
    </div>
    <small>${texts.digestHint}</small>
    <div class="times caps">
      ${cap('cap-day', texts.capDay, pace?.perDay)} ${cap('cap-week', texts.capWeek, pace?.perWeek)}
    </div>
    <small>${texts.capHint}</small>
  </fieldset>`
}

function cap(name: string, text: string, value: number | null | undefined): Html {
  const most = String(MOST_PER_WEEK)
  return html`<label
    >${text}
    <input type="number" name="${name}" min="1" max="${most}" inputmode="numeric" value="${String(value ?? '')}"
  /></label>`
}

function box(
  { name, value, isChecked, one = false }: { name: string; value: string; isChecked: boolean; one?: boolean },
  text: string,
  more: readonly string[] = [],
): Html {
  return html`<label class="choice"
    ><input type="${one ? 'radio' : 'checkbox'}" name="${name}" value="${value}" ${isChecked ? raw('checked') : ''} />
    <span dir="auto"
      >${text}${more.filter(Boolean).map((line) => html` <small dir="auto">${line}</small>`)}</span
    ></label
  >`
}

function nextText({ code, at }: Preferences['next'], texts: PageTexts, time: (at: string) => string): string {
  switch (code) {
    case 'at-once':
      return texts.atOnce
    case 'paused-until-resumed':
      return texts.never
    case 'paused':
      return fill(texts.nextPaused, time(at ?? ''))
    case 'quiet-hours':
      return fill(texts.nextQuiet, time(at ?? ''))
    case 'digest':
      return fill(texts.nextDigest, time(at ?? ''))
  }
}

function timeText(at: string, timeZone: string, lang: string): string {
  const day = { weekday: 'long', day: 'numeric', month: 'long' } as const
  return new Intl.DateTimeFormat(lang, { timeZone, ...day, hour: '2-digit', minute: '2-digit' }).format(Date.parse(at))
}
