import { openPage, urlToOpen } from './click.ts'
import type { Facts } from './facts.ts'
import { createMemory } from './memory.ts'
import { readPayload, type Content, type Fallback } from './payload.ts'
import { createRecent } from './recent.ts'
import { keep, type Place } from './keep.ts'
import { createServer } from './server.ts'
import { destinationOf, show } from './show.ts'
import { createStore } from './store.ts'

/** How the worker joins its site. */
export interface WorkerOptions {
  /** Where Belfry answers for the site; by default where sw.js came from, else `/b/default`. */
  base?: string
  /** What is said when a push cannot be read; the page's createClient({ fallback }) wins over it. */
  fallback?: Partial<Fallback>
  /** `ignore` leaves pushes without a Belfry id to the host's own handler, which must then show. */
  foreign?: 'show' | 'ignore'
  /** Stops later handlers of the host from showing what Belfry shows. */
  exclusive?: boolean
}

/** The compiler's own type leaves out that workers have it too. */
type WorkerScope = ServiceWorkerGlobalScope & { Notification: typeof Notification }

const DAY_MS = 24 * 60 * 60 * 1000
/** A browser that is shown notifications but never visits is kept from being taken for abandoned. */
const QUIET_MS = 30 * DAY_MS

/**
 * Adds Belfry's listeners to a service worker. Call it while the script is first evaluated, not later.
 *
 * @example
 * import { attach } from '@belfry/browser/sw'
 * attach(self, { base: '/b/default' })
 */
export function attach(
  worker: ServiceWorkerGlobalScope,
  options: WorkerOptions = {},
  now: () => number = Date.now,
): void {
  const { registration, clients, location, Notification } = worker as WorkerScope
  const own = ownBase(location.href, registration.scope)
  const base = new URL(options.base ?? own ?? '/b/default', location.origin).href.replace(/\/$/, '')
  const name = `belfry:${base}`
  const store = createStore(() => worker.indexedDB)
  const recent = createRecent(store, `${name}:recent`)
  const place: Place = {
    own: !!own,
    registration: () => Promise.resolve(registration),
    server: createServer(base, (...request) => worker.fetch(...request)),
    memory: createMemory(name, store, now),
    now,
  }
  const unnamed: Fallback = {
    title: location.hostname,
    body: 'You have a new notification.',
    ...options.fallback,
  }

  worker.addEventListener('push', (event) => {
    const content = readPayload(payloadOf(event), unnamed)
    if (options.foreign === 'ignore' && !content?.id) return
    if (options.exclusive) event.stopImmediatePropagation()
    event.waitUntil(display(content))
  })

  worker.addEventListener('notificationclick', (event) => {
    const destination = destinationOf(event.notification) ?? (own && {})
    if (!destination) return // The host's own.
    event.notification.close()
    const where = { origin: location.origin, scope: registration.scope }
    event.waitUntil(openPage(clients, urlToOpen(destination, event.action, where)))
  })

  worker.addEventListener('pushsubscriptionchange', (event) => {
    const { oldSubscription } = event as unknown as { oldSubscription?: PushSubscription | null }
    event.waitUntil(heal(oldSubscription?.endpoint))
  })

  worker.addEventListener('activate', (event) => event.waitUntil(heal()))
  if (!own) return
  // Nobody else lives in this scope, so nobody is surprised by a new version.
  worker.addEventListener('install', () => void worker.skipWaiting())
  worker.addEventListener('activate', (event) => event.waitUntil(clients.claim()))

  async function display(content: Content | undefined): Promise<void> {
    try {
      await show(registration, recent, content ?? (await generic()), worker.navigator.userAgent)
    } finally {
      await Promise.all([setBadge(worker.navigator, content?.badge), heal()])
    }
  }

  async function generic(): Promise<Content> {
    const stored = (await store(`${name}:fallback`, undefined, 500)) as
      Partial<Fallback> | undefined
    const { title, body, icon } = { ...unnamed, ...stored }
    const options = { body, ...(icon && { icon }), data: { belfry: {} } }
    return { title, options, badge: NaN }
  }

  /**
   * Compares and mends like a page does, but asks the server once a day at most: a push that came
   * through shows that all is well. Leaves it to a page that is at it just now, for that page may be
   * waiting for this worker's activation.
   */
  async function heal(lost?: string): Promise<void> {
    const { locks } = worker.navigator
    const free = (lock: Lock | null): Promise<void> | undefined =>
      lock ? compare(lost) : undefined
    const healing = locks ? locks.request(name, { ifAvailable: true }, free) : compare(lost)
    await healing.catch(() => undefined) // The next push or page tries again.
  }

  async function compare(lost?: string): Promise<void> {
    const remembered = await place.memory.read()
    const { wish, endpoint, retired, written } = remembered
    if (wish === 'off' || Notification.permission !== 'granted') return
    if (!endpoint && !(lost && own)) return // Nobody has subscribed, not with Belfry at least.
    const subscription = await registration.pushManager.getSubscription()
    const same = subscription?.endpoint === endpoint && !retired
    if (same && Math.abs(now() - written) < DAY_MS) return
    const config = await place.server.config()
    const facts: Facts = { permission: 'granted', config, subscription, remembered, own: place.own }
    await keep(place, { heartbeatMs: QUIET_MS, lost }, facts)
    await place.memory.write(facts.remembered) // Looked at just now.
  }
}

/** The base when this script is Belfry's own worker, in the scope that it is alone in. */
function ownBase(script: string, scope: string): string | undefined {
  const base = /^([^?#]*\/b\/[^/?#]+)\/sw\.js/.exec(script)?.[1]
  return base !== undefined && scope === `${base}/` ? base : undefined
}

function payloadOf(event: PushEvent): unknown {
  // Safari hands a mutable declarative message over parsed, and without data.
  const { notification } = event as unknown as { notification?: unknown }
  if (notification) return { notification }
  try {
    return event.data?.json() as unknown
  } catch {
    return undefined
  }
}

/** Best effort: installed apps only, and not on every system. */
async function setBadge(navigator: WorkerNavigator, badge = NaN): Promise<void> {
  if (badge >= 0) await navigator.setAppBadge?.(badge).catch(() => undefined)
}
