import type { Environment } from '../src/platform.ts'
import { MemoryIndexedDb } from './memory-indexed-db.ts'
import { MemoryStorage } from './memory-storage.ts'
import { SimulatedPush } from './simulated-push.ts'

/**
 * One browser profile at one origin: what a page finds there. Storage, permission and the push
 * manager follow the browsers' rules; there is no network in it but `fetch`.
 */
export class SimulatedBrowser {
  readonly origin: string
  permission: NotificationPermission = 'default'
  /** What the user says when asked. */
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
  /** What navigator.serviceWorker.register() rejects with. */
  workerFault: string | undefined
  locks: LockManager | undefined = navigator.locks
  fetch: typeof fetch = fetch
  readonly #permissionStatus = new EventTarget()
  readonly #windows: EventTarget[] = []

  constructor(origin: string) {
    this.origin = origin
  }

  /** A page that is opened now. */
  page(path = '/'): Environment {
    const window = new EventTarget()
    this.#windows.push(window)
    return {
      isSecureContext: true,
      location: { href: this.origin + path },
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

  /** What the other tabs hear when one tab wrote to localStorage. */
  tellOtherTabs(key: string): void {
    for (const window of this.#windows) {
      window.dispatchEvent(Object.assign(new Event('storage'), { key }))
    }
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
        getRegistration: async (url: string) =>
          [...this.scopes.values()].find(({ scope }) => url.startsWith(scope)),
      },
    } as unknown as Navigator
  }
}
