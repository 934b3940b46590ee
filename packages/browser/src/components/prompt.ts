import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import type { State } from '../client.ts'
import { BelfryElement } from './belfry-element.ts'
import { sentenceFor } from './bell-look.ts'
import { colours } from './colours.ts'
import { helpStyles, helpView } from './help-view.ts'
import { mayAsk, mayAskForMore, waitBefore } from './may-ask.ts'
import { countPageView } from './page-views.ts'
import { promptStyles } from './prompt-styles.ts'
import { topicIsOff } from './topic-is-off.ts'
import { topicName } from './topic-name.ts'

// The questions on the screen: one at a time.
const shown = new Set<object>()

/**
 * `<belfry-prompt>`: the site's own question, before the browser's. It shows itself after what the site names, never on
 * load: a press of `after-click`, a call of ask(), or `page-views` and `seconds`.
 */
export class BelfryPrompt extends BelfryElement {
  static override properties: PropertyDeclarations = {
    topic: {},
    reason: {},
    name: {},
    days: { type: Number },
    afterClick: { attribute: 'after-click' },
    pageViews: { type: Number, attribute: 'page-views' },
    seconds: { type: Number },
    open: { type: Boolean, reflect: true },
    answered: { state: true },
    about: { state: true },
    aloud: { state: true },
  }
  static override styles = [colours, promptStyles, helpStyles]

  /** The topic that is asked about, and turned on with yes; without one, those of the client. */
  declare topic: string | null | undefined
  /** One sentence: what the notifications are for. */
  declare reason: string | null | undefined
  /** The site's name for this question, in the statistics. */
  declare name: string | null | undefined
  /** How long a "not now" holds. */
  declare days: number | null | undefined
  /** A selector: a press of such an element is the action after which to ask. */
  declare afterClick: string | null | undefined
  declare pageViews: number | null | undefined
  declare seconds: number | null | undefined
  /** The question is on the screen. */
  declare open: boolean
  declare answered: boolean
  declare about: string
  declare aloud: boolean

  #waiting: ReturnType<typeof setTimeout> | undefined
  #before: HTMLElement | null = null

  override connectedCallback(): void {
    super.connectedCallback()
    document.addEventListener('click', this.#clicked)
    this.addEventListener('keydown', this.#escape)
    const { pageViews, seconds } = this
    const ms = waitBefore({ pageViews, seconds }, pageViews ? countPageView(this.path) : 0)
    if (ms !== undefined) this.#waiting = setTimeout(() => this.#whenSeen(), ms)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    document.removeEventListener('click', this.#clicked)
    document.removeEventListener('visibilitychange', this.#whenSeen)
    clearTimeout(this.#waiting)
    shown.delete(this)
  }

  /**
   * Asks, unless it is of no use or not welcome: on already, blocked, refused lately, turned off. Where notifications
   * are on and `topic` is not, it asks for that topic. Resolves to whether the question was shown. Call it after
   * something that the user did.
   */
  async ask(): Promise<boolean> {
    return this.#show(true)
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.texts) return nothing
    const panel = (): TemplateResult =>
      html`<section
        part="panel"
        class="card floating"
        role="dialog"
        aria-labelledby="title"
        aria-describedby="reason"
        dir=${this.text('dir')}
      >
        <h2 id="title" part="title" tabindex="-1"><slot name="title">${this.text('prompt.title')}</slot></h2>
        ${this.answered ? this.#outcome() : this.#question()}
      </section>`
    // Who does not see the corner of the screen hears the question; the focus stays where it is.
    return html`<p class="unseen" role="status">${this.aloud ? `${this.text('prompt.title')} ${this.about}` : ''}</p>
      ${this.open ? panel() : nothing}`
  }

  #question(): TemplateResult {
    return html`<p id="reason" part="reason" dir="auto"><slot>${this.about}</slot></p>
      <div class="answers">
        <button part="yes" class="yes" @click=${() => this.#yes()}>${this.text('prompt.yes')}</button>
        <button part="no" class="no" @click=${() => this.#no()}>${this.text('prompt.no')}</button>
      </div>
      <p part="later" class="quiet">${this.text('prompt.later')}</p>`
  }

  #outcome(): TemplateResult {
    const { state, progress } = this
    const names = progress ? [progress] : this.#sentence(state)
    return html`<p id="reason" part="status" role="status">${this.text(names, { code: state?.code ?? '' })}</p>
      ${state && !progress ? helpView(state, this.browser, (names) => this.text(names)) : nothing}
      <button part="close" class="no" @click=${() => this.#close()}>${this.text('close')}</button>`
  }

  #sentence(state: State | undefined): string[] {
    if (!state) return ['looking']
    return state.status === 'subscribed' ? ['prompt.done'] : sentenceFor(state)
  }

  async #show(byAction: boolean): Promise<boolean> {
    const before = document.activeElement as HTMLElement | null
    const state = await this.current.state()
    const texts = await this.wordsReady
    // Nobody answers two questions at once.
    if (!texts || !(await this.#isWelcome(state)) || shown.size > 0 || !this.isConnected) return false
    shown.add(this)
    this.about = this.reason || (await this.#defaultReason())
    this.#before = before
    this.answered = false
    this.open = true
    this.aloud = !byAction
    this.current.asked(this.#asQuestion())
    await this.updateComplete
    if (byAction) this.#focusTitle()
    return true
  }

  // Where others are on, one more topic is asked for, and turned on without the browser's own question.
  async #isWelcome(state: State): Promise<boolean> {
    const { topic } = this
    return mayAskForMore(state, topic) ? topicIsOff(this.path, topic) : mayAsk(state, topic)
  }

  async #defaultReason(): Promise<string> {
    const topic = this.topic && (await topicName(this.path, this.topic))
    return topic ? this.text('prompt.reason.topic', { topic }) : this.text('prompt.reason')
  }

  #asQuestion(): { topic: string | undefined; prompt: string } {
    const topic = this.topic ?? undefined
    return { topic, prompt: this.name ?? topic ?? 'site' }
  }

  #yes(): void {
    const { topic, prompt } = this.#asQuestion()
    this.answered = true
    this.aloud = false
    // In the very turn of the click: Firefox and Safari ask only then.
    void this.run(() => this.current.subscribe({ ...(topic && { topics: [topic] }), prompt }))
    void this.updateComplete.then(() => this.#focusTitle())
  }

  #no(): void {
    const { days } = this
    void this.current.softDecline({ ...this.#asQuestion(), ...(days && { days }) })
    this.#close()
  }

  #close(): void {
    const hadFocus = this.matches(':focus-within')
    this.open = false
    this.aloud = false
    shown.delete(this)
    if (hadFocus) this.#before?.focus()
  }

  #focusTitle(): void {
    this.renderRoot.querySelector<HTMLElement>('#title')?.focus()
  }

  #clicked = ({ target }: Event): void => {
    const { afterClick } = this
    if (afterClick && (target as Element).closest?.(afterClick)) void this.#show(true)
  }

  #whenSeen = (): void => {
    document.removeEventListener('visibilitychange', this.#whenSeen)
    if (document.hidden) document.addEventListener('visibilitychange', this.#whenSeen)
    else void this.#show(false)
  }

  #escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.open) return
    if (this.answered) this.#close()
    else this.#no()
  }
}
