import { aboutBrowser } from './about-browser.ts'
import { settle, type Answer, type Failure } from './answer.ts'
import { exclusively } from './exclusively.ts'
import { identityDigest } from './identity.ts'
import { createMemory } from './memory.ts'
import { platformFault, type Environment } from './platform.ts'
import { look, reconcile, type Intent, type Place } from './reconcile.ts'
import { ownRegistration } from './registration.ts'
import { createServer } from './server.ts'
import { judge, type Facts, type State } from './state.ts'
import { createStore } from './store.ts'

export type { Environment, State }
export type { Status } from './state.ts'

/** How a page joins its site; everything has a default. */
export interface ClientOptions {
  /** The site's id; `default` when absent. */
  site?: string
  /** Where Belfry answers for the site, such as `/b/default`; by default where this file came from. */
  base?: string
  /**
   * Who is signed in, as the token the host's server made. Absent leaves the subscription with its
   * owner; null means signed out and unbinds it.
   */
  identity?: string | null | (() => Promise<string | null>)
  /** Topics that subscribe() turns on. */
  topics?: readonly string[]
  /** The worker to subscribe with when it is the host's own, for instance navigator.serviceWorker.ready. */
  registration?: () => Promise<ServiceWorkerRegistration>
  /** What the worker says when a push cannot be read. */
  fallback?: { title?: string; body?: string; icon?: string }
}

const HEARTBEAT_MS = 24 * 60 * 60 * 1000

/**
 * Connects this page with its Belfry site. Asks for nothing and changes nothing until told to.
 *
 * @example
 * const client = createClient({ topics: ['blog'] })
 * client.addEventListener('change', ({ detail }) => showBell(detail.status))
 * await client.sync()
 * bell.onclick = () => client.subscribe()
 */
export function createClient(
  options: ClientOptions = {},
  environment: Environment = globalThis,
): BelfryClient {
  return new Client(options, environment) as BelfryClient
}

/** The page's side of the subscription. Its methods resolve to a State and do not reject. */
export interface BelfryClient extends EventTarget {
  /** How this browser stands; looks only (one GET), asks nothing, changes nothing. */
  state(): Promise<State>
  /**
   * Asks for permission when that is still open, subscribes and registers. Call it in the handler of
   * a click before anything is awaited: Firefox and Safari ask only then.
   */
  subscribe(options?: { topics?: readonly string[] }): Promise<State>
  /** Turns notifications off here, in the browser and on the server, and remembers that. */
  unsubscribe(): Promise<State>
  /** Call it on each page load: makes browser and server agree again, as long as the user wants it. */
  sync(): Promise<State>
  /** Stops listening to other tabs and to changes of the permission. */
  close(): void
  addEventListener(
    type: 'change',
    listener: (event: CustomEvent<State>) => void,
    options?: AddEventListenerOptions | boolean,
  ): void
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: AddEventListenerOptions | boolean,
  ): void
}

class Client extends EventTarget {
  readonly #options: ClientOptions
  readonly #environment: Environment
  readonly #name: string
  readonly #place: Place
  readonly #store
  #listeners: AbortController | undefined
  #last: State | undefined
  #failure: Failure | undefined
  #keyless = false
  #synced = false
  #asking = false
  #queue: Promise<unknown> = Promise.resolve()

  constructor(options: ClientOptions, environment: Environment) {
    super()
    this.#options = options
    this.#environment = environment
    const base = baseUrl(options, environment)
    const now = environment.now ?? Date.now
    this.#name = `belfry:${base}`
    this.#store = createStore(() => environment.indexedDB)
    this.#place = {
      own: !options.registration,
      permission: () => environment.Notification?.permission ?? 'default',
      registration: (create) =>
        options.registration
          ? settle(options.registration(), 'worker-failed', 10_000)
          : ownRegistration(environment.navigator.serviceWorker, base, create),
      server: createServer(base, (...request) => environment.fetch(...request)),
      memory: createMemory(this.#name, this.#store, () => environment.localStorage, now),
      now,
    }
  }

  async state(): Promise<State> {
    const fault = this.#begin()
    if (fault) return fault
    const facts = await look(this.#place)
    return this.#publish({ ...facts, failure: facts.failure ?? this.#failure })
  }

  async subscribe(options: { topics?: readonly string[] } = {}): Promise<State> {
    const fault = this.#begin()
    if (fault) return fault
    const { Notification } = this.#environment
    // Without a key there is nothing to ask for; the browser's one question is too precious.
    if (Notification?.permission === 'default' && !this.#keyless) {
      this.#asking = true
      const asked = await settle(Notification.requestPermission(), 'ask-failed', 10 * 60_000)
      this.#asking = false
      this.#failure = asked.ok ? undefined : asked.failure
    }
    if (Notification?.permission !== 'granted') return this.state()
    return this.#reconcile({ wish: 'on', topics: options.topics ?? this.#options.topics })
  }

  unsubscribe(): Promise<State> {
    return this.#reconcile({ wish: 'off' })
  }

  sync(): Promise<State> {
    this.#synced = true
    return this.#reconcile({})
  }

  close(): void {
    this.#listeners?.abort()
  }

  async #reconcile(wanted: Pick<Intent, 'wish' | 'topics'>): Promise<State> {
    const fault = this.#begin()
    if (fault) return fault
    const turn = this.#queue.then(() => this.#takeTurn(wanted))
    this.#queue = turn.catch(() => undefined) // The caller has the error; the next one its turn.
    return turn
  }

  async #takeTurn(wanted: Pick<Intent, 'wish' | 'topics'>): Promise<State> {
    const { navigator } = this.#environment
    const identity = await this.#identity()
    if (!identity.ok) {
      this.#failure = identity.failure
      return this.state()
    }
    await this.#leaveFallback()
    const intent: Intent = {
      ...wanted,
      identity: identity.value,
      who: await identityDigest(identity.value),
      about: aboutBrowser(navigator),
      heartbeatMs: HEARTBEAT_MS,
    }
    const done = await exclusively(navigator.locks, this.#name, () =>
      reconcile(this.#place, intent),
    )
    this.#failure = done.ok ? done.value.failure : done.failure
    return done.ok ? this.#publish(done.value) : this.state()
  }

  async #identity(): Promise<Answer<string | null | undefined>> {
    const { identity } = this.#options
    if (typeof identity !== 'function') return { ok: true, value: identity }
    return settle(identity(), 'identity-failed', 10_000)
  }

  /** The worker has no page to ask when it meets a push that it cannot read. */
  async #leaveFallback(): Promise<void> {
    const { fallback } = this.#options
    if (fallback) await this.#store.update(`${this.#name}:fallback`, () => fallback)
  }

  #begin(): State | undefined {
    const fault = platformFault(this.#environment)
    if (fault) return this.#tell(fault)
    this.#listen()
    return undefined
  }

  #publish(facts: Facts): State {
    this.#keyless = facts.config.ok && !facts.config.value.vapidKey
    return this.#tell(judge(facts))
  }

  #tell(state: State): State {
    const changed = JSON.stringify(state) !== JSON.stringify(this.#last)
    this.#last = state
    if (changed) this.dispatchEvent(new CustomEvent('change', { detail: state }))
    return state
  }

  #listen(): void {
    if (this.#listeners) return
    this.#listeners = new AbortController()
    const { signal } = this.#listeners
    const { navigator } = this.#environment
    const elsewhere = (event: StorageEvent): void => {
      if (event.key === this.#name) void this.state()
    }
    this.#environment.addEventListener?.('storage', elsewhere, { signal })
    const watching = navigator.permissions?.query({ name: 'notifications' }).then((status) => {
      const changed = (): void => {
        if (!this.#asking) void (this.#synced ? this.sync() : this.state())
      }
      status.addEventListener('change', changed, { signal })
    })
    watching?.catch(() => undefined) // Not every browser can be asked; the next call sees it anyway.
  }
}

function baseUrl({ site, base }: ClientOptions, { location }: Environment): string {
  const page = location?.href ?? 'http://localhost/'
  if (base) return new URL(base, page).href.replace(/\/$/, '')
  // Served by Belfry itself this file knows its place, under whatever prefix the app mounted it.
  const served = /^(.*\/b\/)([^/]+)\/client[^/]*\.js/.exec(import.meta.url)
  if (served) return `${served[1]}${site ?? served[2]}`
  return new URL(`/b/${site ?? 'default'}`, page).href
}
