import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit'
import { createPreferences, type Preferences, type PreferencesChange, type PreferencesClient } from '../preferences.ts'
import { BelfryElement } from './belfry-element.ts'
import { colours } from './colours.ts'
import { preferencesStyles } from './preferences-styles.ts'

type Identity = string | null | undefined | (() => Promise<string | null>)

/**
 * `<belfry-preferences>`: what the person at the page wants, on all their browsers: topics, a pause, quiet hours, one
 * message a day, and how much a notification shows. In the bell's panel, or by itself.
 */
export class BelfryPreferences extends BelfryElement {
  static override properties: PropertyDeclarations = {
    identity: {},
    preferences: { state: true },
    failed: { state: true },
  }
  static override styles = [colours, preferencesStyles]

  /** The token of the person who is signed in, or a function for it; without one, this browser counts. */
  declare identity: Identity
  declare preferences: Preferences | undefined
  declare failed: boolean | undefined

  #server: PreferencesClient | undefined

  protected override updated(changed: PropertyValues): void {
    super.updated(changed)
    if (this.#server && !['identity', 'base', 'site'].some((name) => changed.has(name))) return
    const identity = this.identity === undefined ? {} : { identity: this.identity }
    this.#server = createPreferences({ base: this.path, ...identity })
    void this.#show(this.#server.get())
  }

  protected override render(): TemplateResult | typeof nothing {
    const { preferences } = this
    if (!this.texts) return nothing
    return html`<div part="panel" dir=${this.text('dir')}>
      ${preferences ? this.#controls(preferences) : nothing}
      <p part="status" class="quiet" role="status">${this.#sentence()}</p>
    </div>`
  }

  #controls({ topics, paused, quietHours, content, digest, effectiveDigestAt, pace }: Preferences): TemplateResult {
    const { from, to } = quietHours ?? { from: '22:00', to: '08:00' }
    return html`${topics.length > 0 ? this.#topics(topics) : nothing}
      <fieldset part="pause">
        <legend>${this.text('pref.pause')}</legend>
        ${paused ? this.#button('pref.resume', false) : this.#pauses()}
      </fieldset>
      <fieldset part="quiet-hours">
        ${this.#checkbox(this.text('pref.quiet'), quietHours !== null, (on) => ({
          quietHours: on ? { from, to } : null,
        }))}
        ${quietHours ? this.#times(from, to) : nothing}
      </fieldset>
      <fieldset part="digest">
        ${this.#checkbox(this.text('pref.daily'), Boolean(digest), (on) => ({ digest: on ? {} : null }))}
        ${digest ? this.#clock(this.text('pref.at'), effectiveDigestAt, (at) => ({ digest: { at } })) : nothing}
      </fieldset>
      <fieldset part="pace" class="caps">${this.#cap('perDay', pace)}${this.#cap('perWeek', pace)}</fieldset>
      <fieldset part="content">
        ${this.#checkbox(this.text('pref.content'), content === 'full', (on) => ({ content: on ? 'full' : 'generic' }))}
        ${
          content === 'full'
            ? nothing
            : this.#checkbox(this.text('pref.opaque'), content === 'opaque', (on) => ({
                content: on ? 'opaque' : 'generic',
              }))
        }
      </fieldset>`
  }

  #topics(topics: Preferences['topics']): TemplateResult {
    return html`<fieldset part="topics">
      <legend>${this.text('pref.topics')}</legend>
      ${topics.map(
        ({ id, name, on, mayTurnOn, fewerUntil }) =>
          html`${this.#checkbox(name, on, (checked) => ({ topics: { [id]: checked } }), !on && !mayTurnOn)}
          ${fewerUntil ? html`<p part="fewer" class="quiet">${this.#at('fewer', fewerUntil)}</p>` : nothing}`,
      )}
    </fieldset>`
  }

  #pauses(): TemplateResult {
    return html`<div class="answers">
      ${this.#button('pref.hour', { minutes: 60 })}${this.#button('pref.day', { minutes: 24 * 60 })}
      ${this.#button('pref.until', true)}
    </div>`
  }

  #button(name: string, paused: NonNullable<PreferencesChange['paused']>): TemplateResult {
    return html`<button class="plain" @click=${() => this.#change({ paused })}>${this.text(name)}</button>`
  }

  #checkbox(
    label: string,
    checked: boolean,
    change: (on: boolean) => PreferencesChange,
    disabled = false,
  ): TemplateResult {
    return html`<label>
      <input
        type="checkbox"
        .checked=${checked}
        ?disabled=${disabled}
        @change=${({ target }: Event) => this.#change(change((target as HTMLInputElement).checked))}
      /><span dir="auto">${label}</span>
    </label>`
  }

  #times(from: string, to: string): TemplateResult {
    return html`<div class="times">${this.#time('from', from, to)}${this.#time('to', from, to)}</div>`
  }

  #time(which: 'from' | 'to', from: string, to: string): TemplateResult {
    const value = which === 'from' ? from : to
    return this.#clock(this.text(`pref.${which}`), value, (time) => ({ quietHours: { from, to, [which]: time } }))
  }

  #clock(label: string, value: string, change: (time: string) => PreferencesChange): TemplateResult {
    const keep = ({ target }: Event): void => {
      const { value: time } = target as HTMLInputElement
      if (time) this.#change(change(time))
    }
    return html`<label>${label}<input type="time" .value=${value} @change=${keep} /></label>`
  }

  #cap(which: 'perDay' | 'perWeek', pace: Preferences['pace']): TemplateResult {
    const keep = ({ target }: Event): void => {
      const { value, validity } = target as HTMLInputElement
      if (validity.valid) this.#change({ pace: { ...pace, [which]: value ? Number(value) : null } })
    }
    const label = this.text(which === 'perDay' ? 'pref.capDay' : 'pref.capWeek')
    return html`<label
      >${label}<input type="number" min="1" max="50" .value=${String(pace?.[which] ?? '')} @change=${keep}
    /></label>`
  }

  #sentence(): string {
    if (this.failed) return this.text('pref.failed')
    const { preferences } = this
    if (!preferences) return this.text('working')
    const { code, at } = preferences.next
    return this.#at(code, at)
  }

  #at(name: string, at: string | null): string {
    const day = name === 'fewer' ? ({ day: 'numeric', month: 'long' } as const) : ({ weekday: 'long' } as const)
    const { lang } = this.closest<HTMLElement>('[lang]') ?? document.documentElement
    const style = { ...day, hour: '2-digit', minute: '2-digit' } as const
    return this.text(`pref.${name}`, { time: at ? new Date(at).toLocaleString(lang || undefined, style) : '' })
  }

  #change(change: PreferencesChange): void {
    if (this.#server) void this.#show(this.#server.set(change))
  }

  async #show(answer: Promise<Preferences>): Promise<void> {
    try {
      this.preferences = await answer
      this.failed = false
    } catch {
      this.failed = true
      this.requestUpdate() // What was pressed goes back to what is.
    }
  }
}
