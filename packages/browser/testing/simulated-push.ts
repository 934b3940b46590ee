import { randomBytes } from 'node:crypto'

/** What a push service and a browser's push manager do together, for one browser. */
export class SimulatedPush {
  /** Chromium's own rule; a second key needs an unsubscribe() first. */
  current: SimulatedSubscription | undefined
  permission: () => NotificationPermission
  /** What subscribe() rejects with, as when the push service cannot be reached. */
  fault: string | undefined
  host = 'push.example'
  /** Safari of some versions and forks do not tell the key of a subscription. */
  tellsKey = true
  made = 0

  constructor(permission: () => NotificationPermission) {
    this.permission = permission
  }

  /** The browser lets go without a word: cleared, expired, reset. */
  lose(): void {
    this.current = undefined
  }

  get manager(): PushManager {
    return {
      getSubscription: async () => this.current ?? null,
      subscribe: async (options: PushSubscriptionOptionsInit) => this.#subscribe(options),
    } as unknown as PushManager
  }

  #subscribe({
    applicationServerKey,
    userVisibleOnly,
  }: PushSubscriptionOptionsInit): PushSubscription {
    if (this.permission() !== 'granted' || !userVisibleOnly) {
      throw new DOMException('Registration failed - permission denied', 'NotAllowedError')
    }
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
