import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { checkManifest, type ManifestFault } from '../help/check-manifest.ts'
import type { State } from '../client.ts'
import { BelfryElement } from './belfry-element.ts'
import { canSwitch, lookOf, sentenceFor, type Look } from './bell-look.ts'
import { bellPicture, bellPictureStyles } from './bell-picture.ts'
import { bellStyles } from './bell-styles.ts'
import { colours } from './colours.ts'
import { selfTest } from '../help/self-test.ts'
import { helpStyles, helpView } from './help-view.ts'

/**
 * `<belfry-bell>`: the one control of notifications. A button with a panel, or with `inline` the panel alone: a switch,
 * the state in words, and what helps.
 */
export class BelfryBell extends BelfryElement {
  static override properties: PropertyDeclarations = {
    inline: { type: Boolean, reflect: true },
    open: { type: Boolean, reflect: true },
    faults: { state: true },
    identity: {},
    chosen: { state: true },
    tested: { state: true },
  }
  static override styles = [colours, bellPictureStyles, bellStyles, helpStyles]

  declare inline: boolean | undefined
  /** The panel is open; with `inline` it always is. */
  declare open: boolean | undefined
  declare faults: ManifestFault[] | undefined
  /** As in `<belfry-preferences>`, for the preferences in the panel. */
  declare identity: string | null | undefined | (() => Promise<string | null>)
  declare chosen: boolean | undefined
  /** What the self-test says, by the name of its text. */
  declare tested: { text: string; code: string } | undefined

  override connectedCallback(): void {
    super.connectedCallback()
    document.addEventListener('click', this.#outside)
    this.addEventListener('keydown', this.#escape)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    document.removeEventListener('click', this.#outside)
  }

  protected override onState(state: State): void {
    super.onState(state)
    // For the site's own style sheet, and for tests.
    this.setAttribute('status', state.status)
    if (state.status === 'ios-not-installed' && !this.faults) {
      void checkManifest(document, fetch).then((faults) => (this.faults = faults))
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.texts) return nothing
    return this.inline ? this.#panel() : html`${this.#toggle()}${this.open ? this.#panel() : nothing}`
  }

  #toggle(): TemplateResult {
    const look = this.#look()
    const label = `${this.text('title')}: ${this.text(this.state ? look : 'looking')}`
    return html`<button
      part="button"
      class="toggle"
      aria-label=${label}
      aria-expanded=${String(!!this.open)}
      @click=${() => (this.open = !this.open)}
    >
      ${bellPicture(look)}
    </button>`
  }

  #panel(): TemplateResult {
    const { state } = this
    return html`<section
      part="panel"
      class="card ${this.inline ? '' : 'floating'}"
      aria-labelledby="title"
      aria-busy=${String(this.isBusy)}
      dir=${this.text('dir')}
    >
      <div class="head">
        ${bellPicture(this.#look())}
        <h2 id="title" part="title"><slot name="title">${this.text('title')}</slot></h2>
        ${this.inline ? nothing : this.#closeButton()}
      </div>
      <slot name="lead"></slot>
      ${this.#switch()}
      <p id="status" part="status" class="status" role="status">${this.#sentence()}</p>
      ${state && !this.progress ? helpView(state, this.browser, (names) => this.text(names)) : nothing}
      ${this.#manifestFault()} ${state?.status === 'subscribed' ? this.#preferences() : nothing}
      ${state?.status === 'subscribed' ? this.#system() : nothing}
      <slot></slot>
    </section>`
  }

  /** What keeps the site from the Home Screen of an iPhone, for those who run it. */
  #manifestFault(): TemplateResult | typeof nothing {
    if (!this.faults?.[0]) return nothing
    return html`<p part="fault">${this.text('install.fault', { code: this.faults.join(', ') })}</p>`
  }

  #look(): Look {
    if (this.progress === 'waiting' || this.progress === 'failed') return 'trouble'
    return this.state ? lookOf(this.state) : 'off'
  }

  #closeButton(): TemplateResult {
    return html`<button part="close" class="close" aria-label=${this.text('close')} @click=${() => this.#close()}>
      ×
    </button>`
  }

  /**
   * A switch without effect is not shown, except to say that notifications are blocked; one that has the keyboard's
   * focus stays.
   */
  #switch(): TemplateResult | typeof nothing {
    const { state } = this
    const { activeElement } = this.renderRoot as ShadowRoot
    const hasFocus = activeElement?.getAttribute('role') === 'switch'
    if (!canSwitch(state) && state?.status !== 'denied' && !hasFocus) return nothing
    return html`<button
      part="switch"
      class="switch"
      role="switch"
      aria-checked=${String(state?.status === 'subscribed')}
      aria-disabled=${String(!canSwitch(state) || this.isBusy)}
      aria-describedby="status"
      @click=${() => this.#press()}
    >
      <span class="track" part="track"></span><span><slot name="switch">${this.text('switch')}</slot></span>
    </button>`
  }

  #sentence(): string {
    const { progress, state } = this
    if (progress) return this.text(progress)
    if (!state) return this.text('looking')
    const app = this.browser.app ?? this.text('app.name')
    return this.text(sentenceFor(state), { code: state.code ?? '', app })
  }

  /** Asked of the server only when they are opened. */
  #preferences(): TemplateResult {
    const { identity, path, client } = this
    const panel = (): TemplateResult =>
      html`<belfry-preferences .base=${path} .client=${client} .identity=${identity} .words=${this.words}>
      </belfry-preferences>`
    return html`<slot name="preferences"
      ><details
        part="preferences"
        @toggle=${({ target }: Event) => (this.chosen = (target as HTMLDetailsElement).open)}
      >
        <summary>${this.text('pref')}</summary>
        ${this.chosen ? panel() : nothing}
      </details></slot
    >`
  }

  #system(): TemplateResult {
    return html`<details part="system">
      <summary>${this.text('system')}</summary>
      <p>${this.text([`system.${this.browser.system}`, 'system.other'])}</p>
      <button
        part="test"
        class="plain"
        aria-disabled=${String(this.tested?.text === 'test.running')}
        @click=${() => this.#test()}
      >
        ${this.text('test')}
      </button>
      <p part="tested" role="status">
        ${this.tested ? this.text(this.tested.text, { code: this.tested.code }) : nothing}
      </p>
    </details>`
  }

  #test(): void {
    if (this.tested?.text === 'test.running') return
    this.tested = { text: 'test.running', code: '' }
    const { identity, path, lang } = this
    selfTest({ base: path, ...(identity !== undefined && { identity }), ...(lang && { lang }) }).then(
      ({ code, outcome }) => (this.tested = { text: `test.${code}`, code: outcome ?? '' }),
      (error: unknown) => (this.tested = { text: 'test.refused', code: (error as { code?: string }).code ?? '' }),
    )
  }

  #press(): void {
    if (this.isBusy || !canSwitch(this.state)) return
    const { current, state } = this
    // In the very turn of the click: Firefox and Safari ask only then.
    void this.run(() => (state?.status === 'subscribed' ? current.unsubscribe() : current.subscribe()))
  }

  #close(): void {
    this.open = false
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.toggle')?.focus())
  }

  #escape = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.open && !this.inline) this.#close()
  }

  #outside = (event: Event): void => {
    if (this.open && !event.composedPath().includes(this)) this.open = false
  }
}
