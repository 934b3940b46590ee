import { LitElement, type PropertyDeclarations, type PropertyValues } from 'lit'
import type { BelfryClient, Progress, State } from '../client.ts'
import { recogniseBrowser, type RecognisedBrowser } from '../help/recognise-browser.ts'
import { basePath, joinClient, sharedClient } from './shared-client.ts'
import { loadWords, say, type Words } from './words.ts'

/**
 * What Belfry's elements have in common: the client of their site, its state as it changes, and the texts of one
 * language. Nothing is rendered before the texts are there.
 */
export class BelfryElement extends LitElement {
  static override properties: PropertyDeclarations = {
    base: {},
    site: {},
    lang: {},
    words: {},
    client: { attribute: false },
    state: { state: true },
    progress: { state: true },
    texts: { state: true },
  }

  /** Belfry's path for the site, such as `/b/default`; by default the one that this file came from. */
  declare base: string | null | undefined
  /** The site's id, for `/b/<site>`. */
  declare site: string | null | undefined
  /** The address of a JSON file with the site's own texts; those that it lacks are Belfry's. */
  declare words: string | null | undefined
  /** The page's own client, when it has one: with an identity, topics or a worker of its own. */
  declare client: BelfryClient | undefined
  declare protected state: State | undefined
  declare protected progress: Progress | 'working' | 'failed' | undefined
  declare protected texts: Words | undefined

  /** The texts, as soon as they are loaded; undefined when they cannot be. */
  protected wordsReady: Promise<Words | undefined> = Promise.resolve(undefined)
  #listening = new AbortController()
  #joined: BelfryClient | undefined
  #language: string | undefined

  protected get path(): string {
    return basePath(this)
  }

  protected get browser(): RecognisedBrowser {
    return recogniseBrowser(navigator)
  }

  /** The client in use. */
  protected get current(): BelfryClient {
    return this.client ?? sharedClient(this.path)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    if (this.hasUpdated) this.#join()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#listening.abort()
    this.#joined = undefined
  }

  // By the first update a page's script has set `client`, when it does so in the turn in which the components load.
  protected override updated(changed: PropertyValues): void {
    this.toggleAttribute('busy', this.isBusy)
    if (this.current !== this.#joined) this.#join()
    if (['lang', 'words', 'base', 'site'].some((name) => changed.has(name))) this.#loadTexts()
  }

  protected onState(state: State): void {
    this.state = state
  }

  protected get isBusy(): boolean {
    return this.progress !== undefined && this.progress !== 'failed'
  }

  /** Does what was pressed, at once, and shows its progress until it is over. */
  protected async run(task: () => Promise<State>): Promise<void> {
    this.progress = 'working'
    try {
      this.onState(await task())
      this.progress = undefined
    } catch {
      this.progress = 'failed'
    }
  }

  protected text(names: string | readonly string[], values?: Readonly<Record<string, string>>): string {
    return say(this.texts ?? {}, typeof names === 'string' ? [names] : names, values)
  }

  #join(): void {
    this.#listening.abort()
    this.#listening = new AbortController()
    const { signal } = this.#listening
    const client = this.current
    this.#joined = client
    client.addEventListener('change', ({ detail }) => this.onState(detail), { signal })
    client.addEventListener('progress', ({ detail }) => void (this.isBusy && (this.progress = detail)), { signal })
    void this.#look(client, signal)
    this.#loadTexts()
  }

  async #look(client: BelfryClient, signal: AbortSignal): Promise<void> {
    const state = await joinClient(client, this.path)
    if (!signal.aborted) this.onState(state)
  }

  #loadTexts(): void {
    const tag = this.closest<HTMLElement>('[lang]')?.lang || navigator.language
    const wanted = [this.path, tag, this.words].join(' ')
    if (wanted === this.#language) return
    this.#language = wanted
    this.wordsReady = loadWords(this.path, tag, this.words)
      .then((texts) => {
        if (this.#language === wanted) this.texts = texts
        return texts
      })
      .catch((error: unknown) => {
        this.#language = undefined
        this.dispatchEvent(new CustomEvent('belfry-error', { detail: error, bubbles: true, composed: true }))
        return undefined
      })
  }
}
