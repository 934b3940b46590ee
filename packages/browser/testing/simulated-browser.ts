import type { Environment } from '../src/platform.ts'
import { MemoryIndexedDb } from './memory-indexed-db.ts'
import { MemoryStorage } from './memory-storage.ts'
import { SimulatedPush } from './simulated-push.ts'

/**
 * One browser profile at one origin, as a page sees it. Storage, permission and the push manager follow the browsers'
 * rules; `fetch` is its only network.
 */
export class SimulatedBrowser {
  readonly origin: string
  permission: NotificationPermission = 'default'
  /** The user's answer when asked. */
  answer: NotificationPermission = 'granted'
  /** How often the user was asked. */
  asked = 0
  /** Milliseconds since the epoch. */
  time = 1_700_000_000_000
  readonly localStorage = new MemoryStorage()
  readonly indexedDb = new MemoryIndexedDb()
  readonly push = new SimulatedPush(() => this.permission)
  /** Scopes of the registered workers. */
  readonly scopes = new Map<string, ServiceWorkerRegistration>()
  /** The error of navigator.serviceWorker.register(). */
  workerFault: string | undefined
  /** The user has forbidden the site to store anything: Chromium and Firefox then refuse workers as well. */
  blocksSiteData = false
  locks: LockManager | undefined = navigator.locks
  fetch: typeof fetch = fetch
  readonly #permissionStatus = new EventTarget()
  readonly #windows: EventTarget[] = []
  readonly #messages = new EventTarget()

  constructor(origin: string) {
    this.origin = origin
  }

  /** A page that is opened now. */
  page(path = '/'): Environment {
    const window = new EventTarget()
    this.#windows.push(window)
    return {
      isSecureContext: true,
      location: { href: this.origin + path, origin: this.origin },
      navigator: this.#navigator(),
      Notification: this.notifications,
      PushManager: {},
      localStorage: this.localStorage,
      indexedDB: this.indexedDb.factory,
      fetch: (...request) => this.fetch(...request),
      addEventListener: window.addEventListener.bind(window) as Window['addEventListener'],
      now: () => this.time,
    }
  }

  /** The Notification interface of pages and workers. */
  get notifications(): NonNullable<Environment['Notification']> {
    const permission = (): NotificationPermission => this.permission
    return {
      get permission() {
        return permission()
      },
      requestPermission: async () => {
        this.asked += 1
        return (this.permission = this.answer)
      },
    }
  }

  /** The user changes the permission in the browser's settings. */
  setPermission(permission: NotificationPermission): void {
    this.permission = permission
    if (permission !== 'granted') this.push.lose()
    this.#permissionStatus.dispatchEvent(new Event('change'))
  }

  /** The event that other tabs get when one tab writes to localStorage. */
  tellOtherTabs(key: string): void {
    for (const window of this.#windows) {
      window.dispatchEvent(Object.assign(new Event('storage'), { key }))
    }
  }

  /** The pages' messages from a worker, with a port for the answer. */
  tellPages(data: unknown, ports: readonly MessagePort[]): void {
    this.#messages.dispatchEvent(Object.assign(new Event('message'), { data, ports }))
  }

  registration(scope: string): ServiceWorkerRegistration {
    const known = this.scopes.get(scope)
    if (known) return known
    const registration = Object.assign(new EventTarget(), {
      scope,
      active: {},
      installing: null,
      waiting: null,
      pushManager: this.push.manager,
    }) as unknown as ServiceWorkerRegistration
    this.scopes.set(scope, registration)
    return registration
  }

  #navigator(): Navigator {
    return {
      language: 'en-GB',
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0',
      locks: this.locks,
      permissions: { query: async () => this.#permissionStatus },
      serviceWorker: {
        register: async (_script: string, { scope }: { scope: string }) => {
          if (this.workerFault) throw new TypeError(this.workerFault)
          return this.registration(scope)
        },
        getRegistration: async (url: string) => {
          if (this.blocksSiteData) throw new DOMException('The operation is insecure.', 'SecurityError')
          return [...this.scopes.values()].find(({ scope }) => url.startsWith(scope))
        },
        addEventListener: this.#messages.addEventListener.bind(this.#messages),
      },
    } as unknown as Navigator
  }
}
