import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit'
import type { BelfryClient } from '../client.ts'
import type { Muted } from '../reports.ts'
import { BelfryElement } from './belfry-element.ts'
import { colours } from './colours.ts'
import { landingStyles } from './landing-styles.ts'

type Step = 'offered' | 'taken' | 'muted' | 'undone'

/**
 * `<belfry-landing>`: "Not relevant" on the page that a notification has led to, where the browser could not show it on
 * the notification. Otherwise it is not to be seen.
 */
export class BelfryLanding extends BelfryElement {
  static override properties: PropertyDeclarations = {
    step: { state: true },
    muted: { state: true },
  }
  static override styles = [colours, landingStyles]

  declare step: Step | undefined
  declare muted: Muted | undefined

  #client: BelfryClient | undefined
  #notification = ''
  #listening = new AbortController()

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#listening.abort()
    this.#client = undefined
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed)
    const client = this.current
    if (client === this.#client) return
    this.#client = client
    this.#listening.abort()
    this.#listening = new AbortController()
    const { signal } = this.#listening
    client.addEventListener('landed', ({ detail }) => this.#offer(detail.notification), { signal })
    this.#offer(client.landed)
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.texts) return nothing
    // The sentence is announced because its place is there before it.
    return html`<section part="panel" class=${this.step ? 'card' : ''} dir=${this.text('dir')}>
      <p part="status" role="status">${this.#sentence()}</p>
      ${this.#button()}
    </section>`
  }

  #sentence(): TemplateResult | string | typeof nothing {
    if (this.step === 'muted') return html`<span dir="auto">${this.muted?.title}</span>`
    return this.step ? this.text(`landing.${this.step}`) : nothing
  }

  #button(): TemplateResult | typeof nothing {
    if (this.step === 'offered') {
      return html`<button part="irrelevant" @click=${() => this.#press()}>${this.text('landing.irrelevant')}</button>`
    }
    if (this.step !== 'muted') return nothing
    return html`<button part="undo" dir="auto" @click=${() => this.#undo()}>${this.muted?.undo}</button>`
  }

  #offer(notification: string | undefined): void {
    if (!notification) return
    this.#notification = notification
    this.step = 'offered'
  }

  async #press(): Promise<void> {
    this.step = 'taken'
    const [muted] = await this.current.irrelevant(this.#notification)
    if (!muted) return
    this.muted = muted
    this.step = 'muted'
  }

  async #undo(): Promise<void> {
    this.step = 'undone'
    await this.current.irrelevant(this.#notification, true)
  }
}
