import type { PushServiceEvents } from './events/push-service-events.ts'
import type { Faults } from './faults/faults.ts'
import type { SubscribeManyOptions, SubscribeOptions } from './subscriptions/make-own-subscriptions.ts'
import type { ReceivedMessage } from './subscriptions/own-subscriber.ts'
import type { ReceiverKind } from './subscriptions/subscription.ts'
import type { SubscriptionView } from './subscriptions/subscription-view.ts'

/** The addresses of a running service; also the content of state.json in its folder. */
export interface PushServiceAddresses {
  /** https://localhost:PORT, origin of Firefox's endpoints and of local own subscribers */
  readonly pushUrl: string
  /** ws://127.0.0.1:PORT/ for Firefox's preference dom.push.serverURL */
  readonly autopushUrl: string
  /** http://127.0.0.1:PORT, the control API */
  readonly controlUrl: string
  /** file with the CA that senders have to trust, PEM */
  readonly caFile: string
  /** hosts for a sender's allow-list that are not on it anyway */
  readonly allow: readonly string[]
  /** where the hosts of the real services are here: host → address:port */
  readonly resolve: Readonly<Record<string, string>>
  /** Chromium's switches */
  readonly chromium: {
    readonly checkinUrl: string
    readonly registrationUrl: string
    readonly mcsUrl: string
    /** base64 SHA-256 of the certificate's public key */
    readonly spki: string
  }
}

/** A subscription as pushManager.subscribe() gives it to a page. */
export interface OwnSubscription {
  readonly id: string
  readonly endpoint: string
  readonly expirationTime: null
  readonly keys: { readonly p256dh: string; readonly auth: string }
}

/** A running local push service. Every method throws a TypeError that names an argument of the wrong type. */
export interface PushService extends AsyncDisposable, PushServiceAddresses {
  /** PEM of the CA */
  readonly ca: string
  readonly addresses: PushServiceAddresses
  readonly events: PushServiceEvents
  readonly faults: Faults
  /** Makes a subscriber inside the service. Rejects with RangeError when there are too many. */
  subscribe(options?: SubscribeOptions): Promise<OwnSubscription>
  /** Makes many at once; `keyPairs: 1` lets them share one key pair, which is fastest. */
  subscribeMany(count: number, options?: SubscribeManyOptions): Promise<OwnSubscription[]>
  subscription(id: string): SubscriptionView | undefined
  /** Every subscription, browsers' too; each view is made only when called. */
  subscriptions(kind?: ReceiverKind): Iterable<(() => SubscriptionView) & { readonly id: string }>
  /** Decrypted messages of one own subscriber, or of all of them, in the order of arrival. */
  messages(id?: string): ReceivedMessage[]
  /** Switches an own subscriber off or on; when on, it gets its waiting messages. */
  setOnline(id: string, online: boolean): void
  /** Lets the service lose a subscription, unnoticed by the browser: senders get 404 or 410. */
  lose(id: string, status?: 404 | 410): void
  /** Ends a subscription as a browser's unsubscribe() does: senders get 410. */
  unsubscribe(id: string): void
  /** Removes one own subscriber without a trace, or all of them; returns their number. */
  forget(id?: string): number
  /** Drops waiting messages that have outlived their TTL; happens every few seconds anyway. */
  expire(): void
  readonly firefox: {
    /** Makes every Firefox start anew: it drops its subscriptions and notifies pages. */
    newIdentity(): void
    /** Ends the connections; Firefox comes back by itself. */
    disconnect(): void
  }
  /** Ends Chromium's connections; it takes some 20 s to come back, a restart is faster. */
  disconnectChromium(): void
  close(): Promise<void>
}
