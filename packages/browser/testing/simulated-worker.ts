import type { SimulatedBrowser } from './simulated-browser.ts'

/** An open window of the site. */
export interface SimulatedWindow {
  /** Its Client.url: its first page. */
  created: string
  /** Its present page, as the page answers; absent: a page without Belfry. */
  now?: string
  frameType?: FrameType
}

/** The visible part of one notification. */
export interface Shown {
  title: string
  options: NotificationOptions & Record<string, unknown>
}

/**
 * A service worker of a simulated browser: its events, its notifications by the rules of the
 * Notifications API (same tag replaces), its windows. start() is a wake-up: a fresh global scope.
 */
export class SimulatedWorker {
  /** The notifications on the screen, oldest first. */
  readonly screen: SimulatedNotification[] = []
  /** Every call of showNotification() that was not refused. */
  readonly shown: Shown[] = []
  /** The effects of clicks, in order. */
  readonly acts: string[] = []
  windows: SimulatedWindow[] = []
  /** Options that this browser refuses with a TypeError. */
  refusedOptions: string[] = []
  /** Whether a second notification with the same tag replaces the first; Safari's does not. */
  replacesByTag = true
  /** Safari's says neither Chrome nor Firefox. */
  userAgent = 'Version/18.4 Safari/605.1.15'
  badge: number | undefined
  readonly script: string
  readonly scope: string
  readonly #browser: SimulatedBrowser
  #events = new EventTarget()

  constructor(browser: SimulatedBrowser, script: string, scope: string) {
    this.#browser = browser
    this.script = browser.origin + script
    this.scope = browser.origin + scope
  }

  /** The browser stops the worker and starts it again: nothing but storage survives. */
  start(attach: (self: never) => void): void {
    this.#events = new EventTarget()
    const { origin, indexedDb, locks, notifications, push } = this.#browser
    const { hostname } = new URL(origin)
    const global = {
      location: { href: this.script, origin, hostname },
      registration: {
        scope: this.scope,
        pushManager: push.manager,
        showNotification: async (title: string, options: Shown['options']) => this.#show(title, options),
        getNotifications: async ({ tag = '' } = {}) =>
          this.screen.filter((notification) => !tag || notification.tag === tag),
      },
      clients: {
        matchAll: async () => this.windows.map((window) => this.#window(window)),
        openWindow: async (url: string) => void this.acts.push(`open ${url}`),
        claim: async () => void this.acts.push('claim'),
      },
      Notification: notifications,
      navigator: {
        locks,
        userAgent: this.userAgent,
        setAppBadge: async (badge: number) => void (this.badge = badge),
      },
      indexedDB: indexedDb.factory,
      fetch: this.#browser.fetch,
      skipWaiting: async () => void this.acts.push('skipWaiting'),
      addEventListener: this.#events.addEventListener.bind(this.#events),
    }
    attach(global as never)
  }

  /** Resolves when everything given to waitUntil() is done; rejects when it was not called in time. */
  async dispatch(type: string, members: object = {}): Promise<void> {
    const waiting: Promise<unknown>[] = []
    let inTime = true
    const event = Object.assign(new Event(type, { cancelable: true }), members, {
      waitUntil: (promise: Promise<unknown>) => {
        if (!inTime) throw new DOMException('too late', 'InvalidStateError')
        waiting.push(promise)
      },
    })
    this.#events.dispatchEvent(event)
    inTime = false
    await Promise.all(waiting)
    if (waiting.length === 0 && type === 'push') throw new Error('waitUntil() was not called')
  }

  /** A push with this payload; a string is sent as it is, undefined is none. */
  push(payload: unknown): Promise<void> {
    if (payload === undefined) return this.dispatch('push', { data: null })
    const text = typeof payload === 'string' ? payload : JSON.stringify(payload)
    return this.dispatch('push', { data: { json: () => JSON.parse(text) as unknown } })
  }

  click(notification: object | undefined, action = ''): Promise<void> {
    if (!notification) throw new Error('there is no such notification')
    return this.dispatch('notificationclick', { notification, action })
  }

  #show(title: string, options: Shown['options']): void {
    if (this.#browser.permission !== 'granted') throw new TypeError('No permission')
    const refused = this.refusedOptions.find((name) => options[name] !== undefined)
    if (refused) throw new TypeError(refused)
    if (options['renotify'] && !options.tag) throw new TypeError('renotify needs a tag')
    this.shown.push({ title, options })
    const tag = options.tag ?? ''
    const replaced = tag && this.replacesByTag ? this.screen.findIndex((n) => n.tag === tag) : -1
    const notification = new SimulatedNotification(this.screen, title, options)
    if (replaced < 0) this.screen.push(notification)
    else this.screen.splice(replaced, 1, notification)
  }

  #window({ created, now, frameType = 'top-level' }: SimulatedWindow): object {
    return {
      url: created,
      frameType,
      focus: async () => {
        this.acts.push(`focus ${now ?? created}`)
        return { postMessage: (data: object) => this.acts.push(`tell ${Object.values(data).join(' ')}`) }
      },
      navigate: () => this.acts.push('navigate'),
      postMessage: (data: { belfry?: string }, [port]: MessagePort[]) => {
        if (data.belfry === 'where' && now !== undefined) port?.postMessage(now)
      },
    }
  }
}

export class SimulatedNotification {
  readonly title: string
  readonly tag: string
  readonly body: string
  readonly data: unknown
  readonly icon: string
  readonly silent: boolean | null
  readonly #screen: SimulatedNotification[]

  constructor(screen: SimulatedNotification[], title: string, options: Shown['options']) {
    this.#screen = screen
    this.title = title
    this.tag = options.tag ?? ''
    this.body = options.body ?? ''
    this.icon = options.icon ?? ''
    this.silent = options.silent ?? null
    this.data = structuredClone(options.data ?? null)
  }

  close(): void {
    const index = this.#screen.indexOf(this)
    if (index >= 0) this.#screen.splice(index, 1)
  }
}
