import { createAnnouncer, type Funnel, type FunnelStep, type Progress } from './announce.ts'
import { faultOf, within, type Fault } from './fault.ts'
import { checkOptions } from './check-options.ts'
import { exclusively } from './exclusively.ts'
import { identityDigests } from './identity.ts'
import { createMemory } from './memory.ts'
import { createPageMemory } from './page-memory.ts'
import { platformFault, type Environment } from './platform.ts'
import type { Facts } from './facts.ts'
import type { Intent } from './keep.ts'
import { readLanding } from './landing.ts'
import { look, reconcile, type Page } from './reconcile.ts'
import { ownRegistration } from './registration.ts'
import { createReports, type Muted } from './reports.ts'
import { createServer } from './server.ts'
import { judge, pending, type State } from './state.ts'
import { createStore } from './store.ts'
import { watchSurroundings, type SurroundingsListener } from './watch-surroundings.ts'

export type { Environment, Funnel, FunnelStep, Progress, State }
export type { Remedy, Status } from './state.ts'

/** How a page joins its site; everything has a default. */
export interface ClientOptions {
  /** The site's id; `default` when absent. */
  site?: string
  /** Belfry's path for the site, such as `/b/default`; by default the path that this file came from. */
  base?: string
  /**
   * Who is signed in, as the token the host's server made. With another person than the one who turned notifications
   * on, or null, which means signed out, they rest until that person is back. Absent, the owner stays the same.
   */
  identity?: string | null | (() => Promise<string | null>)
  /** Topics that subscribe() turns on. */
  topics?: readonly string[]
  /** Your own name for the words by which you ask, kept with each consent: when, where, and to what. */
  wording?: string
  /** The worker to subscribe with when it is the host's own, for instance navigator.serviceWorker.ready. */
  registration?: () => Promise<ServiceWorkerRegistration>
  /** The worker's notification for a push that cannot be read. */
  fallback?: { title?: string; body?: string; icon?: string; url?: string }
}

const KINDS = {
  site: 'string',
  base: 'string',
  identity: 'string, function or null object',
  topics: 'list object',
  wording: 'string',
  registration: 'function',
  fallback: 'object',
}

const DAY_MS = 24 * 60 * 60 * 1000

/**
 * Connects this page with its Belfry site. Asks for nothing and changes nothing until a method is called. Throws a
 * TypeError for an option of another kind.
 *
 * @example
 * const client = createClient({ topics: ['blog'] })
 * client.addEventListener('change', ({ detail }) => showBell(detail.status))
 * await client.sync()
 * bell.onclick = () => client.subscribe()
 */
export function createClient(options: ClientOptions = {}, environment: Environment = globalThis): BelfryClient {
  checkOptions(options, KINDS)
  const base = baseUrl(options, environment)
  const name = `belfry:${base}`
  const { navigator } = environment
  const now = environment.now ?? Date.now
  const store = createStore(() => environment.indexedDB)
  const listening = new AbortController()
  const client = new EventTarget()
  const { tell, step, count } = createAnnouncer(client)
  let keyless = false
  let failure: Fault | undefined
  let busy: Promise<unknown> = Promise.resolve()
  let asking = false
  let synced = false

  const page: Page = {
    own: !options.registration,
    permission: () => environment.Notification?.permission ?? 'default',
    worker: async (create) => {
      const registration = await (options.registration
        ? within(options.registration(), 'worker-failed', 10_000)
        : ownRegistration(navigator.serviceWorker, `${environment.location?.origin}`, base, create))
      if (create) step('connecting')
      return registration
    },
    server: createServer(base, (...request) => environment.fetch(...request)),
    memory: createPageMemory(name, createMemory(name, store, now), () => environment.localStorage),
    now,
  }

  const report = createReports(`${name}:reports`, store, page.memory, page.server)

  const state = async (): Promise<State> => {
    const fault = platformFault(environment)
    if (fault) return tell(fault)
    const facts = await look(page)
    if (failure) facts.failure ??= failure
    return publish(facts)
  }

  const subscribe = async (said: Subscribing = {}): Promise<State> => {
    const { topics = options.topics, prompt, wording = options.wording } = said
    const { Notification } = environment
    const about = { topic: topics?.[1] ? undefined : topics?.[0], prompt }
    if (prompt) count({ step: 'soft-yes', ...about })
    // Without a key a permission is of no use, and browsers penalise repeated questions.
    if (!platformFault(environment) && Notification?.permission === 'default' && !keyless) {
      asking = true
      step('asking')
      await Notification.requestPermission().catch(() => undefined) // The permission tells.
      asking = false
      const answer = page.permission()
      count({ step: answer === 'granted' ? 'native-yes' : 'native-no', ...about })
      // Closed without an answer: browsers block a site after the third time.
      if (prompt && answer === 'default') return decline(about)
    }
    const { location } = environment
    const consent = wording ? { wording, path: location && new URL(location.href).pathname } : undefined
    return page.permission() === 'granted' ? act({ wish: 'on', topics, consent }) : state()
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
      const owner = typeof identity === 'function' ? await within(identity(), 'identity-failed', 10_000) : identity
      // The worker has no page to ask when it meets a push that it cannot read.
      if (fallback) await store(`${name}:fallback`, () => fallback)
      const intent: Intent = {
        topics: options.topics,
        ...wanted,
        identity: owner,
        ...(await identityDigests(owner)),
        about: aboutBrowser(navigator),
        heartbeatMs: DAY_MS,
      }
      const facts = await exclusively(navigator.locks, name, () => reconcile(page, intent))
      failure = facts.failure
      void report() // What the worker could not tell.
      return publish(facts)
    } catch (error) {
      failure = faultOf(error)
      return state()
    }
  }

  async function softDecline({ days, ...question }: Refusal = {}): Promise<State> {
    count({ step: 'soft-no', ...question })
    return platformFault(environment) ? state() : decline({ ...question, days })
  }

  async function decline({ topic = '*', days = 30 }: Refusal): Promise<State> {
    const note = async (): Promise<void> => {
      const before = await page.memory.read()
      const declined = { ...pending(before.declined, now()), [topic]: now() + days * DAY_MS }
      await page.memory.write({ ...before, declined })
    }
    await exclusively(navigator.locks, name, note).catch(() => undefined) // Then they may be asked again.
    return state()
  }

  function publish(facts: Facts): State {
    keyless = facts.config?.vapidKey === null
    return tell(judge(facts, now()))
  }

  const surroundings: SurroundingsListener = {
    otherTab() {
      failure = undefined // Another tab has dealt with it, or has met its own.
      void state()
    },
    permissionChanged() {
      if (!asking) void (synced ? act({}) : state())
    },
    landed(notification) {
      self.landed = notification
      client.dispatchEvent(new CustomEvent('landed', { detail: { notification } }))
    },
  }
  const { landed, muted } = readLanding(environment, report)
  void muted.then((topics) => {
    for (const detail of topics ?? []) client.dispatchEvent(new CustomEvent('muted', { detail }))
  })
  const self = Object.assign(client, {
    landed,
    state,
    subscribe,
    unsubscribe: () => {
      count({ step: 'left' })
      return act({ wish: 'off' })
    },
    asked: (question?: Question) => count({ step: 'shown', ...question }),
    irrelevant: async (notification: string, undo?: boolean) =>
      (await report({ notification, kind: undo ? 'relevant' : 'irrelevant', at: now() })) ?? [],
    softDecline,
    sync: () => {
      synced = true
      return act({})
    },
    close: () => listening.abort(),
  }) as BelfryClient & { landed: string | undefined }
  watchSurroundings(environment, name, surroundings, listening.signal)
  return self
}

/** What your own question is about; without a topic it is about the site as a whole. */
export interface Question {
  topic?: string | undefined
  /** Your name for the question, to tell several apart in the statistics. */
  prompt?: string | undefined
}

export interface Refusal extends Question {
  /** How long it holds; 30 when absent. */
  days?: number | undefined
}

export interface Subscribing {
  /** Topics to turn on; by default those of the client. */
  topics?: readonly string[] | undefined
  /** Your own name for the words that were answered with yes; by default that of the client. */
  wording?: string | undefined
  /** The name of your own question that was answered with yes. */
  prompt?: string | undefined
}

/** The page's side of the subscription. Its methods resolve to a State and do not reject. */
export interface BelfryClient extends EventTarget {
  /** The state of this browser; only reads (one GET), asks nothing, changes nothing. */
  state(): Promise<State>
  /**
   * Asks for permission when that is still open, subscribes and registers. Call it in the handler of
   * a click before anything is awaited: Firefox and Safari ask only then.
   */
  subscribe(options?: Subscribing): Promise<State>
  /** Turns notifications off here, in the browser and on the server, and remembers that. */
  unsubscribe(): Promise<State>
  /** Call it on each page load: makes browser and server agree again, as long as the user wants it. */
  sync(): Promise<State>
  /** Says that your own question was shown to the user: counted, nothing else. */
  asked(question?: Question): void
  /**
   * The id of the notification that has led to this page, where the page is to offer "Not relevant": the notification
   * does, but the browser has no actions to show it with.
   */
  readonly landed: string | undefined
  /**
   * Says that a notification was not relevant, or takes that back. Resolves to the topics that are off now: after the
   * second notification of a topic.
   */
  irrelevant(notification: string, undo?: boolean): Promise<Muted[]>
  /** Remembers that the user said "not now" to your own question: for 30 days unless you say otherwise. */
  softDecline(question?: Refusal): Promise<State>
  /** Stops listening to other tabs and to changes of the permission. */
  close(): void
  /** A new state, also when another tab or the browser's settings changed it. */
  addEventListener(
    type: 'change',
    listener: (event: CustomEvent<State>) => void,
    options?: AddEventListenerOptions | boolean,
  ): void
  /** The progress of a slow call, to be shown. */
  addEventListener(
    type: 'progress',
    listener: (event: CustomEvent<Progress>) => void,
    options?: AddEventListenerOptions | boolean,
  ): void
  /** A step on the way to a subscription or out of it, for your statistics. */
  addEventListener(
    type: 'funnel',
    listener: (event: CustomEvent<Funnel>) => void,
    options?: AddEventListenerOptions | boolean,
  ): void
  /** A topic is off now, because a second of its notifications was called irrelevant by the way to this page. */
  addEventListener(
    type: 'muted',
    listener: (event: CustomEvent<Muted>) => void,
    options?: AddEventListenerOptions | boolean,
  ): void
  /** `landed` has changed, since a click has brought this page to the front: offer "Not relevant" in this page. */
  addEventListener(
    type: 'landed',
    listener: (event: CustomEvent<{ notification: string }>) => void,
    options?: AddEventListenerOptions | boolean,
  ): void
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: AddEventListenerOptions | boolean,
  ): void
}

/** Language, time zone and user agent: the server chooses words and hours by them, and counts browsers. */
function aboutBrowser({ language, userAgent }: Navigator): object {
  return { locale: language, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, userAgent }
}

function baseUrl({ site, base }: ClientOptions, { location }: Environment): string {
  // Served by Belfry itself, this file knows its path, under any prefix of the app.
  const served = /.*\/b\/[^/]+(?=\/client[^/]*\.js)/.exec(import.meta.url)?.[0]
  const path = base ?? (site ? `/b/${site}` : (served ?? '/b/default'))
  return new URL(path, location?.href ?? 'http://localhost').href.replace(/\/$/, '')
}
