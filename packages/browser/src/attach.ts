import { openPage, urlToOpen } from './click.ts'
import type { Facts } from './facts.ts'
import { within } from './fault.ts'
import { createMemory } from './memory.ts'
import { readPayload, type Content, type Destination, type Fallback } from './payload.ts'
import { createRecent } from './recent.ts'
import { keep, type Place } from './keep.ts'
import { createReports, type Interaction } from './reports.ts'
import { createServer } from './server.ts'
import { destinationOf, show } from './show.ts'
import { createStore } from './store.ts'
import type { WorkerOptions } from './worker-options.ts'

/** The compiler's own type omits that workers have notifications too. */
type WorkerScope = ServiceWorkerGlobalScope & { Notification: typeof Notification & { maxActions?: number } }

/** Belfry's own actions, on a notification and on the answer to it. */
const IRRELEVANT = 'belfry-irrelevant'
const RELEVANT = 'belfry-relevant'

const DAY_MS = 24 * 60 * 60 * 1000
/** Chromium hands over the next push of a subscription only when this one is done with: no server may keep it waiting. */
const REST_MS = 1000
/** Longer than a healthy IndexedDB takes. */
const READ_MS = 500
/** The site's own words wait no longer for the content itself. */
const DETAILS_MS = 1000
/** Keeps a browser that gets notifications but never visits from counting as abandoned. */
const QUIET_MS = 30 * DAY_MS

/** Adds Belfry's listeners to a worker, its own or a host's. */
export function attach(
  worker: ServiceWorkerGlobalScope,
  options: WorkerOptions = {},
  now: () => number = Date.now,
): void {
  const { registration, clients, location, Notification } = worker as WorkerScope
  const own = ownBase(location.href, registration.scope)
  const base = new URL(options.base ?? own ?? '/b/default', location.origin).href.replace(/\/$/, '')
  // The site's first page, which may be below a path: Belfry's own worker is at b/<site>/ below it.
  const home = new URL(own ? '../..' : '.', registration.scope).href
  const name = `belfry:${base}`
  const store = createStore(() => worker.indexedDB)
  const recent = createRecent(store, `${name}:recent`)
  const place: Place = {
    own: !!own,
    worker: () => Promise.resolve(registration),
    server: createServer(base, (...request) => worker.fetch(...request)),
    memory: createMemory(name, store, now),
    now,
  }
  const report = createReports(`${name}:reports`, store, place.memory, place.server)
  const unnamed: Fallback = {
    title: location.hostname,
    body: 'You have a new notification.',
    ...options.fallback,
  }

  // A desktop takes a notification off the screen when it is clicked, and Chromium then says that it was closed.
  let answered: string | undefined

  worker.addEventListener('push', (event) => {
    const content = readPayload(payloadOf(event), unnamed)
    if (options.foreign === 'ignore' && !content?.id) return
    if (options.exclusive) event.stopImmediatePropagation()
    event.waitUntil(display(content))
  })

  worker.addEventListener('notificationclick', (event) => {
    const destination = destinationOf(event.notification) ?? (own && {})
    if (!destination) return // The host's own.
    answered = destination.id
    event.notification.close()
    event.waitUntil(answer(destination, event.action))
  })

  worker.addEventListener('notificationclose', (event) => {
    const id = destinationOf(event.notification)?.id
    if (id !== answered) event.waitUntil(tell('closed', id))
  })

  worker.addEventListener('pushsubscriptionchange', (event) => {
    const { oldSubscription } = event as unknown as { oldSubscription?: PushSubscription | null }
    event.waitUntil(heal(oldSubscription?.endpoint))
  })

  worker.addEventListener('activate', (event) => event.waitUntil(heal()))
  if (!own) return
  // This scope has no other worker, so a new version surprises nobody.
  worker.addEventListener('install', () => void worker.skipWaiting())
  worker.addEventListener('activate', (event) => event.waitUntil(clients.claim()))

  /** The page first: some browsers let a click open one only for a moment. */
  async function answer(destination: Destination, action: string): Promise<void> {
    const { id, undo, actions } = destination
    if (action === RELEVANT) return tell('relevant', undo)
    if (action === IRRELEVANT) return tell('irrelevant', id)
    // Without actions the page makes the offer in place of the notification.
    const landed = actions?.[IRRELEVANT] && !Notification.maxActions ? id : undefined
    await openPage(clients, urlToOpen(destination, action, home), landed)
    return tell(action ? 'action' : 'clicked', id, action)
  }

  async function tell(kind: NonNullable<Interaction['kind']>, id?: string, action?: string): Promise<void> {
    if (!id) return
    const muted = await report({ notification: id, kind, ...(action && { action }), at: now() })
    for (const { title, undo } of muted ?? []) {
      await registration.showNotification(title, {
        tag: `${name}:muted`,
        data: { belfry: { undo: id } },
        actions: [{ action: RELEVANT, title: undo }],
      } as NotificationOptions)
    }
  }

  async function display(content: Content | undefined): Promise<void> {
    let isNew
    try {
      const shown = content && !content.opaque ? content : await generic(content)
      isNew = await show(registration, recent, shown, worker.navigator.userAgent)
    } finally {
      tellPages(isNew === undefined ? undefined : content?.id)
      const told = isNew && tell('displayed', content?.id)
      const rest = Promise.all([setBadge(worker.navigator, content?.badge), heal(), told])
      await within(rest, 'timeout', REST_MS).catch(() => undefined) // It goes on, or the next push or page does it.
    }
  }

  /**
   * Open pages read their inbox again, also where they cannot listen to the server. `shown`: the id of a notification
   * that is on the screen now, for the page that waits for it.
   */
  function tellPages(shown = 'push'): void {
    const channel = new BroadcastChannel(name)
    channel.postMessage(shown)
    channel.close()
  }

  /** For a push that cannot be read, or that carries an id alone; never late, and never nothing. */
  async function generic(content?: Content): Promise<Content> {
    const id = content?.id
    const [stored, known] = await Promise.all([
      store(`${name}:fallback`, undefined, READ_MS),
      id ? within(place.memory.read(), '', READ_MS).catch(() => undefined) : undefined,
    ])
    const { notice, handle } = known ?? {}
    if (id && handle && notice?.ask) {
      const asking = place.server
        .details(id, handle)
        .then((it) => readPayload({ ...it, data: { belfry: { id } } }, unnamed))
      const found = await within(asking, '', DETAILS_MS).catch(() => undefined)
      if (found) return found
    }
    const { title, body, icon, url, lang = '' } = { ...unnamed, ...(stored as object), ...notice }
    const options = { ...content?.options, body, lang, ...(icon && { icon }) }
    const data = { belfry: { id, url: notice ? notice.open + id : url } }
    return { title, options: { ...options, data }, id, badge: NaN }
  }

  /**
   * Compares and heals like a page does, but asks the server at most once a day: a push that came through shows that
   * all is well. Leaves it to a page that is healing at the moment, as that page may be waiting for this worker's
   * activation.
   */
  async function heal(lost?: string): Promise<void> {
    const { locks } = worker.navigator
    const free = (lock: Lock | null): Promise<void> | undefined => (lock ? compare(lost) : undefined)
    const healing = locks ? locks.request(name, { ifAvailable: true }, free) : compare(lost)
    await healing.catch(() => undefined) // The next push or page tries again.
  }

  async function compare(lost?: string): Promise<void> {
    const remembered = await place.memory.read()
    const { wish, away, endpoint, retired, written } = remembered
    if (wish === 'off' || away || Notification.permission !== 'granted') return
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
