import { createAnnouncer, type Funnel, type FunnelStep, type Progress } from './announce.ts'
import type { BelfryClient, Question, Refusal, Subscribing } from './belfry-client.ts'
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
import { createReports } from './reports.ts'
import { createServer } from './server.ts'
import { judge, pending, type State } from './state.ts'
import { createStore } from './store.ts'
import { watchSurroundings, type SurroundingsListener } from './watch-surroundings.ts'

export type { BelfryClient, Question, Refusal, Subscribing } from './belfry-client.ts'
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
