import { randomBytes } from 'node:crypto'

const forever = new Promise<never>(() => undefined)

/** A push service and a browser's push manager together, for one browser. */
export class SimulatedPush {
  /** Chromium's own rule; a second key needs an unsubscribe() first. */
  current: SimulatedSubscription | undefined
  permission: () => NotificationPermission
  /** The error of subscribe(), as when the push service cannot be reached. */
  fault: string | undefined
  /** Safari on iOS subscribes only while a tap is handled. */
  wantsTap = false
  /** subscribe() stays pending, as Chromium's does while its push service cannot be reached. */
  subscribing: 'well' | 'hangs' = 'well'
  reading: 'well' | 'hangs' | 'fails' = 'well'
  host = 'push.example'
  /** Some versions and forks of Safari do not reveal the key of a subscription. */
  tellsKey = true
  made = 0

  constructor(permission: () => NotificationPermission) {
    this.permission = permission
  }

  /** The browser drops it silently: cleared, expired, reset. */
  lose(): void {
    this.current = undefined
  }

  get manager(): PushManager {
    return {
      getSubscription: async () => {
        if (this.reading === 'hangs') await forever
        if (this.reading === 'fails') throw new DOMException('broken', 'AbortError')
        return this.current ?? null
      },
      subscribe: async (options: PushSubscriptionOptionsInit) => {
        if (this.subscribing === 'hangs') await forever
        return this.#subscribe(options)
      },
    } as unknown as PushManager
  }

  #subscribe({ applicationServerKey, userVisibleOnly }: PushSubscriptionOptionsInit): PushSubscription {
    if (this.permission() !== 'granted' || !userVisibleOnly) {
      throw new DOMException('Registration failed - permission denied', 'NotAllowedError')
    }
    if (this.wantsTap) throw new DOMException('User gesture is required', 'NotAllowedError')
    if (this.fault) throw new DOMException(this.fault, 'AbortError')
    const key = applicationServerKey as string
    if (this.current && this.current.key !== key) {
      throw new DOMException('another applicationServerKey', 'InvalidStateError')
    }
    if (!this.current) {
      this.made += 1
      this.current = new SimulatedSubscription(
        this,
        `https://${this.host}/${this.made}/${randomBytes(9).toString('base64url')}`,
        key,
      )
    }
    return this.current
  }
}

export class SimulatedSubscription implements PushSubscription {
  readonly endpoint: string
  readonly key: string
  readonly expirationTime = null
  readonly options: PushSubscriptionOptions
  readonly #push: SimulatedPush
  readonly #keys = {
    p256dh: randomBytes(65).toString('base64url'),
    auth: randomBytes(16).toString('base64url'),
  }

  constructor(push: SimulatedPush, endpoint: string, key: string) {
    this.#push = push
    this.endpoint = endpoint
    this.key = key
    const bytes = Uint8Array.from(Buffer.from(key, 'base64url'))
    this.options = {
      applicationServerKey: push.tellsKey ? bytes.buffer : null,
      userVisibleOnly: true,
    }
  }

  getKey(): ArrayBuffer | null {
    return null
  }

  async unsubscribe(): Promise<boolean> {
    if (this.#push.current !== this) return false
    this.#push.lose()
    return true
  }

  toJSON(): PushSubscriptionJSON {
    return { endpoint: this.endpoint, expirationTime: null, keys: this.#keys }
  }
}
