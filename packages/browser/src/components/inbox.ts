import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit'
import { createInbox, type BelfryInbox as Inbox, type InboxItem, type InboxState } from '../inbox.ts'
import { BelfryElement } from './belfry-element.ts'
import { colours } from './colours.ts'
import { inboxStyles } from './inbox-styles.ts'
import { howLongAgo, wholeTime } from './relative-time.ts'

const MINUTE_MS = 60_000

/**
 * `<belfry-inbox>`: what the site sent to the person at the page, the newest first, live while the page is visible. It
 * needs no permission and no subscription.
 */
export class BelfryInbox extends BelfryElement {
  static override properties: PropertyDeclarations = {
    identity: {},
    unread: { type: Number, reflect: true },
    inbox: { state: true },
    now: { state: true },
    news: { state: true },
    dismissed: { state: true },
  }
  static override styles = [colours, inboxStyles]

  /** The token of the person who is signed in, or a function for it: whose inbox it is. */
  declare identity: string | null | undefined | (() => Promise<string | null>)
  /** How many are unread, for the site's own style sheet and scripts. */
  declare unread: number
  declare inbox: InboxState | undefined
  declare now: number
  /** What a screen reader is told of. */
  declare news: string
  /** The one that was dismissed last, and may be brought back. */
  declare dismissed: string | undefined

  #inbox: Inbox | undefined
  #opened: string | undefined
  #ticking: ReturnType<typeof setInterval> | undefined

  override connectedCallback(): void {
    super.connectedCallback()
    this.now = Date.now()
    this.#ticking = setInterval(() => (this.now = Date.now()), MINUTE_MS)
    if (this.hasUpdated) this.#open()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearInterval(this.#ticking)
    this.#inbox?.close()
    this.#opened = undefined
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed)
    if (changed.has('identity') || this.#opened !== this.path) this.#open()
  }

  #open(): void {
    this.#inbox?.close()
    this.#opened = this.path
    const inbox = createInbox({ base: this.path, ...(this.identity !== undefined && { identity: this.identity }) })
    this.#inbox = inbox
    this.inbox = undefined
    this.dismissed = undefined
    inbox.addEventListener('change', ({ detail }) => {
      if (this.#inbox === inbox) this.#show(detail)
    })
    void inbox.open()
  }

  #show(next: InboxState): void {
    const newest = this.inbox?.items[0]
    const isNew = this.inbox?.status === 'ready' && next.items[0] && next.items[0].createdAt > (newest?.createdAt ?? '')
    if (isNew && next.items[0]) this.news = this.text('inbox.new', { title: this.#title(next.items[0]) })
    this.inbox = next
    this.unread = next.unread
    this.now = Date.now()
    this.setAttribute('status', next.status)
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.texts) return nothing
    const { inbox } = this
    return html`<section
      part="inbox"
      class="card"
      aria-labelledby="title"
      aria-busy=${String(!inbox || inbox.status === 'loading')}
      dir=${this.text('dir')}
    >
      <div class="head">
        <h2 id="title" part="title" tabindex="-1"><slot name="title">${this.text('inbox.title')}</slot></h2>
        ${this.unread > 0 ? this.#count() : nothing}
      </div>
      ${this.dismissed === undefined ? nothing : this.#way(this.dismissed)}
      ${inbox?.items.length ? this.#list(inbox) : this.#sentence(inbox)}
      <p class="aloud" role="status">${this.news}</p>
    </section>`
  }

  #count(): TemplateResult {
    return html`<span part="count" class="count"
        >${this.text('inbox.unread', { count: this.#number(this.unread) })}</span
      >
      <button part="all" class="plain" @click=${() => void this.#inbox?.readAll()}>${this.text('inbox.all')}</button>`
  }

  /** The way back of a slip of the finger. */
  #way(id: string): TemplateResult {
    return html`<p part="undo" class="undo">
      <span>${this.text('inbox.dismissed')}</span>
      <button class="plain" @click=${() => void this.#restore(id)}>${this.text('inbox.undo')}</button>
    </p>`
  }

  async #restore(id: string): Promise<void> {
    this.dismissed = undefined
    await this.#inbox?.mark({ restored: [id] })
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>('#title')?.focus()
  }

  #list({ items, more, code }: InboxState): TemplateResult {
    return html`<ul part="list" role="list">
        ${items.map((item, index) => this.#item(item, index))}
      </ul>
      ${
        more
          ? html`<button part="more" class="plain" @click=${() => void this.#inbox?.more()}>
              ${this.text('inbox.more')}
            </button>`
          : nothing
      }
      ${code ? html`<p part="trouble" class="trouble">${this.text('inbox.stale')}</p>` : nothing}`
  }

  #item(item: InboxItem, index: number): TemplateResult {
    const title = this.#title(item)
    const language = item.isPrivate ? nothing : (item.lang ?? nothing)
    return html`<li part="item ${item.read ? 'read' : 'unread'}" class=${item.read ? 'read' : 'unread'}>
      <a part="link" href=${item.url} @click=${() => this.#read(item)}>
        <span part="item-title" class="title" dir="auto" lang=${language}>${title}</span>
        ${item.read ? nothing : html`<span class="aloud">(${this.text('inbox.is-unread')})</span>`}
        ${
          item.body
            ? html`<span part="item-body" class="body" dir="auto" lang=${language}>${item.body}</span>`
            : nothing
        }
        <time part="time" class="quiet" datetime=${item.createdAt} title=${wholeTime(item.createdAt, this.#tag)}
          >${howLongAgo(item.createdAt, this.now, this.#tag)}</time
        >
      </a>
      <button
        part="dismiss"
        class="dismiss"
        aria-label=${this.text('inbox.dismiss', { title })}
        @click=${() => void this.#dismiss(item, index)}
      >
        ×
      </button>
    </li>`
  }

  #sentence(inbox: InboxState | undefined): TemplateResult {
    const name = !inbox || inbox.status === 'ready' ? 'empty' : inbox.status
    if (!inbox || inbox.status === 'loading') return html`<p part="message">${this.text('inbox.loading')}</p>`
    return html`<p part="message"><slot name=${name}>${this.text(`inbox.${name}`)}</slot></p>
      ${
        name === 'failed'
          ? html`<button part="again" class="plain" @click=${() => this.#open()}>${this.text('inbox.again')}</button>`
          : nothing
      }`
  }

  #title({ isPrivate, title }: InboxItem): string {
    return isPrivate ? this.text('inbox.private') : title
  }

  #read({ id, read }: InboxItem): void {
    if (!read) void this.#inbox?.mark({ read: [id] })
  }

  /** The focus goes to the next one, so that a list is worked through by keyboard. */
  async #dismiss({ id }: InboxItem, index: number): Promise<void> {
    const marking = this.#inbox?.mark({ dismissed: [id] })
    this.dismissed = id
    await this.updateComplete
    const buttons = this.renderRoot.querySelectorAll<HTMLElement>('.dismiss')
    const next = buttons[Math.min(index, buttons.length - 1)] ?? this.renderRoot.querySelector<HTMLElement>('#title')
    next?.focus()
    this.news = this.text('inbox.dismissed')
    await marking
  }

  get #tag(): string {
    return this.closest<HTMLElement>('[lang]')?.lang || navigator.language
  }

  #number(count: number): string {
    return new Intl.NumberFormat(this.#tag).format(count)
  }
}
