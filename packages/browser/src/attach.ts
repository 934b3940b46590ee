import { settle } from './answer.ts'
import { openPage, urlToOpen } from './click.ts'
import { exclusively } from './exclusively.ts'
import { createMemory } from './memory.ts'
import { readPayload, type Content, type Fallback } from './payload.ts'
import { createRecent } from './recent.ts'
import { reconcile, type Intent, type Place } from './reconcile.ts'
import { createServer } from './server.ts'
import { destinationOf, show } from './show.ts'
import { createStore, type Store } from './store.ts'

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
export function attach(worker: ServiceWorkerGlobalScope, options: WorkerOptions = {}): void {
  const { registration, clients, location } = worker
  const own = ownBase(location.href, registration.scope)
  const base = new URL(options.base ?? own ?? '/b/default', location.origin).href.replace(/\/$/, '')
  const name = `belfry:${base}`
  const store = createStore(() => worker.indexedDB)
  const recent = createRecent(store, `${name}:recent`)
  const place = workerPlace(worker, name, base, own !== undefined, store)
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
    const destination = destinationOf(event.notification) ?? (own === undefined ? undefined : {})
    if (!destination) return
    event.notification.close()
    const where = { origin: location.origin, scope: registration.scope }
    event.waitUntil(openPage(clients, urlToOpen(destination, event.action, where)))
  })

  worker.addEventListener('pushsubscriptionchange', (event) => {
    const { oldSubscription } = event as unknown as { oldSubscription?: PushSubscription | null }
    event.waitUntil(heal({ heartbeatMs: Infinity, lost: oldSubscription?.endpoint }, true))
  })

  worker.addEventListener('activate', (event) => {
    event.waitUntil(healIfKnown())
  })
  if (own === undefined) return
  // Nobody else lives in this scope, so nobody is surprised by a new version.
  worker.addEventListener('install', () => void worker.skipWaiting())
  worker.addEventListener('activate', (event) => event.waitUntil(clients.claim()))

  async function display(content: Content | undefined): Promise<void> {
    try {
      await show(registration, recent, content ?? (await generic()))
    } finally {
      await Promise.all([setBadge(worker.navigator, content?.badge), healDaily()])
    }
  }

  async function generic(): Promise<Content> {
    const stored = (await store.read(`${name}:fallback`, 500)) as Partial<Fallback> | undefined
    const { title, body, icon } = { ...unnamed, ...stored }
    return { title, options: { body, ...(icon && { icon }), data: { belfry: {} } } }
  }

  async function healIfKnown(): Promise<void> {
    const { written } = await place.memory.read()
    // Impatient: the page that installs this worker may hold the lock until it is active.
    if (written > 0) await heal({ heartbeatMs: QUIET_MS }, false)
  }

  /** A push has just come through, so the server need not be asked each time. */
  async function healDaily(): Promise<void> {
    const { endpoint, retired } = await place.memory.read()
    const found = await settle(registration.pushManager.getSubscription(), 'push-failed', 2000)
    const same = found.ok && found.value?.endpoint === endpoint && !retired
    const asked = Number(await store.read(`${name}:asked`)) || 0
    if (same && Math.abs(Date.now() - asked) < DAY_MS) return
    await store.update(`${name}:asked`, () => Date.now())
    await heal({ heartbeatMs: QUIET_MS }, false)
  }

  async function heal(intent: Intent, patient: boolean): Promise<void> {
    await exclusively(worker.navigator.locks, name, () => reconcile(place, intent), patient)
  }
}

function workerPlace(
  worker: ServiceWorkerGlobalScope,
  name: string,
  base: string,
  own: boolean,
  store: Store,
): Place {
  const now = (): number => Date.now()
  return {
    own,
    permission: () => Notification.permission,
    registration: () => Promise.resolve({ ok: true, value: worker.registration }),
    server: createServer(base, (...request) => worker.fetch(...request)),
    memory: createMemory(name, store, () => undefined, now),
    now,
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
async function setBadge(navigator: WorkerNavigator, badge: number | undefined): Promise<void> {
  if (badge === undefined || !('setAppBadge' in navigator)) return
  await settle(badge ? navigator.setAppBadge(badge) : navigator.clearAppBadge(), 'badge', 2000)
}
