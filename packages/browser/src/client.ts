import { aboutBrowser } from './about-browser.ts'
import { failureOf, within, type Failure } from './fault.ts'
import { exclusively } from './exclusively.ts'
import { identityDigest } from './identity.ts'
import { createMemory } from './memory.ts'
import { createPageMemory } from './page-memory.ts'
import { platformFault, type Environment } from './platform.ts'
import type { Facts } from './facts.ts'
import type { Intent } from './keep.ts'
import { look, reconcile, type Page } from './reconcile.ts'
import { ownRegistration } from './registration.ts'
import { createServer } from './server.ts'
import { judge, type State } from './state.ts'
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
  const base = baseUrl(options, environment)
  const name = `belfry:${base}`
  const { navigator } = environment
  const now = environment.now ?? Date.now
  const store = createStore(() => environment.indexedDB)
  const listening = new AbortController()
  const client = new EventTarget()
  let last = ''
  let keyless = false
  let failure: Failure | undefined
  let busy: Promise<unknown> = Promise.resolve()
  let asking = false
  let synced = false

  const page: Page = {
    own: !options.registration,
    permission: () => environment.Notification?.permission ?? 'default',
    registration: (create) =>
      options.registration
        ? within(options.registration(), 'worker-failed', 10_000)
        : ownRegistration(navigator.serviceWorker, base, create),
    server: createServer(base, (...request) => environment.fetch(...request)),
    memory: createPageMemory(name, createMemory(name, store, now), () => environment.localStorage),
    now,
  }

  const state = async (): Promise<State> => {
    const fault = platformFault(environment)
    if (fault) return tell(fault)
    const facts = await look(page)
    if (failure) facts.failure ??= failure
    return publish(facts)
  }

  const subscribe = async ({ topics = options.topics } = {}): Promise<State> => {
    const { Notification } = environment
    // Without a key there is nothing to ask for, and browsers forgive few questions.
    if (!platformFault(environment) && Notification?.permission === 'default' && !keyless) {
      asking = true
      await Notification.requestPermission().catch(() => undefined) // The permission tells.
      asking = false
    }
    return page.permission() === 'granted' ? act({ wish: 'on', topics }) : state()
  }

  async function act(wanted: Partial<Intent>): Promise<State> {
    if (platformFault(environment)) return state()
    const turn = busy.then(() => takeTurn(wanted))
    busy = turn
    return turn
  }

  async function takeTurn(wanted: Partial<Intent>): Promise<State> {
    try {
      const { fallback, identity } = options
      const owner =
        typeof identity === 'function'
          ? await within(identity(), 'identity-failed', 10_000)
          : identity
      // The worker has no page to ask when it meets a push that it cannot read.
      if (fallback) await store(`${name}:fallback`, () => fallback)
      const intent: Intent = {
        topics: options.topics,
        ...wanted,
        identity: owner,
        who: await identityDigest(owner),
        about: aboutBrowser(navigator),
        heartbeatMs: HEARTBEAT_MS,
      }
      const facts = await exclusively(navigator.locks, name, () => reconcile(page, intent))
      failure = facts.failure
      return publish(facts)
    } catch (error) {
      failure = failureOf(error)
      return state()
    }
  }

  function publish(facts: Facts): State {
    keyless = facts.config?.vapidKey === null
    return tell(judge(facts))
  }

  function tell(state: State): State {
    const text = JSON.stringify(state)
    if (text !== last) {
      last = text
      client.dispatchEvent(new CustomEvent('change', { detail: state }))
    }
    return state
  }

  listen()
  return Object.assign(client, {
    state,
    subscribe,
    unsubscribe: () => act({ wish: 'off' }),
    sync: () => {
      synced = true
      return act({})
    },
    close: () => listening.abort(),
  }) as BelfryClient

  /** Other tabs and the browser's settings change things too. */
  function listen(): void {
    const { signal } = listening
    environment.addEventListener?.(
      'storage',
      ({ key }) => {
        if (key !== name) return
        failure = undefined // Another tab has dealt with it, or has met its own.
        void state()
      },
      { signal },
    )
    const watching = navigator.permissions?.query({ name: 'notifications' }).then((status) => {
      const changed = (): void => {
        if (!asking) void (synced ? act({}) : state())
      }
      status.addEventListener('change', changed, { signal })
    })
    watching?.catch(() => undefined) // Not every browser can be asked; the next call sees it anyway.
  }
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

function baseUrl({ site, base }: ClientOptions, { location }: Environment): string {
  // Served by Belfry itself, this file knows its place, under whatever prefix the app mounted it.
  const served = /.*\/b\/[^/]+(?=\/client[^/]*\.js)/.exec(import.meta.url)?.[0]
  const path = base ?? (site ? `/b/${site}` : (served ?? '/b/default'))
  return new URL(path, location?.href ?? 'http://localhost').href.replace(/\/$/, '')
}
